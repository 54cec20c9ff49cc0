import type { Pauses, StreamState } from '../../api/streaming.ts'
import type { PublishFacts } from '../publish/run-publisher.ts'

/** The rate is that of the last seconds. */
const RATE_MS = 5000

const NOTHING: Omit<StreamState, 'pauses' | 'rate'> = {
  status: 'stopped',
  sink: null,
  startedAt: null,
  endedAt: null,
  read: 0,
  sent: 0,
  sentByType: {},
  bytes: 0,
  batches: 0,
  failures: {},
  rejected: 0,
  waiting: 0,
  breaker: 'closed',
  breakerTrips: 0,
  checks: 0,
  checksFailed: 0,
  lastSentAt: null,
  error: null,
}

interface Sample {
  readonly at: number
  readonly sent: number
}

/** What is known of a stream: from its reports, and from what it was told. */
export class StreamFigures {
  readonly #now: () => number
  #state = NOTHING
  #samples: Sample[] = []
  #pauses: Pauses = { count: 0, totalMs: 0, since: null }

  /** `now` in milliseconds since the Unix epoch. */
  constructor(now: () => number) {
    this.#now = now
  }

  get state(): StreamState {
    const { since, ...pauses } = this.#pauses
    const current = since === null ? 0 : this.#now() - since
    return { ...this.#state, rate: this.#rate(), pauses: { ...pauses, totalMs: pauses.totalMs + current, since } }
  }

  begin(): void {
    this.#state = { ...NOTHING, status: 'starting', startedAt: this.#now() }
    this.#samples = []
    this.#pauses = { count: 0, totalMs: 0, since: null }
  }

  turn(status: StreamState['status']): void {
    this.#state = { ...this.#state, status }
  }

  end(error: string | undefined): void {
    this.#goOn()
    const status = error === undefined ? 'stopped' : 'error'
    this.#state = { ...this.#state, status, endedAt: this.#now(), waiting: 0, error: error ?? null }
    this.#samples = []
  }

  report({ paused, total: _total, pace: _pace, ...facts }: PublishFacts): void {
    const now = this.#now()
    const { status, lastSentAt, sent } = this.#state
    if (paused && this.#pauses.since === null)
      this.#pauses = { ...this.#pauses, count: this.#pauses.count + 1, since: now }
    if (!paused) this.#goOn()
    this.#state = {
      ...this.#state,
      ...facts,
      status: status === 'stopping' ? status : paused ? 'paused' : 'running',
      lastSentAt: facts.sent > sent ? now : lastSentAt,
    }
    this.#samples = [...this.#samples.filter(({ at }) => at > now - RATE_MS), { at: now, sent: facts.sent }]
  }

  #goOn(): void {
    const { since, totalMs } = this.#pauses
    if (since !== null) this.#pauses = { ...this.#pauses, totalMs: totalMs + this.#now() - since, since: null }
  }

  #rate(): number {
    const [first] = this.#samples
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined || last.at === first.at) return 0
    return Math.round(((last.sent - first.sent) * 10_000) / (last.at - first.at)) / 10
  }
}
