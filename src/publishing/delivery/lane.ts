import type { Envelope } from '../wire/envelope.ts'
import type { WallClock } from '../../time/wall-clock.ts'
import type { Deliver, DeliverySignals } from './deliver.ts'
import { earlier, isBefore, type LogPlace, type Outgoing } from './outgoing.ts'

/** When a lane sends what it has. */
export interface BatchOptions {
  readonly maxSize: number
  /** Milliseconds after which a batch is sent though it is not full. */
  readonly timeoutMs: number
}

/** What a lane works with. */
export interface LaneParts {
  readonly number: number
  readonly batch: BatchOptions
  readonly deliver: Deliver
  readonly clock: WallClock
  readonly envelopeOf: (event: Outgoing) => Envelope
  /** Hears of those that have left the lane: confirmed, or none when one was rejected. */
  readonly onLeft: (confirmed: readonly Envelope[]) => void
  /** Keeps an event that can never be sent; the lane goes on when it is kept. */
  readonly onRejected: (event: Envelope, reason: string) => Promise<void>
}

/** Events on one way into the sink, in order. What is being sent stays here until it is confirmed. */
export class Lane {
  readonly #parts: LaneParts
  #waiting: Outgoing[] = []
  /** Those among them that stand before others of the log that came in earlier. */
  readonly #late = new Set<Outgoing>()
  #furthest: LogPlace | undefined
  #head = 0
  /** When the first of those that wait came in. */
  #since = 0
  #hurry = false
  #wake: (() => void) | undefined

  constructor(parts: LaneParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#waiting.length - this.#head
  }

  /** The place of the oldest event that is not confirmed. */
  get oldest(): LogPlace | undefined {
    return [...this.#late].reduce(earlier, this.#waiting[this.#head] as LogPlace | undefined)
  }

  add(event: Outgoing): void {
    if (this.size === 0) this.#since = this.#parts.clock.now()
    this.#waiting.push(event)
    if (this.#furthest !== undefined && isBefore(event, this.#furthest)) this.#late.add(event)
    else this.#furthest = event
    if (this.size === 1 || this.size === this.#parts.batch.maxSize) this.#wake?.()
  }

  /** Sends what waits without waiting for more, until there is nothing; `add` goes on as before. */
  hurry(): void {
    this.#hurry = true
    this.#wake?.()
  }

  /**
   * Sends until `signal` is aborted or something fails that no retry mends; what waits to try again ends then too, batches under
   * way end when `abort` is aborted.
   */
  async run(signal: AbortSignal, abort: AbortSignal): Promise<void> {
    const { batch, clock } = this.#parts
    const stop = () => this.#wake?.()
    const waits = AbortSignal.any([signal, abort])
    signal.addEventListener('abort', stop)
    try {
      while (!signal.aborted) {
        const dueMs = this.#since + batch.timeoutMs - clock.now()
        if (this.size === 0) {
          this.#hurry = false
          await this.#woken()
        } else if (this.#hurry || this.size >= batch.maxSize || dueMs <= 0) await this.#send({ attempts: abort, waits })
        else await this.#woken(dueMs)
      }
    } catch (error) {
      if (!waits.aborted || error !== waits.reason) throw error
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** Waits until woken, but no longer than so many milliseconds. */
  async #woken(ms?: number): Promise<void> {
    const sleeping = new AbortController()
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    try {
      if (ms === undefined) await woken
      else await Promise.race([woken, this.#parts.clock.sleep(ms, sleeping.signal).catch(() => undefined)])
    } finally {
      this.#wake = undefined
      sleeping.abort()
    }
  }

  async #send(signals: DeliverySignals): Promise<void> {
    const { number, batch, deliver, clock, envelopeOf, onLeft, onRejected } = this.#parts
    const takenAt = clock.now()
    const events = this.#waiting.slice(this.#head, this.#head + batch.maxSize)
    const envelopes = events.map(envelopeOf)
    const delivered = await deliver(number, envelopes, signals)
    if ('rejected' in delivered) await onRejected(envelopes[0], delivered.rejected)
    const count = 'rejected' in delivered ? 1 : delivered.confirmed
    this.#forget(count)
    // What came in meanwhile came in later than this.
    if (count === events.length) this.#since = takenAt
    onLeft('confirmed' in delivered ? envelopes.slice(0, count) : [])
  }

  #forget(count: number): void {
    if (this.#late.size > 0) {
      for (const event of this.#waiting.slice(this.#head, this.#head + count)) this.#late.delete(event)
    }
    this.#head += count
    if (this.#head * 2 < this.#waiting.length) return
    this.#waiting = this.#waiting.slice(this.#head)
    this.#head = 0
  }
}
