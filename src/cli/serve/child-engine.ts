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
import { addedTimes, NO_SLICES } from '../live/slice-times.ts'
import { addedCounts } from '../live/type-counts.ts'
import { Conversation } from './conversation.ts'
import { Operations } from './operations.ts'
import { rangeFlags } from './range-flags.ts'
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

const STOPPED: SimulationState = {
  run: 0,
  status: 'stopped',
  at: null,
  speed: 1,
  achieved: 0,
  lagMs: 0,
  events: 0,
  rows: 0,
  error: null,
}

/** Events are sent by who is asked to. */
const UNPUBLISHED = '--set=stream.sink=none'

/** Runs `generate` and `live` in processes of their own, one at a time. */
export class ChildEngine implements Engine, AsyncDisposable {
  readonly #parts: EngineParts
  readonly #operations: Operations
  #run: ProgramRun | undefined
  /** Settles when what is known has taken in how the run ended. */
  #ending: Promise<void> = Promise.resolve()
  #simulation = STOPPED
  /** Of the simulations that have ended, and of this one. */
  #timesBefore = NO_SLICES
  #times = NO_SLICES
  #typesBefore: TypeCounts = {}
  #types: TypeCounts = {}
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
    return this.#simulation
  }

  sliceTimes(): SliceTimes {
    return addedTimes(this.#timesBefore, this.#times)
  }

  eventsByType(): TypeCounts {
    return addedCounts(this.#typesBefore, this.#types)
  }

  async generate(kind: GenerationKind, range: GenerationRange): Promise<Operation> {
    this.#assertIdle()
    const operation = this.#operations.begin(kind)
    const run = this.#start(kind === 'fact' ? rangeFlags(range) : ['--days=0'], 'generate', (line) => {
      const { share, at, events, tables } = line as unknown as GenerateFacts
      this.#operations.note(kind, { progress: share, at, events, tables })
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
    const number = this.#simulation.run + 1
    this.#simulation = { ...STOPPED, run: number, status: 'starting', speed }
    this.#timesBefore = this.sliceTimes()
    this.#times = NO_SLICES
    this.#typesBefore = this.eventsByType()
    this.#types = {}
    const run = this.#start([`--speed=${speed}`, UNPUBLISHED], 'live', (line) => {
      if (line.report === 'answer') this.#conversation.hear(line as unknown as ControlAnswer)
      else this.#live(line as unknown as LiveFacts)
    })
    this.#ending = this.#stopWith(run)
    return this.#simulation
  }

  async stop(): Promise<SimulationState> {
    const run = this.#simulation.status === 'starting' && this.#run !== undefined ? this.#run : this.#running()
    this.#simulation = { ...this.#simulation, status: 'stopping' }
    run.interrupt()
    await this.#ending
    return this.#simulation
  }

  async control(line: string): Promise<SimulationState> {
    if (/^(resume|step)/.test(line)) this.#assertUnchecked()
    const { done, text } = await this.#conversation.ask(this.#running(), line)
    if (!done) throw new EngineRefused('not running', text)
    this.#foresee(line)
    return this.#simulation
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
      this.#simulation = { ...STOPPED, run: this.#simulation.run }
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
    const { status } = this.#simulation
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
    const status = error === undefined ? 'stopped' : 'failed'
    this.#simulation = { ...this.#simulation, status, achieved: 0, error: error ?? null }
  }

  async #finishWith(kind: GenerationKind, run: ProgramRun): Promise<void> {
    const { error, wasInterrupted } = await this.#endOf(run)
    this.#operations.finish(kind, error, wasInterrupted)
  }

  #live({ at, speed, paused, achievedLately: achieved, lagMs, events, rows, slices, types }: LiveFacts): void {
    this.#times = slices
    this.#types = types
    const status = this.#simulation.status === 'stopping' ? 'stopping' : paused ? 'paused' : 'running'
    const { run } = this.#simulation
    this.#simulation = { run, status, at, speed, achieved: paused ? 0 : achieved, lagMs, events, rows, error: null }
  }

  /** What was answered holds before the next report says so. */
  #foresee(line: string): void {
    const [word, argument] = line.split(' ')
    if (word === 'pause') this.#simulation = { ...this.#simulation, status: 'paused', achieved: 0 }
    if (word === 'resume') this.#simulation = { ...this.#simulation, status: 'running' }
    if (word === 'speed')
      this.#simulation = { ...this.#simulation, speed: argument === 'max' ? 'max' : Number(argument) }
  }
}
