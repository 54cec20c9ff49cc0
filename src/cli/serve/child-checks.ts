import { randomUUID } from 'node:crypto'
import type { CheckedLaw, CheckKind, CheckRun, Checks, DigestRun, Verification } from '../../api/checks.ts'
import { type Engine, EngineRefused } from '../../api/engine.ts'
import type { Digest } from '../../digest/digest.ts'
import type { LawReport, LawTitle } from '../../verify/report.ts'
import { type ProgramEnd, type ProgramLine, type ProgramRun, runProgram } from './program-run.ts'

/** What checks work with. */
export interface ChecksParts {
  /** Flags that give every command our configuration. */
  readonly flags: readonly string[]
  readonly engine: Engine
  readonly laws: () => readonly LawTitle[]
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
  readonly log: (line: string) => void
}

interface Running {
  readonly kind: CheckKind
  readonly run: ProgramRun
  /** Settles when what it found is known. */
  readonly ending: Promise<void>
}

/** Runs `verify` and `digest` in a process of their own, one at a time. */
export class ChildChecks implements Checks, AsyncDisposable {
  readonly #parts: ChecksParts
  #verification: Verification | undefined
  #digest: DigestRun | undefined
  #running: Running | undefined
  #isStarting = false

  constructor(parts: ChecksParts) {
    this.#parts = parts
  }

  verification(): Verification | undefined {
    return this.#verification
  }

  digest(): DigestRun | undefined {
    return this.#digest
  }

  isRunning(): boolean {
    return this.#isStarting || this.#running !== undefined
  }

  async start(kind: CheckKind): Promise<CheckRun> {
    this.#assertIdle()
    this.#isStarting = true
    try {
      return this.#begin(await this.#newRun(kind), kind)
    } finally {
      this.#isStarting = false
    }
  }

  async cancel(kind: CheckKind): Promise<CheckRun> {
    if (this.#running?.kind !== kind) throw new EngineRefused('not running', `no ${kind} is running`)
    this.#running.run.interrupt()
    await this.#running.ending
    return this.#known(kind)
  }

  /** Forgets what was found in a history that is deleted. */
  clear(): void {
    this.#verification = undefined
    this.#digest = undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#running?.run.interrupt()
    await this.#running?.ending
  }

  /** Laws hold at the end of a slice in log and tables alike: neither may grow meanwhile. */
  #assertIdle(): void {
    if (this.isRunning()) throw new EngineRefused('busy', 'history is being checked already')
    const { engine } = this.#parts
    if (engine.isGenerating()) throw new EngineRefused('busy', 'history is being generated: end that first')
    const { status } = engine.simulation()
    if (status === 'starting' || status === 'running' || status === 'stopping')
      throw new EngineRefused('busy', `the simulation is ${status}: pause or stop it first`)
  }

  async #newRun(kind: CheckKind): Promise<CheckRun> {
    const { engine, now } = this.#parts
    const { events, simulatedTo } = await engine.history()
    if (events === 0) throw new EngineRefused('missing', 'there is no history yet: generate it first')
    const id = `${kind}_${randomUUID().slice(0, 8)}`
    return { id, status: 'running', startedAt: now(), endedAt: null, simulatedTo, events, error: null }
  }

  #begin(begun: CheckRun, kind: CheckKind): CheckRun {
    const { flags, log, laws } = this.#parts
    if (kind === 'verify') this.#verification = { ...begun, laws: laws().map(waiting) }
    else this.#digest = { ...begun, all: null, log: null, tables: {} }
    // With reports it ends when we are gone, too.
    const run = runProgram([kind, ...flags, '--report'], {
      onReport: (line) => this.#report(line),
      onLog: (line) => log(`${kind}: ${line}`),
    })
    this.#running = { kind, run, ending: this.#finish(kind, run) }
    return begun
  }

  #report(line: ProgramLine): void {
    if (line['report'] === 'law') this.#check(line as unknown as LawReport)
  }

  #check({ name, checked, violations, offenders }: LawReport): void {
    const known = this.#verification
    if (known === undefined) return
    const status = violations > 0 ? 'broken' : checked > 0 ? 'holds' : 'nothing to check'
    const laws = known.laws.map((law) => (law.name === name ? { ...law, status, checked, violations, offenders } : law))
    this.#verification = { ...known, laws } as Verification
  }

  async #finish(kind: CheckKind, run: ProgramRun): Promise<void> {
    const ended = await run.ended
    this.#running = undefined
    const how = { ...endOf(ended), endedAt: this.#parts.now() }
    if (kind === 'verify' && this.#verification !== undefined) this.#verification = { ...this.#verification, ...how }
    if (kind === 'digest' && this.#digest !== undefined)
      this.#digest = { ...this.#digest, ...how, ...digestParts(ended.result as unknown as Digest | undefined) }
  }

  #known(kind: CheckKind): CheckRun {
    const known = kind === 'verify' ? this.#verification : this.#digest
    if (known === undefined) throw new EngineRefused('not running', `no ${kind} was asked for`)
    return known
  }
}

function waiting({ law, name, says }: LawTitle): CheckedLaw {
  return { law, name, says, status: 'waiting', checked: 0, violations: 0, offenders: [] }
}

/** A verdict is a result, also when laws are broken and the command says so with its exit code. */
function endOf({ result, error, wasInterrupted }: ProgramEnd): Pick<CheckRun, 'status' | 'error'> {
  if (result !== undefined) return { status: 'completed', error: null }
  if (wasInterrupted) return { status: 'cancelled', error: null }
  return { status: 'failed', error: error ?? 'it ended without a result' }
}

function digestParts(digest: Digest | undefined): Partial<DigestRun> {
  if (digest === undefined) return {}
  const { all, log, tables } = digest
  return { all, log: { rows: log.events, sha256: log.sha256 }, tables }
}
