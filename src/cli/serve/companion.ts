import type { Engine, EngineSpeed, SimulationState } from '../../api/engine.ts'

/** The simulation, as far as it came with a stream: it is held and ended with that. */
export class Companion {
  readonly #engine: Engine
  readonly #log: (line: string) => void
  /** Which run of the simulation is ours. */
  #run: number | undefined

  constructor(engine: Engine, log: (line: string) => void) {
    this.#engine = engine
    this.#log = log
  }

  /** Lets the simulation run if nothing does, and gives one that runs the speed. */
  async letRun(speed: EngineSpeed | undefined): Promise<void> {
    if (isMoving(this.#engine.simulation().status)) {
      if (speed !== undefined) await this.#engine.control(`speed ${speed}`)
      return
    }
    if (this.#engine.isGenerating()) return
    const { run } = await this.#engine.start(speed ?? 1)
    this.#run = run
  }

  async move(word: 'pause' | 'resume'): Promise<void> {
    const from = word === 'pause' ? 'running' : 'paused'
    if (this.#isOurs() && this.#engine.simulation().status === from) await this.#engine.control(word)
  }

  async stop(): Promise<void> {
    const isOurs = this.#isOurs()
    this.#run = undefined
    if (!isOurs || !isMoving(this.#engine.simulation().status)) return
    // Somebody else may have ended it meanwhile.
    await this.#engine.stop().catch((error: Error) => this.#log(`live: ${error.message}`))
  }

  #isOurs(): boolean {
    return this.#run !== undefined && this.#run === this.#engine.simulation().run
  }
}

function isMoving(status: SimulationState['status']): boolean {
  return status === 'starting' || status === 'running' || status === 'paused'
}
