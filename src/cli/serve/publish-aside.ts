import { EngineRefused } from '../../api/engine.ts'
import type { SinkTest } from '../../api/streaming.ts'
import { type ProgramEnd, runProgram } from './program-run.ts'

/** Runs `publish` for something else than sending the log. */
export type RunAside = (flags: readonly string[]) => Promise<ProgramEnd>

/** Such runs with our configuration. */
export function asideRunner({
  flags: common,
  log,
}: {
  readonly flags: readonly string[]
  readonly log: (line: string) => void
}): RunAside {
  return async (flags) => {
    const listeners = { onReport: () => undefined, onLog: (line: string) => log(`publish: ${line}`) }
    return await runProgram(['publish', ...common, ...flags], listeners).ended
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
