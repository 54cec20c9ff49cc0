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

/** Knows the slices of the server's log, of which it reads only those that it does not know yet: there are many a second. */
export class LogIndex {
  readonly #context: CommandContext
  #started: RunStarted | undefined
  #endDate = ''
  /** By slice: where it ends, and the events up to then. */
  #ends: number[] = []
  #sums: number[] = []
  #from: number | undefined
  #revision = 0
  #reading: Promise<LogFacts | undefined> = Promise.resolve(undefined)

  constructor(context: CommandContext) {
    this.#context = context
  }

  /** As the log is now; undefined while there is none. */
  facts(): Promise<LogFacts | undefined> {
    this.#reading = this.#reading.catch(() => undefined).then(() => this.#read())
    return this.#reading
  }

  /** Forgets a log that is deleted. */
  clear(): void {
    this.#started = undefined
    this.#ends = []
    this.#sums = []
    this.#from = undefined
    this.#revision = 0
  }

  async #read(): Promise<LogFacts | undefined> {
    const { config } = await this.#context.config()
    const { log, signal } = this.#context
    if (!mayHaveLog(config)) return undefined
    await using store = await openEventLog(config, { readOnly: true, warn: log.warn, signal })
    for await (const event of store.readStream(RUN_STREAM, this.#revision)) this.#take(event)
    if (this.#started === undefined) return undefined
    // Both grow with what others look for.
    const [ends, sums] = [this.#ends, this.#sums]
    const last = ends.length
    return {
      started: this.#started,
      endDate: this.#endDate,
      from: this.#from,
      to: ends[last - 1],
      events: sums[last - 1] ?? 0,
      eventsUpTo: (slice) => sums[Math.min(slice, last) - 1] ?? 0,
      endOf: (slice) => ends[Math.min(slice, last) - 1],
    }
  }

  #take(event: RecordedEvent): void {
    const { type, data, revision } = event
    this.#revision = revision + 1
    if (type === 'simulation_started') this.#started = data as RunStarted
    if (type === 'simulation_started' || type === 'simulation_extended') this.#endDate = (data as RunExtended).end_date
    if (type !== SLICE_RECORDED) return
    const { from, to, eventCount } = recordedSlice(event)
    this.#from ??= from
    this.#ends.push(to)
    this.#sums.push((this.#sums.at(-1) ?? 0) + eventCount)
  }
}
