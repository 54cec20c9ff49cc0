import { createHash } from 'node:crypto'
import { makeEventId } from '../simulation/event-id.ts'
import type { Position, ProposedEvent, Revision } from './port.ts'

/** The type of the event that ends a slice. */
export const SLICE_RECORDED = 'slice_recorded'

/** A slice as the log holds it: the simulated time from `from` up to, not including, `to`, in milliseconds. */
export interface RecordedSlice {
  /** 1, 2, 3, ... within the run. */
  readonly number: number
  readonly from: number
  readonly to: number
  readonly eventCount: number
  /** All its events stand behind this position. */
  readonly after: Position | 'start'
  /** The position of `slice_recorded`: all its events stand before it, and readers keep it as their checkpoint. */
  readonly upTo: Position
}

/** The data of `slice_recorded`; the position is decimal text because JSON numbers are exact up to 2^53 only. */
export interface SliceRecordedData {
  readonly slice: number
  readonly from: number
  readonly to: number
  readonly event_count: number
  readonly after_position: string | null
}

/** Reads a slice from the event that ended it. */
export function recordedSlice(event: { readonly data: object; readonly position: Position }): RecordedSlice {
  const data = event.data as SliceRecordedData
  return {
    number: data.slice,
    from: data.from,
    to: data.to,
    eventCount: data.event_count,
    after: data.after_position === null ? 'start' : BigInt(data.after_position),
    upTo: event.position,
  }
}

/** What a bookkeeping event says, and when in simulated time. */
export interface Note {
  readonly type: string
  readonly data: object
  readonly occurredAt: number
}

/** A bookkeeping event; its identity is derived from its place. */
export function bookkeepingEvent(stream: string, revision: Revision, note: Note): ProposedEvent {
  const hash = createHash('sha256').update(`${stream}@${revision}`).digest()
  const id = makeEventId(note.occurredAt, hash.readInt32BE(0), hash.readInt32BE(4), hash.readInt32BE(8))
  return {
    ...note,
    id,
    businessDate: new Date(note.occurredAt).toISOString().slice(0, 10),
    entity: 0,
    sequence: revision >>> 0,
    causation: null,
    correlation: id,
    session: null,
  }
}
