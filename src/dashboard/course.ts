/** The company at an instant of a business day; everything before it counts. */
export interface CourseRow {
  /** ISO 8601; a quarter of an hour after the one before. */
  readonly at: string
  /** Null, as `visits`, where visits that have not ended would count. */
  readonly people: number | null
  readonly stockouts: number
  readonly trucks: number
  readonly visits: number | null
  readonly purchases: number
  readonly sales_cents: number
  readonly receipts: number
}

/** What the server answers. */
export interface Course {
  readonly date: string
  readonly course: readonly CourseRow[]
}

/** The company at an instant between two rows; null where something is not known. */
export type FiguresThen = { readonly [Name in Exclude<keyof CourseRow, 'at'>]: number | null }

/** The address of a business day's course. */
export function coursePath(date: string): string {
  return `api/dashboard/course?date=${date}`
}

/**
 * The company at an instant: of people and of the day's sums, as much as has passed of the quarter of an hour; products and trucks
 * are whole. After the day its sums stay what they were. Undefined before it, and when there are no rows.
 */
export function figuresAt(rows: readonly CourseRow[], instant: number): FiguresThen | undefined {
  const next = rows.findIndex(({ at }) => Date.parse(at) > instant)
  const from = rows.at(next === -1 ? -1 : next - 1)
  if (from === undefined || next === 0) return undefined
  const began = Date.parse(from.at)
  if (began === instant) return from
  const to = rows[next]
  if (to === undefined) return { ...from, people: null, stockouts: null, trucks: null }
  const share = (instant - began) / (Date.parse(to.at) - began)
  const between = (name: keyof FiguresThen) => {
    const [before, after] = [from[name], to[name]]
    return before === null || after === null ? null : before + (after - before) * share
  }
  return {
    people: between('people'),
    stockouts: from.stockouts,
    trucks: from.trucks,
    visits: between('visits'),
    purchases: between('purchases'),
    sales_cents: between('sales_cents'),
    receipts: between('receipts'),
  }
}
