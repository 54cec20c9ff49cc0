import type { SnapshotFrame, UpdateFrame } from '../live/protocol.ts'
import { groupOf, GROUPS, type Group } from './groups.ts'

/** How things went since the page was opened, a point per step of simulated time. */
export interface History {
  readonly points: readonly Point[]
}

/** The company at a simulated instant. */
export interface Point {
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  readonly people: number
  readonly stockouts: number
  readonly trucks: number
  /** Share of visits of the day that ended with a receipt; null before the first. */
  readonly conversion: number | null
  /** Cents of sales in a simulated minute, over the stretch before; null where that is unknown. */
  readonly salesPerMinute: number | null
  /** Sales of the business day so far, to tell the next stretch from. */
  readonly sales: number
  readonly date: string | null
  /** Events a second (wall time) by group. */
  readonly rates: Readonly<Record<Group, number>>
}

export const NO_HISTORY: History = { points: [] }
const MOST = 600
/** A point is for so much simulated time at least, and for so much more at higher speeds. */
const LEAST_STEP_MS = 1000
const POINTS_PER_SECOND = 2

/** The history with what a frame says. */
export function withFrame({ points }: History, frame: SnapshotFrame | UpdateFrame): History {
  const { figures, clock, rates } = frame
  const at = Date.parse(clock.simulated_time ?? '')
  if (figures === null || Number.isNaN(at)) return { points }
  const last = points.at(-1)
  if (last !== undefined && at < last.at) return { points: [] }
  if (last !== undefined && at - last.at < stepOf(clock.achieved_speed)) return { points }
  const point: Point = {
    at,
    people: figures.people,
    stockouts: figures.stockouts,
    trucks: figures.trucks,
    conversion: figures.visits === 0 ? null : figures.purchases / figures.visits,
    salesPerMinute: salesPerMinute(last, { at, sales: figures.sales_cents, date: figures.business_date }),
    sales: figures.sales_cents,
    date: figures.business_date,
    rates: byGroup(rates),
  }
  return { points: [...points, point].slice(-MOST) }
}

function stepOf(achieved: number): number {
  return Math.max(LEAST_STEP_MS, (achieved * 1000) / POINTS_PER_SECOND)
}

function salesPerMinute(last: Point | undefined, now: Pick<Point, 'at' | 'sales' | 'date'>): number | null {
  if (last === undefined || last.date !== now.date || now.at === last.at) return null
  return ((now.sales - last.sales) * 60_000) / (now.at - last.at)
}

function byGroup(rates: Readonly<Record<string, number>>): Record<Group, number> {
  const sums = Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<Group, number>
  for (const [type, rate] of Object.entries(rates)) sums[groupOf(type)] += rate
  return sums
}
