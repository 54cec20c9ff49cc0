import { inTime } from '../../api/in-time.ts'
import type { StreamCourse, Streaming, StreamPoint } from '../../api/streaming.ts'

const EVERY_MS = 1000
/** Ten minutes. */
const KEPT = 600

/** What is watched, and with which clock: milliseconds since the Unix epoch. */
export interface Watched {
  readonly streaming: Pick<Streaming, 'state' | 'outbox'> & { readonly isActive: () => boolean }
  readonly now: () => number
}

/** Remembers, second by second, how events went out. */
export class RememberedCourse implements StreamCourse, Disposable {
  readonly #watched: Watched
  readonly #timer: NodeJS.Timeout
  #points: readonly StreamPoint[] = []
  #isLooking = false

  constructor(watched: Watched) {
    this.#watched = watched
    this.#timer = setInterval(() => void this.#look(), EVERY_MS)
    this.#timer.unref()
  }

  points(): readonly StreamPoint[] {
    return this.#points
  }

  /** Forgets what was sent of a log that is deleted. */
  forget(): void {
    this.#points = []
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const { streaming, now } = this.#watched
    if (this.#isLooking || !streaming.isActive()) return
    this.#isLooking = true
    const before = this.#points
    const { rate } = streaming.state()
    // A database that is away, or hangs, for a while leaves a gap.
    const pending = await inTime<number | null>(
      streaming.outbox().then((outbox) => outbox.pending),
      null,
    )
    const isForgotten = this.#points !== before
    if (!isForgotten) this.#points = [...before, { at: now(), rate, pending }].slice(-KEPT)
    this.#isLooking = false
  }
}
