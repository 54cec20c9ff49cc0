import type { Config } from '../../config/schema.ts'
import { department } from '../../retail/fields.ts'
import { SEGMENTS } from '../../retail/master-data/types.ts'
import type { Figure } from '../report.ts'
import { type Aggregates, type Distribution, sumOf } from './distribution.ts'
import { deviation } from './interval.ts'

/** So many purchases prove enough; the first 16 bits of a hash choose them. */
const SAMPLE = 30_000
/** Of a supercenter, for which the chances are configured. */
const USUAL_PROMOTION_RATE = 0.18
/** Codes for an amount that no line bears alone, but several together, act a little more often than is expected here. */
const TOGETHER = 0.03

/**
 * A receipt or an order has a promotion when one of the lines that chance picks is one on which a valid code can act: with the chances of
 * those lines, 1 - (1 - c1)(1 - c2)...
 *
 * A line has one when chance picks it and, of the codes that can act on any line that is picked, the one that does acts on
 * this one: of k + x such codes, k act on it. The mean of k / (k + x) lies between its value at the mean of x and the chord
 * from none to all of x. A code for an amount can act on a line that does not bear all of it when others share it: such
 * lines count for the most that is expected, and not for the least.
 */
export const promotedShare: Distribution = {
  law: 15,
  name: 'promoted_share',
  says: 'As many sales and online orders (of a sample of about 30,000), and as many of their lines, have a promotion as the chances of those lines make expect on which a valid code can act, by the kind of store.',
  sql: sampleOfPurchases,
  measure(rows) {
    return { observations: sumOf(rows, 'purchases'), figures: [...rows.map(figureOf), ...rows.map(lineFigureOf)] }
  },
}

/** Of receipts, or of orders. */
function figureOf(row: Aggregates): Figure {
  const purchases = sumOf([row], 'purchases')
  const expected = sumOf([row], 'expected') / purchases
  const stray = deviation(sumOf([row], 'variance')) / purchases
  return {
    figure: `${row['kind']} with a promotion`,
    observed: sumOf([row], 'promoted') / purchases,
    expected,
    lowest: Math.max(0, expected - stray),
    highest: expected === 0 ? 0 : Math.min(1, expected * (1 + TOGETHER) + stray),
  }
}

/** Of the lines of receipts, or of orders, around the middle of what is expected; those of one purchase go together. */
function lineFigureOf(row: Aggregates): Figure {
  const lines = sumOf([row], 'lines')
  const [least, most] = [sumOf([row], 'least_lines'), sumOf([row], 'most_lines')]
  const stray = deviation(sumOf([row], 'line_variance'), sumOf([row], 'longest'))
  return {
    figure: `lines of ${row['kind']} with a promotion`,
    observed: sumOf([row], 'promoted_lines') / lines,
    expected: (least + most) / 2 / lines,
    lowest: Math.max(0, least - stray) / lines,
    highest: most === 0 ? 0 : Math.min(1, (most + stray) / lines),
  }
}

/** Sampled receipts and orders, the promotions of the time, and the goods that were bought. */
const PURCHASES = `
    purchases AS (
      SELECT 'sales' AS kind, r.receipt_id AS purchase, r.trace_id, r.event_ts, r.event_date, r.gross_subtotal_cents,
             r.discount_cents, v.segment, r.store_id
        FROM fact_receipts r
        JOIN fact_customer_sessions v USING (receipt_id)
       WHERE r.receipt_type = 'SALE'
      UNION ALL
      SELECT 'online orders', h.order_id, h.trace_id, h.event_ts, h.event_date, h.gross_subtotal_cents,
             h.discount_cents, c.segment, c.home_store_id
        FROM fact_online_order_headers h
        JOIN dim_customers c USING (customer_id)
    ), sample AS (
      SELECT r.*, t.promotion_rate / ${USUAL_PROMOTION_RATE} AS of_type
        FROM purchases r
        JOIN dim_stores s ON s.store_id = r.store_id
        JOIN dim_store_types t USING (store_type)
       WHERE ('x' || right(r.trace_id::text, 4))::bit(16)::int
             < ${SAMPLE * 65536}::float8 / (SELECT count(*) + 1 FROM purchases)
    ), goods AS (
      SELECT receipt_id AS purchase, line_number, product_id, quantity, unit_price_cents, promo_code FROM fact_receipt_lines
      UNION ALL
      SELECT order_id, line_number, product_id, quantity, unit_price_cents, promo_code FROM fact_online_order_lines
    ), windows AS (
      SELECT s.*, s.event_ts AS opened, coalesce(e.event_ts, 'infinity') AS closed
        FROM fact_promotion_windows s
        LEFT JOIN fact_promotion_windows e ON e.promotion_id = s.promotion_id AND e.status = 'ENDED'
       WHERE s.status = 'STARTED'
    )`

