import type { Config } from '../../config/schema.ts'
import { STORE_TENDERS } from '../../retail/fields.ts'
import type { Figure } from '../report.ts'
import { type Aggregates, type Distribution, sumOf } from './distribution.ts'
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
  says: 'The mean number of units on a receipt, when no ad caused the visit, is the configured one, times what the store type makes of it, within 3 %, less what empty shelves took, and more what lower prices and promotions of a department moved.',
  sql: `
    WITH lifted AS (
      SELECT DISTINCT day::date AS event_date, department
        FROM fact_promotion_windows
       CROSS JOIN LATERAL generate_series(starts_on, ends_on, interval '1 day') AS day
       CROSS JOIN unnest(departments) AS department
       WHERE status = 'STARTED'
    ), lines AS (
      SELECT store_type, count(*)::float8 AS lines,
             count(*) FILTER (WHERE i.department IS NOT NULL)::float8 AS lifted,
             coalesce(sum(greatest(0, 1 - l.unit_price_cents::float8 / p.sale_price_cents)), 0) AS cheaper
        FROM fact_receipt_lines l
        JOIN fact_receipts r USING (receipt_id)
        JOIN dim_stores s ON s.store_id = r.store_id
        JOIN dim_products p USING (product_id)
        LEFT JOIN lifted i ON i.event_date = l.event_date AND i.department = p.department
       WHERE receipt_type = 'SALE' AND caused_by_impression_id IS NULL
       GROUP BY 1
    ), lost AS (
      SELECT store_type, sum(lost_lines)::float8 AS lost_lines
        FROM fact_customer_sessions JOIN dim_stores USING (store_id)
       WHERE impression_id IS NULL
       GROUP BY 1
    ), tickets AS (
      SELECT store_type, count(*)::float8 AS receipts, sum(item_count)::float8 AS units,
             coalesce(var_samp(item_count), 0)::float8 AS variance, max(item_count)::float8 AS most
        FROM fact_receipts JOIN dim_stores USING (store_id)
       WHERE receipt_type = 'SALE' AND caused_by_impression_id IS NULL
       GROUP BY 1
    )
    SELECT *, items_per_ticket / 8.2 AS size
      FROM tickets
      JOIN lines USING (store_type)
      JOIN lost USING (store_type)
      JOIN dim_store_types USING (store_type)
     ORDER BY store_type`,
  measure: (rows, config) => ({
    observations: sumOf(rows, 'receipts'),
    figures: rows.map((row) => unitsPerReceipt(row, config)),
  }),
}

function unitsPerReceipt(row: Aggregates, { volume, baskets, prices, promotions }: Config): Figure {
  const [receipts, units] = [Number(row['receipts']), Number(row['units'])]
  const expected = volume.items_per_ticket_mean * Number(row['size'])
  const stray = deviation(receipts * Number(row['variance']), Number(row['most'])) / receipts
  const lost = (Number(row['lost_lines']) * units) / Number(row['lines']) / receipts
  const more = (prices.elasticity * Number(row['cheaper']) + promotions.uplift * Number(row['lifted'])) / receipts
  const onePerReceipt = baskets.quantity_weights.reduce((sum, share, index) => sum + share * (index + 1), 0)
  return {
    figure: `units per receipt, ${String(row['store_type'])} stores`,
    observed: units / receipts,
    expected,
    lowest: expected * (1 - MODEL_TOLERANCE) - stray - lost,
    // A receipt has a line at least, however small a mean is asked for.
    highest: Math.max(expected * (1 + MODEL_TOLERANCE), onePerReceipt) + stray + more,
  }
}
