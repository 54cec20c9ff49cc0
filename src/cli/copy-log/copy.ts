import { isDeepStrictEqual } from 'node:util'
import { recordedSlice, SLICE_RECORDED, type SliceRecordedData } from '../../event-store/bookkeeping.ts'
import { byStream, type EventInStream } from '../../event-store/packed-streams.ts'
import type { EventStore, Position, RecordedEvent } from '../../event-store/port.ts'
import { readSlices } from '../../event-store/reader.ts'
import { createRecorder } from '../../event-store/recorder.ts'
import { RUN_STREAM } from '../../run-history.ts'

/** What copying works with. */
export interface CopyParts {
  readonly source: EventStore
  readonly target: EventStore
  /** Types of the events that are the last of their streams. */
  readonly streamEndings: ReadonlySet<string>
  /** What the copy says in place of the data of a bookkeeping event. */
  readonly told: (event: RecordedEvent) => object
  readonly signal: AbortSignal
  readonly onSlice: (slice: { readonly to: number; readonly events: number }) => void
}

/** What was copied, and how many slices were there before. */
export interface Copied {
  readonly slices: number
  readonly events: number
  readonly before: number
}

/** The target does not hold the beginning of the source. */
export class AnotherLog extends Error {
  override readonly name = 'AnotherLog'
}

/**
 * Records the bookkeeping and the slices of a log in another one, one after the other, from wherever that one ends: what an
 * interruption has left is completed. Positions become those of the target. @throws AnotherLog
 */
export async function copyLog(parts: CopyParts): Promise<Copied> {
  const { source, target, signal, told } = parts
  const { notes, slices: before, after } = await matchingStart(parts)
  const recorder = await createRecorder(target, RUN_STREAM)
  const slices = readSlices(source, after, { signal })
  const copied = { slices: 0, events: 0, before }
  for await (const note of source.readStream(RUN_STREAM, notes)) {
    if (signal.aborted) break
    if (note.type !== SLICE_RECORDED) {
      await recorder.note(note.type, told(note), note.occurredAt)
      continue
    }
    const { value: slice } = await slices.next()
    if (slice === undefined) break
    const { from, to, events } = slice
    const streams = byStream(events.map(proposed), (type) => parts.streamEndings.has(type))
    await recorder.record({ from, to, streams })
    copied.slices++
    copied.events += events.length
    parts.onSlice({ to, events: copied.events })
  }
  await slices.return(undefined)
  return copied
}

/** A store may complete what it is given to recorded events: each store gets its own. */
function proposed(event: RecordedEvent): EventInStream {
  const { stream, type, id, occurredAt, businessDate, entity, sequence, causation, correlation, session, data } = event
  return { stream, type, id, occurredAt, businessDate, entity, sequence, causation, correlation, session, data }
}

interface Start {
  /** How many bookkeeping events both have. */
  readonly notes: number
  readonly slices: number
  /** Where the source has its next slice. */
  readonly after: Position | 'start'
}

async function matchingStart({ source, target, told }: CopyParts): Promise<Start> {
  const theirs = source.readStream(RUN_STREAM)[Symbol.asyncIterator]()
  let start: Start = { notes: 0, slices: 0, after: 'start' }
  for await (const ours of target.readStream(RUN_STREAM)) {
    const { value } = await theirs.next()
    const note = value as RecordedEvent | undefined
    if (note === undefined) throw new AnotherLog('reaches further than the log to be copied')
    if (ours.type !== note.type || !isDeepStrictEqual(withoutPosition(ours.data), withoutPosition(told(note)))) {
      throw new AnotherLog(`holds another log, which differs from event ${start.notes} of ${RUN_STREAM} on`)
    }
    const isSlice = note.type === SLICE_RECORDED
    start = {
      notes: start.notes + 1,
      slices: start.slices + (isSlice ? 1 : 0),
      after: isSlice ? recordedSlice(note).upTo : start.after,
    }
  }
  await theirs.return?.(undefined)
  return start
}

function withoutPosition(data: object): object {
  const { after_position: _, ...rest } = data as Partial<SliceRecordedData>
  return rest
}
