import type { SimTime } from './sim-time.ts'
import type { WallClock } from './wall-clock.ts'

/** Simulated milliseconds per wall millisecond; `max` is as fast as it goes. */
export type Speed = number | 'max'

/** Bounds of a speed that is a number. */
export const SLOWEST = 0.1
export const FASTEST = 100_000

/** How simulated time went along. */
export interface PaceFigures {
  readonly speed: Speed
  readonly paused: boolean
  /** Simulated per wall time since the start and over the last seconds, pauses left out; 0 before anything was reached. */
  readonly achieved: number
  readonly achievedLately: number
  /** Wall milliseconds by which the last instant came later than its time; 0 at `max`. */
  readonly lagMs: number
  /** The same in simulated milliseconds: how far the simulated clock is behind where it should be. */
  readonly driftMs: number
}

/**
 * Simulated time against the wall clock. The first instant that is asked for is due at once, and sets the clock. With `atLeast` an
 * instant comes at that speed though the clock is slower by now, and the clock goes on from there.
 */
export interface Pace {
  /** Wall milliseconds until an instant is due: 0 when it is or was, `Infinity` while paused. */
  dueIn(at: SimTime, atLeast?: Speed): number
  /** Passes an instant that is due; false when it is not. */
  tryReach(at: SimTime, atLeast?: Speed): boolean
  /** Waits until an instant is due, and passes it. @throws the reason of `signal` when that is aborted first. */
  reach(at: SimTime, signal: AbortSignal, atLeast?: Speed): Promise<void>
  /** Going on from the instant that is reached at another speed. @throws RangeError below 0.1 or above 100000. */
  setSpeed(speed: Speed): void
  pause(): void
  resume(): void
  /** While paused, lets so much simulated time pass at once. */
  step(ms: number): void
  figures(): PaceFigures
}

const LATELY_MS = 10_000
const SAMPLE_MS = 500

interface Sample {
  readonly wall: number
  readonly simulated: SimTime
}

/** A running clock. @throws RangeError for a speed below 0.1 or above 100000. */
export function createPace(speed: Speed, clock: WallClock): Pace {
  return new RunningPace(checkedSpeed(speed), clock)
}

function checkedSpeed(speed: Speed): Speed {
  if (speed === 'max' || (speed >= SLOWEST && speed <= FASTEST)) return speed
  throw new RangeError(`speed: got ${speed}, allowed: ${SLOWEST} to ${FASTEST}, or max`)
}

class RunningPace implements Pace {
  readonly #clock: WallClock
  #speed: Speed
  /** Where both clocks stood when the speed was last set. */
  #anchor: Sample | undefined
  #reached: SimTime | undefined
  /** While paused: the instant up to which time may pass. */
  #pausedAt: SimTime | undefined
  #lagMs = 0
  #start: Sample | undefined
  #samples: Sample[] = []
  #latest: Sample = { wall: 0, simulated: 0 }
  #change = new AbortController()

  constructor(speed: Speed, clock: WallClock) {
    this.#speed = speed
    this.#clock = clock
  }

  dueIn(at: SimTime, atLeast: Speed = SLOWEST): number {
    if (this.#pausedAt !== undefined) return at <= this.#pausedAt ? 0 : Number.POSITIVE_INFINITY
    const anchor = (this.#anchor ??= { wall: this.#clock.now(), simulated: at })
    if (this.#speed === 'max' || atLeast === 'max') return 0
    const speed = Math.max(this.#speed, atLeast)
    return Math.max(0, anchor.wall + (at - anchor.simulated) / speed - this.#clock.now())
  }

  tryReach(at: SimTime, atLeast?: Speed): boolean {
    if (this.dueIn(at, atLeast) > 0) return false
    this.#note(at)
    return true
  }

  async reach(at: SimTime, signal: AbortSignal, atLeast?: Speed): Promise<void> {
    while (!this.tryReach(at, atLeast)) await this.#wait(this.dueIn(at, atLeast), signal)
  }

  setSpeed(speed: Speed): void {
    const here = this.#here()
    this.#speed = checkedSpeed(speed)
    this.#startFrom(here)
  }

  pause(): void {
    if (this.#pausedAt !== undefined) return
    this.#pausedAt = this.#here()
    this.#changed()
  }

  resume(): void {
    if (this.#pausedAt === undefined) return
    const here = this.#pausedAt
    this.#pausedAt = undefined
    this.#startFrom(here)
  }

  step(ms: number): void {
    if (this.#pausedAt === undefined) return
    this.#pausedAt += ms
    this.#changed()
  }

  figures(): PaceFigures {
    const { wall, simulated } = this.#latest
    const [start, lately] = [this.#start, this.#samples[0]]
    const factor = (from: Sample | undefined) =>
      from === undefined || wall <= from.wall ? 0 : (simulated - from.simulated) / (wall - from.wall)
    const lagMs = this.#speed === 'max' ? 0 : this.#lagMs
    return {
      speed: this.#speed,
      paused: this.#pausedAt !== undefined,
      achieved: factor(start),
      achievedLately: factor(lately),
      lagMs,
      driftMs: this.#speed === 'max' ? 0 : lagMs * this.#speed,
    }
  }

  /** The simulated instant of now: what the clock shows, but never before what is reached. */
  #here(): SimTime {
    const { wall, simulated } = this.#anchor ?? { wall: 0, simulated: 0 }
    const reached = this.#reached ?? simulated
    if (this.#pausedAt !== undefined) return this.#pausedAt
    if (this.#speed === 'max' || this.#anchor === undefined) return reached
    // What is behind its time has not come further than what is reached.
    return this.#lagMs > 0 ? reached : Math.max(reached, simulated + (this.#clock.now() - wall) * this.#speed)
  }

  /** Whether an instant came before the clock has shown it. */
  #isAhead(at: SimTime, wall: number): boolean {
    if (this.#speed === 'max' || this.#anchor === undefined) return false
    return at - this.#anchor.simulated - (wall - this.#anchor.wall) * this.#speed > 1
  }

  #startFrom(here: SimTime): void {
    if (this.#anchor !== undefined) this.#anchor = { wall: this.#clock.now(), simulated: here }
    this.#forgetSamples()
    this.#changed()
  }

  /** What went before says nothing of how it goes from here. */
  #forgetSamples(): void {
    this.#samples = []
    this.#start = undefined
  }

  #changed(): void {
    this.#change.abort()
    this.#change = new AbortController()
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.#change.signal])
    await this.#clock.sleep(ms, either).catch(() => signal.throwIfAborted())
  }

  #note(at: SimTime): void {
    const wall = this.#clock.now()
    this.#reached = at
    if (this.#pausedAt !== undefined) return
    if (this.#isAhead(at, wall)) {
      this.#anchor = { wall, simulated: at }
      this.#forgetSamples()
    }
    const { wall: since, simulated } = this.#anchor ?? { wall, simulated: at }
    this.#lagMs = this.#speed === 'max' ? 0 : Math.max(0, wall - since - (at - simulated) / this.#speed)
    this.#latest = { wall, simulated: at }
    this.#start ??= this.#latest
    const last = this.#samples.at(-1)
    if (last === undefined || wall - last.wall >= SAMPLE_MS) this.#samples.push(this.#latest)
    while (this.#samples.length > 1 && wall - this.#samples[0].wall > LATELY_MS) this.#samples.shift()
  }
}
