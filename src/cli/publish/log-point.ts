import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import type { RecordedEvent } from '../../event-store/port.ts'
import type { PublishedPlace } from '../../publishing/records.ts'
import { isDate } from '../flag-values.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Where in the log something begins or ends: its start, its end, a position (the place of an event in the whole log, as the live
 * feed tells it), or a simulated instant.
 */
export type LogPoint =
  | { readonly at: 'start' | 'end' }
  | { readonly position: bigint }
  /** Milliseconds since the Unix epoch. */
  | { readonly time: number }

/** Reads `start`, `end`, a position, a date (its beginning in UTC) or an ISO 8601 instant. @throws UsageError */
export function logPoint(flag: string, text: string): LogPoint {
  if (text === 'start' || text === 'end') return { at: text }
  if (/^\d{1,19}$/.test(text)) return { position: BigInt(text) }
  if (isDate(text)) return { time: Date.parse(`${text}T00:00:00Z`) }
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (Number.isNaN(time)) {
    throw new UsageError([
      `${flag}: got ${JSON.stringify(text)}, allowed: start, end, a position, a date as YYYY-MM-DD, or an instant such as 2024-03-04T15:00:00Z`,
    ])
  }
  return { time }
}

/** The place from which the log must be read so that nothing behind a point is missed. */
export function placeBefore(point: LogPoint, slices: readonly RecordedSlice[]): PublishedPlace {
  const index = slices.findIndex((slice) => isBehind(point, slice))
  const before = index < 0 ? slices.at(-1) : slices[index - 1]
  return before === undefined
    ? { position: 'start', slice: 0, eventsDone: 0 }
    : { position: before.upTo, slice: before.number, eventsDone: 0 }
}

/** A point where nothing is yet is a mistake, and publishing from there would look like success. @throws UsageError */
export function assertWithin(point: LogPoint, slices: readonly RecordedSlice[]): void {
  const last = slices.at(-1)
  if ('at' in point || last === undefined) return
  const end = new Date(last.to).toISOString()
  if ('time' in point && point.time > last.to) {
    throw new UsageError([
      `--from: got ${new Date(point.time).toISOString()}, allowed: up to ${end}, where the log ends`,
    ])
  }
  if ('position' in point && point.position > last.upTo) {
    throw new UsageError([`--from: got ${point.position}, allowed: up to ${last.upTo}, where the log ends`])
  }
}

/** Whether some of a slice may lie behind the point. */
function isBehind(point: LogPoint, { to, upTo }: RecordedSlice): boolean {
  if ('at' in point) return point.at === 'start'
  return 'time' in point ? to > point.time : upTo > point.position
}

/** Whether an event lies at a point or behind it. */
export function isFrom(point: LogPoint, { occurredAt, position }: RecordedEvent): boolean {
  if ('at' in point) return true
  return 'time' in point ? occurredAt >= point.time : position >= point.position
}
