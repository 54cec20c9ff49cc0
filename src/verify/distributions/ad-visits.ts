import type { Figure } from '../report.ts'
import { type Aggregates, type Distribution, sumOf } from './distribution.ts'
import { deviation, shareFigure } from './interval.ts'

export const adPurchaseRate: Distribution = {
  law: 15,
  name: 'ad_purchase_rate',
  says: 'The share of visits caused by an ad with the wish to buy is the configured one.',
  sql: `
    SELECT count(*)::float8 AS visits,
           count(*) FILTER (WHERE purchased OR payment_failed OR lost_lines > 0)::float8 AS wishes
      FROM fact_customer_sessions
     WHERE impression_id IS NOT NULL`,
  measure(rows, { marketing }) {
    const [total, hits] = [sumOf(rows, 'visits'), sumOf(rows, 'wishes')]
    if (total === 0) return { observations: 0, figures: [] }
    const figure = shareFigure(
      'visits caused by an ad with a wish to buy',
      { hits, total },
      marketing.visit_purchase_rate,
    )
    return { observations: total, figures: [figure] }
  },
}

/** How near the model keeps what it does not solve for exactly: dearer goods of a shelf, and lines that become one. */
const MODEL_TOLERANCE = 0.04

/** Receipts are compared with those of other visits of the segment on such a trip, so that who sees ads does not matter. */
export const adTickets: Distribution = {
  law: 15,
  name: 'ad_tickets',
  says: 'Receipts of visits caused by an ad hold more units and more value than those of other visits by the configured factors.',
  sql: `
    SELECT s.segment, s.trip_type, s.impression_id IS NOT NULL AS advertised, count(*)::float8 AS receipts,
           sum(r.item_count)::float8 AS units, coalesce(var_samp(r.item_count), 0)::float8 AS units_variance,
           max(r.item_count)::float8 AS units_most,
           sum(r.gross_subtotal_cents)::float8 AS cents, coalesce(var_samp(r.gross_subtotal_cents), 0)::float8 AS cents_variance,
           max(r.gross_subtotal_cents)::float8 AS cents_most
      FROM fact_customer_sessions s
      JOIN fact_receipts r USING (receipt_id)
     WHERE r.receipt_type = 'SALE'
     GROUP BY 1, 2, 3`,
  measure(rows, { marketing }) {
    const pairs = comparable(rows)
    const receipts = pairs.reduce((sum, { caused }) => sum + Number(caused['receipts']), 0)
    if (receipts === 0) return { observations: 0, figures: [] }
    return {
      observations: receipts,
      figures: [
        factorFigure(pairs, 'units', marketing.visit_items),
        factorFigure(pairs, 'cents', marketing.visit_spend),
      ],
    }
  },
}

/** Receipts of a segment and trip: of visits that an ad caused, and of others. */
interface Pair {
  readonly caused: Aggregates
  readonly other: Aggregates
}

function comparable(rows: readonly Aggregates[]): Pair[] {
  const cells = Map.groupBy(rows, ({ segment, trip_type: trip }) => `${segment} ${trip}`)
  return [...cells.values()].flatMap((cell) => {
    const caused = cell.find(({ advertised }) => advertised === true)
    const other = cell.find(({ advertised }) => advertised === false)
    return caused === undefined || other === undefined ? [] : [{ caused, other }]
  })
}

/** The sum over caused receipts against what as many others would hold; what is compared with is a sample, too. */
function factorFigure(pairs: readonly Pair[], what: 'units' | 'cents', expected: number): Figure {
  let sum = 0
  let usual = 0
  let variance = 0
  let most = 0
  for (const { caused, other } of pairs) {
    const weight = Number(caused['receipts']) / Number(other['receipts'])
    sum += Number(caused[what])
    usual += weight * Number(other[what])
    variance += Number(caused['receipts']) * Number(caused[`${what}_variance`])
    variance += weight * weight * Number(other['receipts']) * Number(other[`${what}_variance`]) * expected * expected
    most = Math.max(most, Number(caused[`${what}_most`]), weight * expected * Number(other[`${what}_most`]))
  }
  const stray = deviation(variance, most) / usual
  return {
    figure: `${what} per receipt of a visit caused by an ad, compared with others`,
    observed: sum / usual,
    expected,
    lowest: Math.max(0, expected * (1 - MODEL_TOLERANCE) - stray),
    highest: expected * (1 + MODEL_TOLERANCE) + stray,
  }
}
