import type { KeyFigures } from '../live/figures.ts'
import type { SnapshotFrame, UpdateFrame } from '../live/protocol.ts'
import type { Course, CourseRow } from './course.ts'
import { groupOf, GROUPS, type Group } from './groups.ts'

/** How things went: the business day until the page was opened, then a point per step of simulated time. */
export interface History {
  readonly points: readonly Point[]
  /** The business day whose course was asked for; null before there is one. */
  readonly begunOn: string | null
  /** Of the newest point; 0 before there is one. */
  readonly speed: number
}

/** The company at a simulated instant. */
export interface Point extends DaySums {
  /** Null, as `conversion`, where visits that had not ended would count. */
  readonly people: number | null
  readonly stockouts: number
  readonly trucks: number
  /** Share of visits of the day that ended with a receipt; null before the first. */
  readonly conversion: number | null
  /** Cents of sales and receipts in a simulated minute, over a quarter of an hour or so; null where that is unknown. */
  readonly salesPerMinute: number | null
  readonly receiptsPerMinute: number | null
  /** Events a second (wall time) by group; null before the page was opened. */
  readonly rates: Readonly<Record<Group, number>> | null
}

/** Sums of a business day so far, to tell the next stretch from. */
interface DaySums {
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  readonly sales: number
  readonly receipts: number
  readonly date: string | null
}

export const NO_HISTORY: History = { points: [], begunOn: null, speed: 0 }
const MOST = 600
/** A point is for so much simulated time at least, and for so much more at higher speeds. */
const LEAST_STEP_MS = 1000
const POINTS_PER_SECOND = 2
/** So many times slower, points of before are too far from each other, and of events a second that are no more. */
const MUCH_SLOWER = 10

/** The history with what a frame says; one that begins anew where time goes much slower from now on. */
export function withFrame(before: History, frame: SnapshotFrame | UpdateFrame): History {
  const { figures, clock, rates } = frame
  const speed = clock.speed === 'max' ? Number.POSITIVE_INFINITY : clock.speed
  if (speed * MUCH_SLOWER <= before.speed) return { ...NO_HISTORY, speed }
  const { points, begunOn } = before
  const at = Date.parse(clock.simulated_time ?? '')
  if (figures === null || Number.isNaN(at)) return { points, begunOn, speed }
  const last = points.at(-1)
  if (last !== undefined && at < last.at) return { points: [], begunOn, speed }
  if (last !== undefined && at - last.at < stepOf(clock.achieved_speed)) return { points, begunOn, speed }
  const point = pointOf(points, { at, figures, date: figures.business_date, rates: byGroup(rates) })
  return { points: [...points, point].slice(-MOST), begunOn, speed }
}

/** The history with the course of a business day before it, from when the first came in. */
export function withCourse(history: History, { date, course }: Course): History {
  const first = history.points[0]?.at ?? Number.POSITIVE_INFINITY
  const begins = course.findIndex(({ visits }) => visits !== 0)
  const points: Point[] = []
  for (const row of begins === -1 ? [] : course.slice(Math.max(0, begins - 1))) {
    const at = Date.parse(row.at)
    if (at < first) points.push(pointOf(points, { at, figures: row, date, rates: null }))
  }
  for (const point of history.points) points.push({ ...point, ...perMinute(points, point) })
  return { ...history, points: points.slice(-MOST) }
}

interface Told extends Pick<Point, 'at' | 'date' | 'rates'> {
  readonly figures: Pick<KeyFigures, 'stockouts' | 'trucks' | 'purchases' | 'sales_cents' | 'receipts'> &
    Pick<CourseRow, 'people' | 'visits'>
}

function pointOf(before: readonly DaySums[], { at, figures, date, rates }: Told): Point {
  const { people, stockouts, trucks, visits, purchases, sales_cents: sales, receipts } = figures
  const sums = { at, sales, receipts, date }
  const conversion = visits === null || visits === 0 ? null : purchases / visits
  return { ...sums, people, stockouts, trucks, conversion, ...perMinute(before, sums), rates }
}

/** Sales come in lumps: a stretch that is shorter than this says little. */
const STRETCH_MS = 15 * 60_000

/** Over the stretch since a point that is so long ago, or the first of the business day. */
function perMinute(before: readonly DaySums[], now: DaySums): Pick<Point, 'salesPerMinute' | 'receiptsPerMinute'> {
  const ofDay = before.filter(({ at, date }) => date === now.date && at < now.at)
  const from = ofDay.findLast(({ at }) => at <= now.at - STRETCH_MS) ?? ofDay[0]
  if (from === undefined) return { salesPerMinute: null, receiptsPerMinute: null }
  const minutes = (now.at - from.at) / 60_000
  return {
    salesPerMinute: (now.sales - from.sales) / minutes,
    receiptsPerMinute: (now.receipts - from.receipts) / minutes,
  }
}

function stepOf(achieved: number): number {
  return Math.max(LEAST_STEP_MS, (achieved * 1000) / POINTS_PER_SECOND)
}

function byGroup(rates: Readonly<Record<string, number>>): Record<Group, number> {
  const sums = Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<Group, number>
  for (const [type, rate] of Object.entries(rates)) sums[groupOf(type)] += rate
  return sums
}
