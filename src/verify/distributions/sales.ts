import { STORE_TENDERS } from '../../retail/fields.ts'
import { type Distribution, sumOf } from './distribution.ts'
import { deviation, shareFigure } from './interval.ts'
import { paymentOdds } from './payment-odds.ts'

export const tenderMix: Distribution = {
  law: 15,
  name: 'tender_mix',
  says: 'Receipts are paid with each tender as often as the tender mix and the declines make expect.',
  sql: `SELECT tender_type, count(*)::float8 AS receipts FROM fact_receipts WHERE receipt_type = 'SALE' GROUP BY 1`,
  measure(rows, config) {
    const total = sumOf(rows, 'receipts')
    const { paidWith } = paymentOdds(config)
    const figures = STORE_TENDERS.map((tender) => {
      const hits = sumOf(
        rows.filter((row) => row['tender_type'] === tender),
        'receipts',
      )
      return shareFigure(`receipts paid by ${tender}`, { hits, total }, paidWith[tender])
    })
    return { observations: total, figures }
  },
}

export const declineRate: Distribution = {
  law: 15,
  name: 'decline_rate',
  says: 'Payments are declined once, and twice, as often as the decline rate and the factors of the tenders say.',
  sql: `
    SELECT (SELECT count(*) FROM fact_receipts WHERE receipt_type = 'SALE')::float8 AS receipts,
           (SELECT count(*) FROM fact_payments WHERE status = 'DECLINED' AND receipt_id IS NOT NULL)::float8 AS declined,
           (SELECT count(*) FROM fact_customer_sessions WHERE payment_failed)::float8 AS failed`,
  measure(rows, config) {
    const odds = paymentOdds(config)
    const [receipts, declined, failed] = [sumOf(rows, 'receipts'), sumOf(rows, 'declined'), sumOf(rows, 'failed')]
    const figures = [
      shareFigure('receipts with a declined attempt', { hits: declined, total: receipts }, odds.retried),
      shareFigure('checkouts that failed', { hits: failed, total: receipts + failed }, odds.failed),
    ]
    return { observations: receipts + failed, figures }
  },
}

/** The model keeps the mean within 3 % (see `volume.items_per_ticket_mean`). */
const MODEL_TOLERANCE = 0.03

/**
 * Empty shelves make baskets smaller: for every line that was lost, as much as a line holds is allowed for. Lower prices and
 * promotions of a department make them larger: for every such line, as many units as shoppers take beyond what they wanted.
 */
export const itemsPerTicket: Distribution = {
  law: 15,
  name: 'items_per_ticket',
  says: 'The mean number of units on a sale is the configured one, within 3 %, less what empty shelves took, and more what lower prices and promotions of a department moved.',
  sql: `
    WITH lifted AS (
      SELECT DISTINCT day::date AS event_date, department
        FROM fact_promotion_windows
       CROSS JOIN LATERAL generate_series(starts_on, ends_on, interval '1 day') AS day
       CROSS JOIN unnest(departments) AS department
       WHERE status = 'STARTED'
    ), lines AS (
      SELECT count(*)::float8 AS lines,
             count(*) FILTER (WHERE i.department IS NOT NULL)::float8 AS lifted,
             coalesce(sum(greatest(0, 1 - l.unit_price_cents::float8 / p.sale_price_cents)), 0) AS cheaper
        FROM fact_receipt_lines l
        JOIN dim_products p USING (product_id)
        LEFT JOIN lifted i ON i.event_date = l.event_date AND i.department = p.department
       WHERE l.quantity > 0
    )
    SELECT count(*)::float8 AS receipts,
           coalesce(sum(item_count), 0)::float8 AS units,
           coalesce(var_samp(item_count), 0)::float8 AS variance,
           coalesce(max(item_count), 0)::float8 AS most,
           (SELECT lines FROM lines), (SELECT lifted FROM lines), (SELECT cheaper FROM lines),
           (SELECT coalesce(sum(lost_lines), 0) FROM fact_customer_sessions)::float8 AS lost_lines
      FROM fact_receipts
     WHERE receipt_type = 'SALE'`,
  measure(rows, { volume, baskets, prices, promotions }) {
    const receipts = sumOf(rows, 'receipts')
    if (receipts === 0) return { observations: 0, figures: [] }
    const expected = volume.items_per_ticket_mean
    const units = sumOf(rows, 'units')
    const stray = deviation(receipts * sumOf(rows, 'variance'), sumOf(rows, 'most')) / receipts
    const lost = (sumOf(rows, 'lost_lines') * units) / Math.max(1, sumOf(rows, 'lines')) / receipts
    const more = (prices.elasticity * sumOf(rows, 'cheaper') + promotions.uplift * sumOf(rows, 'lifted')) / receipts
    const onePerReceipt = baskets.quantity_weights.reduce((sum, share, index) => sum + share * (index + 1), 0)
    const figure = {
      figure: 'units per receipt',
      observed: units / receipts,
      expected,
      lowest: expected * (1 - MODEL_TOLERANCE) - stray - lost,
      // A receipt has a line at least, however small a mean is asked for.
      highest: Math.max(expected * (1 + MODEL_TOLERANCE), onePerReceipt) + stray + more,
    }
    return { observations: receipts, figures: [figure] }
  },
}
