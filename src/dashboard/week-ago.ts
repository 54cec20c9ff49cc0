import { usePoll } from './api.ts'
import { useLive } from './feed.ts'

/** Sums of a business day up to an hour. */
export interface DayBefore {
  readonly sales_cents: number
  readonly receipts: number
  readonly visits: number
  readonly purchases: number
}

/** An hour of a business day. */
export interface HourRow extends DayBefore {
  /** When it begins, ISO 8601. */
  readonly hour: string
}

const WEEK_MS = 7 * 24 * 3_600_000
const HOUR_MS = 3_600_000
const RARELY_MS = 600_000

/** The date a week before. */
export function weekBefore(date: string): string {
  return new Date(Date.parse(date) - WEEK_MS).toISOString().slice(0, 10)
}

/** The same business day a week ago, up to the same instant; undefined when nothing is known of it. */
export function useWeekAgo(date: string | null): DayBefore | undefined {
  const path = date === null ? null : `api/dashboard/hours?date=${weekBefore(date)}`
  const { data } = usePoll<{ readonly hours: readonly HourRow[] }>(path, RARELY_MS)
  const now = useLive(({ frame }) => frame?.clock.simulated_time ?? null)
  if (data === undefined || data.hours.length === 0 || now === null) return undefined
  const then = Date.parse(now) - WEEK_MS
  const sums = { sales_cents: 0, receipts: 0, visits: 0, purchases: 0 }
  for (const row of data.hours) {
    // Of the hour that is under way, as much as has passed of it.
    const share = Math.min(1, Math.max(0, (then - Date.parse(row.hour)) / HOUR_MS))
    for (const name of ['sales_cents', 'receipts', 'visits', 'purchases'] as const) sums[name] += row[name] * share
  }
  return sums
}
