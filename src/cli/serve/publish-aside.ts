import { EngineRefused } from '../../api/engine.ts'
import type { SinkTest } from '../../api/streaming.ts'
import { type ProgramEnd, type ProgramRun, runProgram } from './program-run.ts'

/** Runs `publish` for something else than sending the log. */
export type RunAside = (flags: readonly string[]) => Promise<ProgramEnd>

/** Such runs with our configuration; disposing ends those under way. */
export class AsideRuns implements AsyncDisposable {
  readonly #flags: readonly string[]
  readonly #log: (line: string) => void
  readonly #underWay = new Set<ProgramRun>()

  constructor(flags: readonly string[], log: (line: string) => void) {
    this.#flags = flags
    this.#log = (line) => log(`publish: ${line}`)
  }

  isBusy(): boolean {
    return this.#underWay.size > 0
  }

  readonly run: RunAside = async (flags) => {
    const listeners = { onReport: () => undefined, onLog: this.#log }
    const run = runProgram(['publish', ...this.#flags, ...flags], listeners)
    this.#underWay.add(run)
    try {
      return await run.ended
    } finally {
      this.#underWay.delete(run)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const runs = [...this.#underWay]
    for (const { interrupt } of runs) interrupt()
    await Promise.all(runs.map(({ ended }) => ended))
  }
}

/** Asks the sink whether it would take events. */
export async function testSink(run: RunAside, missing: string | undefined): Promise<SinkTest> {
  const began = performance.now()
  const { error, result } = missing === undefined ? await run(['--check']) : { error: missing }
  const ms = Math.round(performance.now() - began)
  if (error !== undefined) return { ok: false, message: error, ms, facts: {} }
  const { sink, facts } = result as unknown as { readonly sink: string; readonly facts: SinkTest['facts'] }
  return { ok: true, message: `${sink} would take events`, ms, facts }
}

/** Moves the place of the publisher to the end of the log. @throws EngineRefused */
export async function skipToEnd(run: RunAside): Promise<void> {
  const { error } = await run(['--from=end'])
  if (error !== undefined) throw new EngineRefused('missing', error)
}

/** Sends dead letters again. @throws EngineRefused */
export async function retryLetters(
  run: RunAside,
  missing: string | undefined,
): Promise<{ readonly sent: number; readonly left: number }> {
  if (missing !== undefined) throw new EngineRefused('missing', missing)
  const { error, result } = await run(['--retry-dead-letters'])
  if (result === undefined) throw new EngineRefused('missing', error ?? 'the sink said nothing')
  const { sent, left } = result as unknown as { readonly sent: number; readonly left: number }
  return { sent, left }
}
