import type { RecordedEvent } from '../../event-store/port.ts'
import type { Corruption } from '../faults/fault-plan.ts'

/** A place inside a slice: the events of the slice before `index`, in the total order, are behind it. */
export interface LogPlace {
  readonly slice: SlicePlace
  readonly index: number
}

/** An event and where it stands in the log. Its envelope is made when it is sent: so much text need not wait. */
export interface Outgoing extends LogPlace {
  readonly event: RecordedEvent
  /** What is made wrong about it on purpose. */
  readonly corruption?: Corruption
}

/** Where a slice begins. */
export interface SlicePlace {
  /** 1, 2, 3, ... within the run. */
  readonly number: number
  /** The checkpoint before it. */
  readonly after: bigint | 'start'
}

/** The place that comes first in the log, of those that there are. */
export function earlier(left: LogPlace | undefined, right: LogPlace | undefined): LogPlace | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return isBefore(left, right) ? left : right
}

/** Whether a place comes before another in the log. */
export function isBefore(left: LogPlace, right: LogPlace): boolean {
  return (left.slice.number - right.slice.number || left.index - right.index) < 0
}
