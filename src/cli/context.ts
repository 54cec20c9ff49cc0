import { createInterface } from 'node:readline/promises'
import type { FlagSetting, ResolvedConfig } from '../config/resolve.ts'
import type { CommandContext, Host } from './command.ts'
import type { ReadFlags } from './flag-values.ts'
import type { AdjustableLogger } from './logger.ts'
import { createProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'

/** What a context is made from. */
export interface ContextParts {
  readonly host: Host
  readonly version: string
  readonly terminal: Terminal
  readonly log: AdjustableLogger
  readonly signal: AbortSignal
  readonly args: readonly string[]
  readonly read: ReadFlags
}

const SILENT = { update: () => {}, finish: () => {} }

async function resolveFor({ host, read, log, terminal }: ContextParts): Promise<ResolvedConfig> {
  const [{ resolveConfig }, { ownEnvironment }, { redactText, secretsOf }] = await Promise.all([
    import('../config/resolve.ts'),
    import('../config/environment.ts'),
    import('../config/redact.ts'),
  ])
  const resolved = resolveConfig({
    file: read.values.config as string | undefined,
    env: host.env ?? ownEnvironment(),
    flags: ownSettingsLast(read.settings),
    preset: read.values.preset as string | undefined,
    cwd: host.cwd,
    today: new Date(host.now()).toISOString().slice(0, 10),
  })
  const secrets = secretsOf(resolved.config)
  log.redact = (text) => redactText(text, secrets)
  log.level = resolved.config.log_level
  if (resolved.config.log_format === 'json') log.writer = (await import('./json-log.ts')).jsonWriter(terminal)
  for (const warning of resolved.warnings) log.warn(warning)
  return resolved
}

/** A flag of its own says more than `--set`. */
function ownSettingsLast(settings: readonly FlagSetting[]): readonly FlagSetting[] {
  return settings.toSorted((a, b) => Number(a.flag !== '--set') - Number(b.flag !== '--set'))
}

/** Ctrl-C at the question is Ctrl-C for the command; Ctrl-D is an empty answer. */
async function ask({ stdin, stderr }: Host, question: string, signal: AbortSignal): Promise<string | undefined> {
  if (!stdin.isTTY) return undefined
  const prompt = createInterface({ input: stdin, output: stderr })
  prompt.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  const closed = new Promise<string>((resolve) => prompt.once('close', () => resolve('')))
  try {
    return await Promise.race([prompt.question(question, { signal }), closed])
  } finally {
    prompt.close()
  }
}

/** What a command runs with, made from the command line and the host. */
export function createContext(parts: ContextParts): CommandContext {
  const { host, version, terminal, log, signal, args, read } = parts
  let resolved: Promise<ResolvedConfig> | undefined
  const json = read.values.json === true
  const quiet = () => log.level === 'error' || log.level === 'warn'
  return {
    args,
    flags: read.values,
    settings: read.settings,
    version,
    host,
    json,
    signal,
    log,
    progress: (options) => (quiet() || log.writer !== undefined ? SILENT : createProgress(options, terminal, host.now)),
    result: (value, text) => void host.stdout.write(`${json ? JSON.stringify(value) : text}\n`),
    ask: (question) => ask(host, question, signal),
    config: () => (resolved ??= resolveFor(parts)),
  }
}
