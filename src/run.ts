import { once } from 'node:events'
import type { RecordedSlice } from './event-store/bookkeeping.ts'
import type { Recorder } from './event-store/recorder.ts'
import type { Projector } from './projection/projector.ts'
import type { Command } from './retail/commands/command.ts'
import type { SliceEnds } from './retail/slice-ends.ts'
import type { SimTime } from './time/sim-time.ts'
import type { CompanySlice, Shares } from './workers/shares.ts'

/** Slices that are simulated, or wait, while another is recorded. */
const SLICES_AHEAD = 2
/** Events between two snapshots: what a killed run simulates again, and a few slices more. */
const EVENTS_PER_SNAPSHOT = 1_000_000

/** Holds simulated time back. */
export interface Pacing {
  /** Waits until a slice that ends then may be recorded. @throws the reason of `signal`. */
  readonly reach: (to: SimTime, signal: AbortSignal) => Promise<void>
  /** Waits for readers that are too far behind. @throws the reason of `signal`. */
  readonly waitForReaders: (signal: AbortSignal) => Promise<void>
}

/** What is asked of the company while it runs. */
export interface Requests {
  /** What is on its way into the log: no slice begins meanwhile. */
  readonly pending: Promise<unknown> | undefined
  /** What takes effect in a slice; what is asked for later takes effect after it. */
  readonly take: (from: SimTime, to: SimTime) => readonly Command[]
}

/** What the run loop works with. */
export interface RunParts {
  readonly shares: Shares
  readonly sliceEnds: SliceEnds
  readonly recorder: Recorder
  readonly projector: Projector
  readonly requests: Requests
  /** As fast as it goes without it. */
  readonly pacing?: Pacing | undefined
  /** Events in the log that no snapshot covers yet. */
  readonly unsavedEvents: number
  /** Keeps the states of the shares as they are after a recorded slice. */
  readonly saveSnapshot: (slice: RecordedSlice, shares: readonly Uint8Array[]) => void
}

/** From where to where, and who is told. */
export interface RunOptions {
  /** Where the log ends. */
  readonly from: SimTime
  /** Simulated time before which everything happens. */
  readonly until: SimTime
  readonly signal: AbortSignal
  readonly onSlice?: OnSlice
}

/** What a slice took, and what is in it. */
export interface SliceFacts {
  /** Wall milliseconds that it took to simulate and to record; waiting does not count. */
  readonly ms: number
  /** How many events of each type. */
  readonly types: ReadonlyMap<string, number>
}

/** Hears of each recorded slice. */
export type OnSlice = (slice: RecordedSlice, facts: SliceFacts) => void

/** A slice that is being simulated, and the state at its end when a snapshot shall be taken there. */
interface Asked {
  readonly from: SimTime
  readonly to: SimTime
  readonly slice: Promise<CompanySlice>
  readonly states: Promise<readonly Uint8Array[]> | undefined
}

/**
 * The heart: let a slice be simulated, record it, let the projector keep up; again. Ends at `until` with the tables at the end
 * of the log, or, when `signal` is aborted, after the slices that are under way, with what the projector has taken settled;
 * both with a snapshot.
 */
export async function run(parts: RunParts, options: RunOptions): Promise<void> {
  const { recorder, projector } = parts
  const { until, signal, onSlice } = options
  const asked: Asked[] = []
  let unsaved = parts.unsavedEvents
  let end = options.from
  const ask = async () => {
    while (asked.length < SLICES_AHEAD && end < until && !signal.aborted) {
      while (parts.requests.pending !== undefined) await parts.requests.pending
      asked.push(askFor(parts, { from: end, until, withStates: unsaved >= EVENTS_PER_SNAPSHOT }))
      end = asked[asked.length - 1].to
      if (unsaved >= EVENTS_PER_SNAPSHOT) unsaved = 0
    }
  }
  await ask()
  for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
    const { streams, tables, types, ms, release } = await next.slice
    await ask()
    await paced(parts.pacing, next.to, signal)
    const began = performance.now()
    const slice = await recorder.record({ from: next.from, to: next.to, streams })
    release.streams()
    onSlice?.(slice, { ms: ms + performance.now() - began, types })
    unsaved += slice.eventCount
    if (next.states !== undefined) parts.saveSnapshot(slice, await next.states)
    await untilAborted(signal, projector.handle({ ...slice, tables, release: release.tables }))
  }
  if (recorder.last !== undefined && unsaved > 0) parts.saveSnapshot(recorder.last, await parts.shares.save())
  await projector.settle()
}

function askFor(
  { shares, sliceEnds, requests }: RunParts,
  { from, until, withStates }: { from: SimTime; until: SimTime; withStates: boolean },
): Asked {
  const to = sliceEnds(from, until)
  const slice = shares.simulate(to, requests.take(from, to))
  const states = withStates ? shares.save() : undefined
  // When the run ends with an error of its own, nobody waits for these any more.
  for (const unawaited of [slice, states]) unawaited?.catch(() => undefined)
  return { from, to, slice, states }
}

/** What is simulated is recorded, also when the user does not want to wait for its time any more. */
async function paced(pacing: Pacing | undefined, to: SimTime, signal: AbortSignal): Promise<void> {
  if (pacing === undefined || signal.aborted) return
  try {
    await pacing.waitForReaders(signal)
    await pacing.reach(to, signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Waits for the work, but not beyond the abort; the work goes on, and what becomes of it is told when the projector settles. */
async function untilAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  work.catch(() => undefined)
  if (signal.aborted) return
  const waiting = new AbortController()
  const aborted = once(signal, 'abort', { signal: waiting.signal }).catch(() => undefined)
  try {
    await Promise.race([work, aborted])
  } finally {
    waiting.abort()
  }
}
