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

/** A code that acts on more lines meets more other codes there, and so is drawn a little less often than is expected here. */
const CROWDED = 0.03

/**
 * A receipt or an order has a promotion when one of the lines that chance picks is one on which a valid code can act: with the chances of
 * those lines, 1 - (1 - c1)(1 - c2)... The code that acts then makes all of these lines cheaper on which it can: with the chances of those,
 * (c1 + c2 + ...) / (1 - (1 - c1)(1 - c2)...). Codes for an amount do not count there, for lines share what they take off.
 */
export const promotedShare: Distribution = {
  law: 15,
  name: 'promoted_share',
  says: 'As many sales and online orders (of a sample of about 30,000) have a promotion, and on as many of their lines, as the chances of those lines make expect on which a valid code can act, by the kind of store.',
  sql: sampleOfPurchases,
  measure(rows) {
    return { observations: sumOf(rows, 'purchases'), figures: rows.flatMap((row) => [purchasesOf(row), linesOf(row)]) }
  },
}

/** Share of receipts, or of orders. */
function purchasesOf(row: Aggregates): Figure {
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

/** Lines of a receipt or an order of which at least one is cheaper by a rate. */
function linesOf(row: Aggregates): Figure {
  const rated = sumOf([row], 'rated')
  const expected = sumOf([row], 'expected_lines') / rated
  const stray = deviation(sumOf([row], 'lines_variance'), sumOf([row], 'most_lines')) / rated
  return {
    figure: `lines per promotion of ${row['kind']}`,
    observed: sumOf([row], 'rated_lines') / rated,
    expected,
    lowest: expected * (1 - CROWDED) - stray,
    highest: expected + stray,
  }
}

/** Sampled receipts and orders, the promotions of the time, and for each line whether one of them can act on it. */
const LINES = `
    purchases AS (
      SELECT 'sales' AS kind, r.receipt_id AS purchase, r.trace_id, r.event_ts, r.event_date, r.gross_subtotal_cents,
             f.promo_code, v.segment, r.store_id
        FROM fact_receipts r
        JOIN fact_customer_sessions v USING (receipt_id)
        LEFT JOIN fact_promotions f USING (receipt_id)
       WHERE r.receipt_type = 'SALE'
      UNION ALL
      SELECT 'online orders', h.order_id, h.trace_id, h.event_ts, h.event_date, h.gross_subtotal_cents,
             f.promo_code, c.segment, c.home_store_id
        FROM fact_online_order_headers h
        JOIN dim_customers c USING (customer_id)
        LEFT JOIN fact_promotions f USING (order_id)
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
    ), lines AS (
      SELECT r.kind, r.purchase, l.line_number, p.department, r.segment, r.of_type, r.event_date, r.promo_code IS NOT NULL AS promoted,
             l.promo_code IS NOT NULL AS cheaper, bool_or(act.possible) AS can_act,
             coalesce(bool_or(act.possible AND w.promo_code = r.promo_code AND w.discount_type <> 'FIXED_AMOUNT'), false) AS rated
        FROM sample r
        JOIN goods l USING (purchase)
        JOIN dim_products p USING (product_id)
        LEFT JOIN windows w
          ON CASE w.origin WHEN 'calendar' THEN r.event_date BETWEEN w.starts_on AND w.ends_on
                           ELSE r.event_ts >= w.opened AND r.event_ts < w.closed END
       CROSS JOIN LATERAL (SELECT CASE w.discount_type
          WHEN 'FIXED_AMOUNT' THEN w.value
          WHEN 'BOGO' THEN div(l.quantity / 2 * l.unit_price_cents * w.value + 5000, 10000)
          ELSE div(l.quantity * l.unit_price_cents * w.value + 5000, 10000) END AS cents) AS off
       CROSS JOIN LATERAL (SELECT w.minimum_cents <= r.gross_subtotal_cents
          AND (w.departments = '{}' OR p.department = ANY (w.departments))
          AND off.cents > 0
          AND l.quantity * l.unit_price_cents - off.cents
              > CASE WHEN w.clearance THEN 0 ELSE l.quantity * p.cost_cents END AS possible) AS act
       GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`

function sampleOfPurchases({ promotions }: Config): string {
  const { segment_chance: segments, department_factors: departments, month_factors: months } = promotions
  return `
    WITH segments (segment, chance) AS (
      VALUES ${rowsOf(SEGMENTS, (name) => [`'${name}'`, segments[name]])}
    ),
    departments (department, factor) AS (
      VALUES ${rowsOf(department.options, (name, place) => [`'${name}'`, departments[place] ?? 0])}
    ), months (month, factor) AS (VALUES ${rowsOf(months, (factor, place) => [String(place + 1), factor])}),
    ${LINES}
    ), chances AS (
      SELECT lines.*, least(${promotions.most_chance}, s.chance * d.factor * m.factor * of_type * ${promotions.rate_factor}) AS chance
        FROM lines
        JOIN segments s USING (segment)
        JOIN departments d USING (department)
        JOIN months m ON m.month = extract(month FROM event_date)
    ), bought AS (
      SELECT kind, promoted, bool_or(rated) AS rated, count(*) FILTER (WHERE rated AND cheaper) AS rated_lines,
             1 - exp(sum(ln(greatest(1e-300, 1 - chance))) FILTER (WHERE can_act)) AS chance,
             1 - exp(sum(ln(greatest(1e-300, 1 - chance))) FILTER (WHERE rated)) AS any_rated,
             sum(chance) FILTER (WHERE rated) AS mean, sum(chance * (1 - chance)) FILTER (WHERE rated) AS variance
        FROM chances
       GROUP BY kind, purchase, promoted
    )
    SELECT kind, count(*)::float8 AS purchases, count(*) FILTER (WHERE promoted)::float8 AS promoted,
           coalesce(sum(chance), 0)::float8 AS expected, coalesce(sum(chance * (1 - chance)), 0)::float8 AS variance,
           count(*) FILTER (WHERE rated)::float8 AS rated, coalesce(sum(rated_lines), 0)::float8 AS rated_lines,
           coalesce(sum(mean / any_rated), 0)::float8 AS expected_lines, coalesce(max(rated_lines), 0)::float8 AS most_lines,
           coalesce(sum((variance + mean * mean) / any_rated - (mean / any_rated) ^ 2), 0)::float8 AS lines_variance
      FROM bought
     GROUP BY 1 ORDER BY 1 DESC`
}

/** The rows of a VALUES list: a key and a number each. */
function rowsOf<Item>(items: readonly Item[], row: (item: Item, place: number) => readonly [string, number]): string {
  return items.map((item, place) => `(${row(item, place).join(', ')}::float8)`).join(', ')
}
