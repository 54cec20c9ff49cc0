import { once } from 'node:events'
import { setImmediate as breathe } from 'node:timers/promises'
import type { RecordedSlice } from './event-store/bookkeeping.ts'
import type { Position } from './event-store/port.ts'
import type { Recorder } from './event-store/recorder.ts'
import type { Following } from './follow.ts'
import type { CompanySimulation } from './retail/company-simulation.ts'
import type { DomainEvent } from './simulation/domain-event.ts'
import { DAY, MINUTE, type SimTime } from './time/sim-time.ts'

/** Wake-ups between two turns of the event loop: some milliseconds, so that sockets and signals are served. */
const WAKE_UPS_PER_BREATH = 2000
/** Slices that a reader may be behind before the simulation waits for it. */
const MAX_SLICES_BEHIND = 2
/** A slice ends with one of these steps of simulated time: the first at which it holds enough events. */
const STEP = 5 * MINUTE
const LONGEST_SLICE = DAY
/** Events between two snapshots: what a killed run simulates again at most. */
const EVENTS_PER_SNAPSHOT = 1_000_000

/** What the run loop works with. */
export interface RunParts {
  readonly simulation: CompanySimulation
  readonly recorder: Recorder
  readonly followings: readonly Following[]
  /** Events in the log that no snapshot covers yet. */
  readonly unsavedEvents: number
  /** Keeps the state as it is after a recorded slice. */
  readonly saveSnapshot: (slice: RecordedSlice) => void
  /** Events from which on a slice is long enough. */
  readonly sliceEvents: number
}

/** How far to go, and who is told. */
export interface RunOptions {
  /** Simulated time before which everything happens. */
  readonly until: SimTime
  readonly signal: AbortSignal
  readonly onSlice?: (slice: RecordedSlice) => void
}

/**
 * The heart: simulate a slice, record it, let the readers keep up; again. Ends at `until` with every reader at the end of the
 * log, or after the slice in which `signal` is aborted, with what the readers have taken settled; both with a snapshot.
 */
export async function run(parts: RunParts, { until, signal, onSlice }: RunOptions): Promise<void> {
  const { simulation, recorder } = parts
  const behind: Position[] = []
  let unsaved = parts.unsavedEvents
  while (simulation.kernel.now < until && !signal.aborted) {
    const slice = await recordNextSlice(parts, until)
    onSlice?.(slice)
    unsaved += slice.eventCount
    if (unsaved >= EVENTS_PER_SNAPSHOT) {
      parts.saveSnapshot(slice)
      unsaved = 0
    }
    behind.push(slice.upTo)
    const awaited = behind.length > MAX_SLICES_BEHIND ? behind.shift() : undefined
    if (awaited !== undefined) await untilAborted(signal, allReached(parts, awaited))
  }
  const { last } = recorder
  if (last === undefined) return
  if (unsaved > 0) parts.saveSnapshot(last)
  if (!signal.aborted) await untilAborted(signal, allReached(parts, last.upTo))
  for (const { reader } of parts.followings) await reader.settle()
}

/** Simulates step by step until there is enough for a slice, and records what happened. */
async function recordNextSlice(
  { simulation, recorder, sliceEvents }: RunParts,
  until: SimTime,
): Promise<RecordedSlice> {
  const { kernel } = simulation
  const from = kernel.now
  const latest = Math.min(until, from + LONGEST_SLICE)
  const events: DomainEvent[] = []
  while (kernel.now < latest && events.length < sliceEvents) {
    const to = Math.min(latest, Math.floor(kernel.now / STEP) * STEP + STEP)
    while (!kernel.advance(to, events, WAKE_UPS_PER_BREATH)) await breathe()
  }
  const slice = await recorder.record({ from, to: kernel.now, events })
  for (const event of events) if (simulation.streamEndings.has(event.type)) recorder.streamEnded(event.stream)
  return slice
}

/** Waits for the work, but not beyond the abort; the work goes on. */
async function untilAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const waiting = new AbortController()
  const aborted = once(signal, 'abort', { signal: waiting.signal }).catch(() => undefined)
  try {
    await Promise.race([work, aborted])
  } finally {
    waiting.abort()
  }
}

async function allReached({ followings }: RunParts, position: Position): Promise<void> {
  await Promise.all(followings.map((following) => following.reached(position)))
}
