import { recordedSlice, SLICE_RECORDED } from '../../event-store/bookkeeping.ts'
import type { RecordedEvent } from '../../event-store/port.ts'
import { RUN_STREAM, type RunExtended, type RunStarted } from '../../run-history.ts'
import type { CommandContext } from '../command.ts'
import { mayHaveLog, openEventLog } from '../event-log.ts'

/** What is known of the slices of a log. */
export interface LogFacts {
  readonly started: RunStarted
  /** The first business day that no call was asked for. */
  readonly endDate: string
  /** Simulated instants at which the first slice begins, and the last ends; undefined before the first. */
  readonly from: number | undefined
  readonly to: number | undefined
  readonly events: number
  /** Events of the slices up to a number; what was recorded since then does not count. */
  readonly eventsUpTo: (slice: number) => number
  /** When a slice ends, or the last when that is one before it; undefined before the first. */
  readonly endOf: (slice: number) => number | undefined
}

/** What was read of a log: it grows. */
interface Known {
  started: RunStarted | undefined
  endDate: string
  /** By slice: where it ends, and the events up to then. */
  readonly ends: number[]
  readonly sums: number[]
  from: number | undefined
  /** What comes next of the bookkeeping. */
  revision: number
}

function nothing(): Known {
  return { started: undefined, endDate: '', ends: [], sums: [], from: undefined, revision: 0 }
}

/** Knows the slices of the server's log, of which it reads only those that it does not know yet: there are many a second. */
export class LogIndex {
  readonly #context: CommandContext
  #known = nothing()
  /** The read that was asked for last, and whether it has begun. */
  #last: Promise<LogFacts | undefined> = Promise.resolve(undefined)
  #isWaiting = false

  constructor(context: CommandContext) {
    this.#context = context
  }

  /** As the log is now; undefined while there is none. Whoever asks before a read has begun gets what that finds. */
  facts(): Promise<LogFacts | undefined> {
    if (!this.#isWaiting) {
      this.#isWaiting = true
      this.#last = this.#last.catch(() => undefined).then(() => this.#begin())
    }
    return this.#last
  }

  /** Forgets a log that is deleted; a read of it that is under way finds nothing for later ones. */
  clear(): void {
    this.#known = nothing()
  }

  #begin(): Promise<LogFacts | undefined> {
    this.#isWaiting = false
    return this.#read(this.#known)
  }

  async #read(known: Known): Promise<LogFacts | undefined> {
    const { config } = await this.#context.config()
    const { log, signal } = this.#context
    if (!mayHaveLog(config)) return undefined
    await using store = await openEventLog(config, { readOnly: true, warn: log.warn, signal })
    for await (const event of store.readStream(RUN_STREAM, known.revision)) take(known, event)
    const { started, endDate, from, ends, sums } = known
    if (started === undefined) return undefined
    // Both grow with what others look for.
    const last = ends.length
    return {
      started,
      endDate,
      from,
      to: ends[last - 1],
      events: sums[last - 1] ?? 0,
      eventsUpTo: (slice) => sums[Math.min(slice, last) - 1] ?? 0,
      endOf: (slice) => ends[Math.min(slice, last) - 1],
    }
  }
}

function take(known: Known, event: RecordedEvent): void {
  const { type, data, revision } = event
  known.revision = revision + 1
  if (type === 'simulation_started') known.started = data as RunStarted
  if (type === 'simulation_started' || type === 'simulation_extended') known.endDate = (data as RunExtended).end_date
  if (type !== SLICE_RECORDED) return
  const { from, to, eventCount } = recordedSlice(event)
  known.from ??= from
  known.ends.push(to)
  known.sums.push((known.sums.at(-1) ?? 0) + eventCount)
}
