import {
  type Engine,
  EngineRefused,
  FieldsRefused,
  KeyRefused,
  type EngineSpeed,
  type GenerationKind,
  type GenerationRange,
  type HistoryState,
  type Operation,
  type SimulationState,
  type SliceTimes,
  type TakenRequest,
  type TypeCounts,
} from '../../api/engine.ts'
import type { CompanyRequest } from '../../config/scenario/request.ts'
import type { GenerateFacts } from '../generate/show-progress.ts'
import type { ControlAnswer } from '../live/controls.ts'
import type { LiveFacts } from '../live/show-live.ts'
import { Conversation } from './conversation.ts'
import { Operations } from './operations.ts'
import { rangeFlags } from './range-flags.ts'
import { SimulationFigures } from './simulation-figures.ts'
import { type ProgramEnd, type ProgramLine, type ProgramRun, runProgram } from './program-run.ts'

/** What the engine works with. */
export interface EngineParts {
  /** Flags that give every command our configuration. */
  readonly flags: readonly string[]
  readonly history: () => Promise<HistoryState>
  /** Whether somebody looks at history, which must stand still for that. */
  readonly isChecked: () => boolean
  /** Deletes everything while nothing runs. */
  readonly clear: () => Promise<void>
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Events are sent by who is asked to. */
const UNPUBLISHED = '--set=stream.sink=none'

/** Runs `generate` and `live` in processes of their own, one at a time. */
export class ChildEngine implements Engine, AsyncDisposable {
  readonly #parts: EngineParts
  readonly #operations: Operations
  readonly #figures = new SimulationFigures()
  #run: ProgramRun | undefined
  /** Settles when what is known has taken in how the run ended. */
  #ending: Promise<void> = Promise.resolve()
  readonly #conversation = new Conversation<ControlAnswer>()
  #isClearing = false

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#operations = new Operations(parts.now)
  }

  history(): Promise<HistoryState> {
    return this.#parts.history()
  }

  operation(kind: GenerationKind): Operation | undefined {
    return this.#operations.get(kind)
  }

  /** Whether history is being made. */
  isGenerating(): boolean {
    return this.#isClearing || this.#operations.isRunning()
  }

  simulation(): SimulationState {
    return this.#figures.state
  }

  sliceTimes(): SliceTimes {
    return this.#figures.sliceTimes()
  }

  eventsByType(): TypeCounts {
    return this.#figures.eventsByType()
  }

  async generate(kind: GenerationKind, range: GenerationRange): Promise<Operation> {
    this.#assertIdle()
    const operation = this.#operations.begin(kind)
    const run = this.#start(kind === 'fact' ? rangeFlags(range) : ['--days=0'], 'generate', (line) => {
      const { share, at, events, tables } = line as unknown as GenerateFacts
      this.#operations.note(kind, { progress: share, at, events, tables })
      this.#figures.reach(at)
    })
    this.#ending = this.#finishWith(kind, run)
    return operation
  }

  async cancel(id: string): Promise<Operation> {
    const found = this.#operations.find(id)
    if (found?.status !== 'running') throw new EngineRefused('not running', `operation ${id} is not running`)
    const run = this.#run
    run?.interrupt()
    await this.#ending
    return this.#operations.get(found.kind) ?? found
  }

  async start(speed: EngineSpeed): Promise<SimulationState> {
    this.#assertIdle()
    this.#figures.begin(speed)
    const run = this.#start([`--speed=${speed}`, UNPUBLISHED], 'live', (line) => {
      if (line.report === 'answer') this.#conversation.hear(line as unknown as ControlAnswer)
      else this.#figures.report(line as unknown as LiveFacts)
    })
    this.#ending = this.#stopWith(run)
    return this.simulation()
  }

  async stop(): Promise<SimulationState> {
    const run = this.simulation().status === 'starting' && this.#run !== undefined ? this.#run : this.#running()
    this.#figures.turn('stopping')
    run.interrupt()
    await this.#ending
    return this.simulation()
  }

  async control(line: string): Promise<SimulationState> {
    if (/^(resume|step)/.test(line)) this.#assertUnchecked()
    const { done, text } = await this.#conversation.ask(this.#running(), line)
    if (!done) throw new EngineRefused('not running', text)
    this.#figures.foresee(line)
    return this.simulation()
  }

  async request(wish: CompanyRequest, key?: string): Promise<TakenRequest> {
    const line = `command ${key === undefined ? '' : `key=${key} `}${JSON.stringify(wish)}`
    const { taken, problems = [], keyTaken, text } = await this.#conversation.ask(this.#running(), line)
    if (keyTaken) throw new KeyRefused(text)
    if (taken === undefined) throw new FieldsRefused(problems.length > 0 ? problems : [{ field: '', message: text }])
    const { command_id: commandId, effective_at: effectiveAt, ends_at: endsAt, disruption_ids: disruptionIds } = taken
    return { commandId, effectiveAt, endsAt, disruptionIds }
  }

  async clear(): Promise<void> {
    this.#assertIdle()
    this.#isClearing = true
    try {
      await this.#parts.clear()
      this.#operations.clear()
      this.#figures.clear()
    } finally {
      this.#isClearing = false
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#run?.interrupt()
    await this.#ending
  }

  #assertIdle(): void {
    this.#assertUnchecked()
    if (this.#isClearing) throw new EngineRefused('busy', 'everything is being deleted')
    if (this.#run === undefined) return
    const what = this.#operations.isRunning() ? 'history is being generated' : 'the simulation is running'
    throw new EngineRefused('busy', `${what}: end that first`)
  }

  #assertUnchecked(): void {
    if (this.#parts.isChecked()) throw new EngineRefused('busy', 'history is being checked: wait, or end that first')
  }

  /** The simulation's process. */
  #running(): ProgramRun {
    const { status } = this.simulation()
    if (this.#run !== undefined && (status === 'running' || status === 'paused')) return this.#run
    throw new EngineRefused('not running', `the simulation is ${status}`)
  }

  #start(flags: readonly string[], command: string, onReport: (line: ProgramLine) => void): ProgramRun {
    const { log, flags: common } = this.#parts
    const onLog = (line: string) => log(`${command}: ${line}`)
    const run = runProgram([command, ...common, ...flags, '--report'], { onReport, onLog })
    this.#run = run
    return run
  }

  /** Nothing simulates any more when it has ended. */
  async #endOf(run: ProgramRun): Promise<ProgramEnd> {
    const ended = await run.ended
    this.#run = undefined
    return ended
  }

  async #stopWith(run: ProgramRun): Promise<void> {
    const { error } = await this.#endOf(run)
    this.#figures.end(error)
  }

  async #finishWith(kind: GenerationKind, run: ProgramRun): Promise<void> {
    const { error, wasInterrupted } = await this.#endOf(run)
    this.#operations.finish(kind, error, wasInterrupted)
  }
}