/** For each line and code whether it can act on the line alone, or at least when an amount is spread over the whole purchase. */
const ACTS = `
    acts AS (
      SELECT l.kind, l.purchase, l.line_number, l.chance, w.promo_code,
             bool_or(off.cents > 0 AND l.cents - off.cents > bounds.least) AS alone
        FROM lines l
        JOIN windows w
          ON CASE w.origin WHEN 'calendar' THEN l.event_date BETWEEN w.starts_on AND w.ends_on
                           ELSE l.event_ts >= w.opened AND l.event_ts < w.closed END
       CROSS JOIN LATERAL (SELECT CASE w.discount_type
          WHEN 'FIXED_AMOUNT' THEN w.value
          WHEN 'BOGO' THEN div(l.quantity / 2 * l.unit_price_cents * w.value + 5000, 10000)
          ELSE div(l.cents * w.value + 5000, 10000) END AS cents) AS off
       CROSS JOIN LATERAL (SELECT CASE WHEN w.clearance THEN 0 ELSE l.cost END AS least) AS bounds
       WHERE w.minimum_cents <= l.gross_subtotal_cents
         AND (w.departments = '{}' OR l.department = ANY (w.departments))
         AND off.cents > 0
         AND l.cents - CASE w.discount_type WHEN 'FIXED_AMOUNT' THEN div(w.value * l.cents, l.gross_subtotal_cents)
                                            ELSE off.cents END > bounds.least
       GROUP BY 1, 2, 3, 4, 5
    ), codes AS (
      SELECT purchase, promo_code, bool_or(alone) AS alone, 1 - exp(coalesce(sum(ln(1 - chance)) FILTER (WHERE alone), 0)) AS at_least,
             1 - exp(sum(ln(1 - chance))) AS at_most
        FROM acts
       GROUP BY 1, 2
    ), sums AS (
      SELECT purchase, count(*) FILTER (WHERE alone) AS alone, sum(at_least) AS at_least, sum(at_most) AS at_most
        FROM codes
       GROUP BY 1
    ), own AS (
      SELECT a.purchase, a.line_number, a.chance, count(*) AS codes, count(*) FILTER (WHERE a.alone) AS alone,
             count(*) FILTER (WHERE c.alone) AS counted, sum(c.at_least) AS at_least, sum(c.at_most) AS at_most
        FROM acts a
        JOIN codes c USING (purchase, promo_code)
       GROUP BY 1, 2, 3
    ), able AS (
      SELECT purchase, count(*) AS lines, 1 - exp(coalesce(sum(ln(1 - o.chance)) FILTER (WHERE o.alone > 0), 0)) AS chance,
             sum(o.chance * o.alone / (o.codes + greatest(0, s.at_most - o.at_most))) AS least,
             sum(o.chance * (1 - greatest(0, s.at_least - o.at_least) / (o.codes + s.alone - o.counted))) AS most,
             sum(o.chance) AS picked, sum(o.chance * (1 - o.chance)) AS picked_variance
        FROM own o
        JOIN sums s USING (purchase)
       GROUP BY 1
    )`

function sampleOfPurchases({ promotions }: Config): string {
  const { segment_chance: segments, department_factors: departments, month_factors: months } = promotions
  return `
    WITH segments (segment, chance) AS (
      VALUES ${rowsOf(SEGMENTS, (name) => [`'${name}'`, segments[name]])}
    ),
    departments (department, factor) AS (
      VALUES ${rowsOf(department.options, (name, place) => [`'${name}'`, departments[place] ?? 0])}
    ), months (month, factor) AS (VALUES ${rowsOf(months, (factor, place) => [String(place + 1), factor])}),
    ${PURCHASES}, lines AS (
      SELECT r.kind, r.purchase, r.event_ts, r.event_date, r.gross_subtotal_cents, r.discount_cents > 0 AS promoted,
             l.line_number, l.quantity, l.unit_price_cents, l.quantity * l.unit_price_cents AS cents,
             l.quantity * p.cost_cents AS cost, p.department, l.promo_code IS NOT NULL AS line_promoted,
             least(${promotions.most_chance}, 1 - 1e-12,
                   s.chance * d.factor * m.factor * r.of_type * ${promotions.rate_factor}) AS chance
        FROM sample r
        JOIN goods l USING (purchase)
        JOIN dim_products p USING (product_id)
        JOIN segments s USING (segment)
        JOIN departments d USING (department)
        JOIN months m ON m.month = extract(month FROM r.event_date)
    ), ${ACTS}, bought AS (
      SELECT kind, purchase, promoted, count(*) AS lines, count(*) FILTER (WHERE line_promoted) AS promoted_lines
        FROM lines
       GROUP BY 1, 2, 3
    )
    SELECT kind, count(*)::float8 AS purchases, count(*) FILTER (WHERE promoted)::float8 AS promoted,
           coalesce(sum(a.chance), 0)::float8 AS expected, coalesce(sum(a.chance * (1 - a.chance)), 0)::float8 AS variance,
           sum(b.lines)::float8 AS lines, sum(b.promoted_lines)::float8 AS promoted_lines,
           coalesce(sum(a.least), 0)::float8 AS least_lines, coalesce(sum(a.most), 0)::float8 AS most_lines,
           coalesce(sum(a.picked_variance + a.picked ^ 2 - a.least ^ 2), 0)::float8 AS line_variance,
           coalesce(max(a.lines), 1)::float8 AS longest
      FROM bought b
      LEFT JOIN able a USING (purchase)
     GROUP BY 1 ORDER BY 1 DESC`
}

/** The rows of a VALUES list: a key and a number each. */
function rowsOf<Item>(items: readonly Item[], row: (item: Item, place: number) => readonly [string, number]): string {
  return items.map((item, place) => `(${row(item, place).join(', ')}::float8)`).join(', ')
}
