import type { EngineSpeed, SimulationState, SliceTimes, TypeCounts } from '../../api/engine.ts'
import type { LiveFacts } from '../live/show-live.ts'
import { addedTimes, NO_SLICES } from '../live/slice-times.ts'
import { addedCounts } from '../live/type-counts.ts'

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

/** What is known of the simulation: from its reports, and from what it was told. */
export class SimulationFigures {
  #state = STOPPED
  /** Of the simulations that have ended, and of this one. */
  #timesBefore = NO_SLICES
  #times = NO_SLICES
  #typesBefore: TypeCounts = {}
  #types: TypeCounts = {}

  get state(): SimulationState {
    return this.#state
  }

  sliceTimes(): SliceTimes {
    return addedTimes(this.#timesBefore, this.#times)
  }

  eventsByType(): TypeCounts {
    return addedCounts(this.#typesBefore, this.#types)
  }

  begin(speed: EngineSpeed): void {
    this.#state = { ...STOPPED, run: this.#state.run + 1, status: 'starting', speed }
    this.#timesBefore = this.sliceTimes()
    this.#times = NO_SLICES
    this.#typesBefore = this.eventsByType()
    this.#types = {}
  }

  turn(status: SimulationState['status']): void {
    this.#state = { ...this.#state, status }
  }

  end(error: string | undefined): void {
    const status = error === undefined ? 'stopped' : 'failed'
    this.#state = { ...this.#state, status, achieved: 0, error: error ?? null }
  }

  /** Nothing is known of the next one's company. */
  clear(): void {
    this.#state = { ...STOPPED, run: this.#state.run }
  }

  /** History is being made, or was, up to an instant. */
  reach(at: number): void {
    this.#state = { ...this.#state, at }
  }

  report({ at, speed, paused, achievedLately: achieved, lagMs, events, rows, slices, types }: LiveFacts): void {
    this.#times = slices
    this.#types = types
    const { run, status: before } = this.#state
    const status = before === 'stopping' ? 'stopping' : paused ? 'paused' : 'running'
    this.#state = { run, status, at, speed, achieved: paused ? 0 : achieved, lagMs, events, rows, error: null }
  }

  /** What was answered to a control holds before the next report says so. */
  foresee(line: string): void {
    if (this.#state.status === 'stopping') return
    const [word, argument] = line.split(' ')
    if (word === 'pause') this.#state = { ...this.#state, status: 'paused', achieved: 0 }
    if (word === 'resume') this.turn('running')
    if (word === 'speed') this.#state = { ...this.#state, speed: argument === 'max' ? 'max' : Number(argument) }
  }
}
