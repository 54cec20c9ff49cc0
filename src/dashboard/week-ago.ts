import { usePoll } from './api.ts'
import { type Course, coursePath, type FiguresThen, figuresAt } from './course.ts'
import { useLive } from './feed.ts'

const WEEK_MS = 7 * 24 * 3_600_000
const RARELY_MS = 600_000

/** The date a week before. */
export function weekBefore(date: string): string {
  return new Date(Date.parse(date) - WEEK_MS).toISOString().slice(0, 10)
}

/** The company at the same instant a week ago, and on that business day up to it; undefined when nothing is known of it. */
export function useWeekAgo(date: string | null): FiguresThen | undefined {
  const { data } = usePoll<Course>(date === null ? null : coursePath(weekBefore(date)), RARELY_MS)
  const now = useLive(({ frame }) => frame?.clock.simulated_time ?? null)
  return data === undefined || now === null ? undefined : figuresAt(data.course, Date.parse(now) - WEEK_MS)
}
