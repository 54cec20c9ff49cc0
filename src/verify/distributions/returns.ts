import type { Config } from '../../config/schema.ts'
import { DISPOSITIONS } from '../../retail/sales/events.ts'
import { type Distribution, sumOf } from './distribution.ts'
import { countFigure, shareFigure } from './interval.ts'

const MS_PER_DAY = 86_400_000
/** Who buys in the last minutes of a day is too late for the next one, and who is in the store anyway stays away. */
const STAY_AWAY = 0.07

/** A whole business day of the company; sales, and how many of them were given back until the last of these days. */
interface TradingDay {
  readonly date: number
  readonly closed: boolean
  readonly sales: number
  readonly returned: number
}

export const returnRate: Distribution = {
  law: 15,
  name: 'return_rate',
  says: 'As many sales are brought back as the return rate says for the part of the return window that has passed, up to 7 % fewer.',
  sql: `
    WITH whole AS (
      SELECT min(last) AS until FROM (SELECT max(business_date) AS last FROM fact_store_days GROUP BY store_id) AS lasts
    ), days AS (
      SELECT business_date, bool_and(expected_visits = 0) AS closed FROM fact_store_days GROUP BY 1
    )
    SELECT (d.business_date - DATE '1970-01-01')::float8 AS date, closed,
           count(s.receipt_id)::float8 AS sales, count(r.receipt_id)::float8 AS returned
      FROM days d
      JOIN whole w ON d.business_date <= w.until
      LEFT JOIN fact_receipts s ON s.event_date = d.business_date AND s.receipt_type = 'SALE'
      LEFT JOIN fact_receipts r ON r.return_for_receipt_id = s.receipt_id AND r.receipt_type = 'RETURN' AND r.event_date <= w.until
     GROUP BY 1, 2`,
  measure(rows, config) {
    const days = rows.map((row) => ({
      date: Number(row['date']),
      closed: row['closed'] === true,
      sales: Number(row['sales']),
      returned: Number(row['returned']),
    }))
    const observed = sumOf(rows, 'returned')
    const figure = countFigure('sales brought back', observed, expectedReturns(days, config))
    const lowest = Math.max(0, figure.lowest - STAY_AWAY * figure.expected)
    return { observations: sumOf(rows, 'sales'), figures: [{ ...figure, lowest }] }
  },
}

function expectedReturns(days: readonly TradingDay[], { returns }: Config): number {
  const until = Math.max(...days.map(({ date }) => date))
  const closed = new Set(days.filter((day) => day.closed).map(({ date }) => date))
  const weight = (date: number) => (closed.has(date) ? 0 : isAfterChristmas(date) ? returns.after_christmas_factor : 1)
  const { min, max } = returns.days
  let expected = 0
  for (const { date, sales } of days) {
    let [all, passed] = [0, 0]
    for (let day = date + min; day <= date + max; day++) {
      all += weight(day)
      if (day <= until) passed += weight(day)
    }
    if (all > 0)
      expected += sales * Math.min(returns.most_share, (returns.rate * all) / (max - min + 1)) * (passed / all)
  }
  return expected
}

function isAfterChristmas(date: number): boolean {
  return new Date(date * MS_PER_DAY).toISOString().slice(5, 10) === '12-26'
}

export const returnDispositions: Distribution = {
  law: 15,
  name: 'return_dispositions',
  says: 'Food that comes back is destroyed; what becomes of other goods has the configured shares.',
  sql: `
    SELECT p.department = 'Grocery' OR p.requires_refrigeration AS food, l.disposition, count(*)::float8 AS lines
      FROM fact_receipt_lines l
      JOIN dim_products p USING (product_id)
     WHERE l.quantity < 0
     GROUP BY 1, 2`,
  measure(rows, { returns }) {
    const linesOf = (food: boolean, disposition?: string) =>
      sumOf(
        rows.filter((row) => row['food'] === food && (disposition ?? row['disposition']) === row['disposition']),
        'lines',
      )
    const [food, others] = [linesOf(true), linesOf(false)]
    const destroyed = shareFigure('food DESTROYED', { hits: linesOf(true, 'DESTROYED'), total: food }, 1)
    const figures = DISPOSITIONS.map((disposition) =>
      shareFigure(
        `other goods ${disposition}`,
        { hits: linesOf(false, disposition), total: others },
        returns.dispositions[disposition],
      ),
    )
    return {
      observations: food + others,
      figures: [...(food > 0 ? [destroyed] : []), ...(others > 0 ? figures : [])],
    }
  },
}
