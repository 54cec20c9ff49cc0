import type { Config } from '../../config/schema.ts'
import { department } from '../../retail/fields.ts'
import { SEGMENTS } from '../../retail/master-data/types.ts'
import { type Distribution, sumOf } from './distribution.ts'
import { deviation } from './interval.ts'

/** So many receipts prove enough; the first 16 bits of a hash choose them. */
const SAMPLE = 30_000
/** Of a supercenter, for which the chances are configured. */
const USUAL_PROMOTION_RATE = 0.18
/** Codes for an amount that no line bears alone, but several together, act a little more often than is expected here. */
const TOGETHER = 0.03

/**
 * A receipt has a promotion when one of the lines that chance picks is one on which a valid code can act: with the chances of
 * those lines, 1 - (1 - c1)(1 - c2)...
 */
export const promotedShare: Distribution = {
  law: 15,
  name: 'promoted_share',
  says: 'As many sales (of a sample of about 30,000) have a promotion as the chances of those of their lines make expect on which a valid code can act, by the kind of store.',
  sql: sampleOfReceipts,
  measure(rows) {
    const receipts = sumOf(rows, 'receipts')
    if (receipts === 0) return { observations: 0, figures: [] }
    const expected = sumOf(rows, 'expected') / receipts
    const stray = deviation(sumOf(rows, 'variance')) / receipts
    const figure = {
      figure: 'sales with a promotion',
      observed: sumOf(rows, 'promoted') / receipts,
      expected,
      lowest: Math.max(0, expected - stray),
      highest: expected === 0 ? 0 : Math.min(1, expected * (1 + TOGETHER) + stray),
    }
    return { observations: receipts, figures: [figure] }
  },
}

/** Sampled receipts, the promotions of the time, and for each line whether one of them can act on it. */
const LINES = `
    sample AS (
      SELECT r.receipt_id, r.event_ts, r.event_date, r.gross_subtotal_cents, r.discount_cents, v.segment,
             t.promotion_rate / ${USUAL_PROMOTION_RATE} AS of_type
        FROM fact_receipts r
        JOIN fact_customer_sessions v USING (receipt_id)
        JOIN dim_stores s ON s.store_id = r.store_id
        JOIN dim_store_types t USING (store_type)
       WHERE r.receipt_type = 'SALE'
         AND ('x' || right(r.trace_id::text, 4))::bit(16)::int
             < ${SAMPLE * 65536}::float8 / (SELECT count(*) + 1 FROM fact_receipts)
    ), windows AS (
      SELECT s.*, s.event_ts AS opened, coalesce(e.event_ts, 'infinity') AS closed
        FROM fact_promotion_windows s
        LEFT JOIN fact_promotion_windows e ON e.promotion_id = s.promotion_id AND e.status = 'ENDED'
       WHERE s.status = 'STARTED'
    ), lines AS (
      SELECT r.receipt_id, l.line_number, p.department, r.segment, r.of_type, r.event_date, r.discount_cents > 0 AS promoted,
             bool_or(w.minimum_cents <= r.gross_subtotal_cents
               AND (w.departments = '{}' OR p.department = ANY (w.departments))
               AND off.cents > 0
               AND l.quantity * l.unit_price_cents - off.cents
                   > CASE WHEN w.clearance THEN 0 ELSE l.quantity * p.cost_cents END) AS can_act
        FROM sample r
        JOIN fact_receipt_lines l USING (receipt_id)
        JOIN dim_products p USING (product_id)
        LEFT JOIN windows w
          ON CASE w.origin WHEN 'calendar' THEN r.event_date BETWEEN w.starts_on AND w.ends_on
                           ELSE r.event_ts >= w.opened AND r.event_ts < w.closed END
       CROSS JOIN LATERAL (SELECT CASE w.discount_type
          WHEN 'FIXED_AMOUNT' THEN w.value
          WHEN 'BOGO' THEN div(l.quantity / 2 * l.unit_price_cents * w.value + 5000, 10000)
          ELSE div(l.quantity * l.unit_price_cents * w.value + 5000, 10000) END AS cents) AS off
       GROUP BY 1, 2, 3, 4, 5, 6, 7`

function sampleOfReceipts({ promotions }: Config): string {
  const { segment_chance: segments, department_factors: departments, month_factors: months } = promotions
  return `
    WITH segments (segment, chance) AS (
      VALUES ${rowsOf(SEGMENTS, (name) => [`'${name}'`, segments[name]])}
    ),
    departments (department, factor) AS (
      VALUES ${rowsOf(department.options, (name, place) => [`'${name}'`, departments[place] ?? 0])}
    ), months (month, factor) AS (VALUES ${rowsOf(months, (factor, place) => [String(place + 1), factor])}),
    ${LINES}
    ), receipts AS (
      SELECT receipt_id, bool_or(promoted) AS promoted,
             1 - exp(sum(CASE WHEN can_act THEN ln(greatest(1e-300, 1 - least(${promotions.most_chance},
               s.chance * d.factor * m.factor * of_type * ${promotions.rate_factor}))) ELSE 0 END)) AS chance
        FROM lines
        JOIN segments s USING (segment)
        JOIN departments d USING (department)
        JOIN months m ON m.month = extract(month FROM event_date)
       GROUP BY 1
    )
    SELECT count(*)::float8 AS receipts, count(*) FILTER (WHERE promoted)::float8 AS promoted,
           coalesce(sum(chance), 0)::float8 AS expected, coalesce(sum(chance * (1 - chance)), 0)::float8 AS variance
      FROM receipts`
}

/** The rows of a VALUES list: a key and a number each. */
function rowsOf<Item>(items: readonly Item[], row: (item: Item, place: number) => readonly [string, number]): string {
  return items.map((item, place) => `(${row(item, place).join(', ')}::float8)`).join(', ')
}
