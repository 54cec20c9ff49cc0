/** A law and what checking it has found so far. */
export interface CheckedLaw {
  readonly law: number
  readonly name: string
  /** One sentence that an outsider understands. */
  readonly says: string
  readonly status: 'waiting' | 'holds' | 'broken' | 'nothing to check'
  /** Rows or events that it was held against. */
  readonly checked: number
  readonly violations: number
  /** The first few, each as a sentence. */
  readonly offenders: readonly string[]
}

/** A check that somebody asked for. */
export interface CheckRun {
  readonly id: string
  readonly status: 'running' | 'completed' | 'failed' | 'cancelled'
  /** Wall time, milliseconds since the Unix epoch. */
  readonly startedAt: number
  readonly endedAt: number | null
  /** What was checked: history up to this simulated instant, ISO 8601. */
  readonly simulatedTo: string | null
  readonly events: number
  readonly error: string | null
}

/** The laws, held against log and tables. */
export interface Verification extends CheckRun {
  readonly laws: readonly CheckedLaw[]
}

/** A part of a digest. */
export interface DigestPart {
  /** Events of the log, or rows of a table. */
  readonly rows: number
  readonly sha256: string
}

/** What identifies history. */
export interface DigestRun extends CheckRun {
  /** Null before it is known. */
  readonly all: string | null
  readonly log: DigestPart | null
  readonly tables: Readonly<Record<string, DigestPart>>
}

export type CheckKind = 'verify' | 'digest'

/** What checks history, in processes of its own; of each kind the last one is known. */
export interface Checks {
  verification(): Verification | undefined
  digest(): DigestRun | undefined
  /** @throws EngineRefused while another one runs, while history grows, or when there is none. */
  start(kind: CheckKind): Promise<CheckRun>
  /** @throws EngineRefused when none is running. */
  cancel(kind: CheckKind): Promise<CheckRun>
}
