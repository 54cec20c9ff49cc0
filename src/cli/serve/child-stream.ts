import { setTimeout as delay } from 'node:timers/promises'
import { type Engine, EngineRefused, type Operation } from '../../api/engine.ts'
import type { OutboxState, SinkTest, Streaming, StreamStart, StreamState } from '../../api/streaming.ts'
import { Companion } from './companion.ts'
import { type RunAside, skipToEnd, testSink } from './publish-aside.ts'
import { PublishRun } from './publish-run.ts'
import { startFlags } from './stream-flags.ts'
import { StreamFigures } from './stream-figures.ts'
import { Turns } from './turns.ts'

/** What the stream works with. */
export interface StreamParts {
  /** Flags that give every command our configuration. */
  readonly flags: readonly string[]
  readonly engine: Engine
  readonly runAside: RunAside
  /** Why nothing can be sent, if so: there is no sink. */
  readonly missing: () => string | undefined
  readonly outbox: () => Promise<OutboxState>
  readonly now: () => number
  readonly log: (line: string) => void
}

const LOOK_MS = 50

/** Runs `publish` in a process of its own. */
export class ChildStream implements Streaming, AsyncDisposable {
  readonly #parts: StreamParts
  readonly #figures: StreamFigures
  readonly #publish: PublishRun
  readonly #companion: Companion
  readonly #turns = new Turns()
  #ending: Promise<void> = Promise.resolve()
  /** The day that is simulated before anything is sent. */
  #day: Operation | undefined
  #isOver = false

  constructor(parts: StreamParts) {
    this.#parts = parts
    this.#figures = new StreamFigures(parts.now)
    this.#publish = new PublishRun({ flags: parts.flags, figures: this.#figures, log: parts.log })
    this.#companion = new Companion(parts.engine, parts.log)
  }

  state(): StreamState {
    return this.#figures.state
  }

  /** Whether events are being sent, or will be. */
  isActive(): boolean {
    return this.#publish.isRunning() || this.#day !== undefined
  }

  start(options: StreamStart): Promise<StreamState> {
    return this.#turns.take(async () => {
      await this.#assertReady()
      this.#ending = this.#begin(['--follow', ...startFlags(options)])
      await this.#assertRunning()
      if (this.state().status === 'running') await this.#companion.letRun(options.speed)
      return this.state()
    })
  }

  stop(): Promise<StreamState> {
    return this.#turns.take(async () => {
      if (this.#day !== undefined) return await this.#stopDay(this.#day)
      this.#publish.assertRunning()
      this.#figures.turn('stopping')
      await this.#companion.stop()
      this.#publish.interrupt()
      await this.#ending
      return this.state()
    })
  }

  pause(): Promise<StreamState> {
    return this.#turns.take(() => this.#move('pause', 'paused'))
  }

  resume(): Promise<StreamState> {
    return this.#turns.take(() => this.#move('resume', 'running'))
  }

  async #move(word: 'pause' | 'resume', status: 'paused' | 'running'): Promise<StreamState> {
    await this.#publish.say(word)
    await this.#companion.move(word)
    this.#figures.turn(status)
    return this.state()
  }

  async recent(limit: number): Promise<readonly Readonly<Record<string, unknown>>[]> {
    if (!this.#publish.isRunning()) return []
    const { envelopes = [] } = await this.#publish.say(`recent ${limit}`)
    return envelopes.map((json) => JSON.parse(json) as Readonly<Record<string, unknown>>).toReversed()
  }

  test(): Promise<SinkTest> {
    return testSink(this.#parts.runAside, this.#parts.missing())
  }

  outbox(): Promise<OutboxState> {
    return this.#parts.outbox()
  }

  drain(): Promise<StreamState> {
    return this.#turns.take(async () => {
      await this.#assertReady()
      const { pending } = await this.#parts.outbox()
      if (pending > 0) {
        this.#ending = this.#begin([])
        await this.#assertRunning()
        return this.state()
      }
      // A sink that is new would begin behind the day.
      await skipToEnd(this.#parts.runAside)
      this.#day = await this.#parts.engine.generate('fact', { days: 1 })
      this.#figures.begin()
      this.#ending = this.#drainAfter(this.#day)
      return this.state()
    })
  }

  skip(): Promise<number> {
    return this.#turns.take(async () => {
      await this.#assertReady()
      const { pending } = await this.#parts.outbox()
      await skipToEnd(this.#parts.runAside)
      return pending
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true
    this.#publish.interrupt()
    await this.#turns.rest()
    this.#publish.interrupt()
    if (this.#day !== undefined) await this.#parts.engine.cancel(this.#day.id).catch(() => undefined)
    await this.#ending
  }

  async #assertReady(): Promise<void> {
    if (this.isActive()) throw new EngineRefused('busy', 'events are being sent already: stop that first')
    const missing = this.#parts.missing()
    if (missing !== undefined) throw new EngineRefused('missing', missing)
    const { events } = await this.#parts.engine.history()
    if (events === 0) throw new EngineRefused('missing', 'there is no history yet: generate it first')
  }

  /** Returns when it has ended. */
  async #begin(flags: readonly string[]): Promise<void> {
    await this.#publish.runToEnd(flags)
    await this.#companion.stop()
  }

  /** Returns when the sink has taken the first events, or is ready to. @throws EngineRefused when it is not. */
  async #assertRunning(): Promise<void> {
    while (this.state().status === 'starting') await delay(LOOK_MS)
    const { status, error } = this.state()
    if (status === 'error') throw new EngineRefused('missing', error ?? 'the sink cannot be used')
  }

  async #stopDay({ id }: Operation): Promise<StreamState> {
    this.#figures.turn('stopping')
    await this.#parts.engine.cancel(id)
    await this.#ending
    return this.state()
  }

  async #drainAfter(day: Operation): Promise<void> {
    const { engine } = this.#parts
    while (engine.operation('fact')?.status === 'running') await delay(LOOK_MS)
    this.#day = undefined
    const { status, error, id } = engine.operation('fact') ?? day
    if (status === 'completed' && id === day.id && !this.#isOver) await this.#begin([])
    else this.#figures.end(error ?? undefined)
  }
}
