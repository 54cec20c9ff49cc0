import type { CompanyRequest } from '../config/scenario/request.ts'
import type { FieldError } from './problem.ts'

/** What is asked for cannot be done now, or with what is there. */
export class EngineRefused extends Error {
  override readonly name = 'EngineRefused'
  readonly reason: 'busy' | 'not running' | 'missing' | 'unanswered'
  constructor(reason: EngineRefused['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

/** What is wrong with fields of a request; nothing has changed. */
export class FieldsRefused extends Error {
  override readonly name = 'FieldsRefused'
  readonly problems: readonly FieldError[]
  constructor(problems: readonly FieldError[]) {
    super(problems.map(({ field, message }) => `${field}: ${message}`).join('\n'))
    this.problems = problems
  }
}

/** The key of a request names another one already; nothing has changed. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused'
}

/** A request of the company that is in the log, and takes effect. */
export interface TakenRequest {
  readonly commandId: string
  /** Simulated instants, ISO 8601; null for good. */
  readonly effectiveAt: string
  readonly endsAt: string | null
  /** The disruptions that it starts. */
  readonly disruptionIds: readonly string[]
}

/** What can be generated. */
export type GenerationKind = 'dimensions' | 'fact'

/** A run of `generate` that somebody asked for. */
export interface Operation {
  readonly id: string
  readonly kind: GenerationKind
  readonly status: 'running' | 'completed' | 'failed' | 'cancelled'
  /** From 0 to 1. */
  readonly progress: number
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number
  readonly updatedAt: number
  /** Grows with every change, so that older answers can be told. */
  readonly sequence: number
  readonly message: string
  /** The simulated instant that is reached, milliseconds since the Unix epoch. */
  readonly at: number | null
  readonly events: number
  /** Rows that it wrote, by table. */
  readonly tables: Readonly<Record<string, number>>
  readonly error: string | null
}

/** How far `generate` shall go; without either, what the command line does by default. */
export interface GenerationRange {
  /** The last business day, YYYY-MM-DD. */
  readonly end?: string | undefined
  /** Business days to add. */
  readonly days?: number | undefined
}

/** Simulated seconds per second. */
export type EngineSpeed = number | 'max'

/** The simulation as it runs. */
export interface SimulationState {
  /** 1, 2, 3, ...: which start of it this is; 0 before the first. */
  readonly run: number
  readonly status: 'stopped' | 'starting' | 'running' | 'paused' | 'stopping' | 'failed'
  /** The simulated instant that is reached; null when unknown. */
  readonly at: number | null
  readonly speed: EngineSpeed
  /** Simulated per wall time over the last seconds. */
  readonly achieved: number
  readonly lagMs: number
  /** Since it was started. */
  readonly events: number
  readonly rows: number
  readonly error: string | null
}

/** How long slices took to be simulated and recorded, as a histogram has it. */
export interface SliceTimes {
  readonly count: number
  /** Their sum. */
  readonly seconds: number
  /** How many took so many seconds at most, by bounds that grow. */
  readonly within: ReadonlyArray<readonly [bound: number, count: number]>
}

/** How many events, by type. */
export type TypeCounts = Readonly<Record<string, number>>

/** Where history begins and ends. */
export interface HistoryState {
  /** Business days, YYYY-MM-DD; null where there is none. */
  readonly from: string | null
  readonly to: string | null
  /** Simulated instant up to which everything is recorded, ISO 8601. */
  readonly simulatedTo: string | null
  readonly events: number
  /** Whether an interruption has kept it from the day that it was to reach. */
  readonly isUnfinished: boolean
}

/** What simulates, in a process of its own, so that who serves stays quick. One thing simulates at a time. */
export interface Engine {
  history(): Promise<HistoryState>
  /** The operation of a kind that was asked for last. */
  operation(kind: GenerationKind): Operation | undefined
  /** Whether history is being made, or deleted. */
  isGenerating(): boolean
  /** Starts `generate`. @throws EngineRefused */
  generate(kind: GenerationKind, range: GenerationRange): Promise<Operation>
  /** Ends an operation, keeping what it has made. @throws EngineRefused */
  cancel(id: string): Promise<Operation>
  simulation(): SimulationState
  /** Of all simulations that were started. */
  sliceTimes(): SliceTimes
  /** Recorded by all simulations that were started. */
  eventsByType(): TypeCounts
  /** Starts the simulation at the end of history. @throws EngineRefused */
  start(speed: EngineSpeed): Promise<SimulationState>
  /** Ends it; everything is kept. @throws EngineRefused */
  stop(): Promise<SimulationState>
  /** Carries out `pause`, `resume`, `step 2h` or `speed 60`. @throws EngineRefused */
  control(line: string): Promise<SimulationState>
  /**
   * Asks something of the company while it runs. What was asked under a key before is not done again, but answered again, also
   * when nobody heard the first answer. @throws EngineRefused, FieldsRefused, KeyRefused
   */
  request(wish: CompanyRequest, key?: string): Promise<TakenRequest>
  /** Deletes everything. @throws EngineRefused */
  clear(): Promise<void>
}
