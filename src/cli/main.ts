import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FlagSetting } from '../config/resolve.ts'
import { PACKAGE_ROOT } from '../package-root.ts'
import type { Host } from './command.ts'
import { createContext } from './context.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { type ReadFlags, readFlags } from './flag-values.ts'
import { GLOBAL_FLAGS } from './flags.ts'
import { type Interrupt, listenForInterrupt } from './interrupt.ts'
import { type AdjustableLogger, createLogger, LOG_LEVELS } from './logger.ts'
import { type Invocation, isCommanderError, parseCommandLine } from './program.ts'
import { printReport, toReport } from './report-error.ts'
import { createTerminal, type Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

function processHost(): Host {
  const { stdin, stdout, stderr } = process
  return { stdin, stdout, stderr, cwd: process.cwd(), now: Date.now }
}

/** The program's version. */
function ownVersion(): string {
  return (JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string }).version
}

/** What to run; undefined when help was asked for and shown. @throws UsageError for `--json` without a command. */
async function understand(argv: readonly string[], host: Host): Promise<Invocation | 'nothing' | undefined> {
  let found: Invocation | undefined
  let help = ''
  try {
    await parseCommandLine(argv, {
      version: ownVersion(),
      writeHelp: (text) => {
        help += text
      },
      onInvocation: (invocation) => {
        found = invocation
      },
    })
  } catch (error) {
    if (!isCommanderError(error) || (error.exitCode !== 0 && error.code !== 'commander.help')) throw error
    if (error.exitCode !== 0 && argv.includes('--json'))
      throw new UsageError(['no command is given; `tillstream --help` lists them'])
    host.stdout.write(help)
    if (error.exitCode !== 0) return 'nothing'
  }
  return found
}

/** Wrong flags are reported together with what is wrong about the configuration that the others ask for. */
async function refuse(read: ReadFlags, config: () => Promise<unknown>): Promise<never> {
  const others = await config().then(
    () => [],
    (error: Error) => (error.name === 'ConfigError' ? error.message.split('\n') : []),
  )
  throw new UsageError([...read.problems, ...others])
}

interface Surroundings {
  readonly host: Host
  readonly terminal: Terminal
  readonly log: AdjustableLogger
  readonly interrupt: Interrupt
}

function levelFrom(settings: readonly FlagSetting[], log: AdjustableLogger): void {
  const asked = settings.find((setting) => setting.path === 'log_level')?.value
  log.level = LOG_LEVELS.find((level) => level === asked) ?? log.level
}

async function execute({ command, args, raw }: Invocation, around: Surroundings): Promise<ExitCode> {
  const { log, interrupt } = around
  const read = readFlags([...GLOBAL_FLAGS, ...command.flags], raw)
  levelFrom(read.settings, log)
  const context = createContext({ ...around, version: ownVersion(), signal: interrupt.signal, args, read })
  if (read.problems.length > 0) await refuse(read, context.config)
  const code = await command.run(context)
  return interrupt.byUser() ? EXIT.interrupted : code
}

/** A reader such as `head` may close the pipe early; that is no error, but there is no more need to work. */
function endQuietlyWithPipe(stdout: NodeJS.WriteStream, stop: () => void): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    stop()
  })
}

/** Work that was ended, or output that nobody reads any more. */
function isOfEnding(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || (error as NodeJS.ErrnoException).code === 'EPIPE')
}

async function fail(
  error: unknown,
  argv: readonly string[],
  { host, log, interrupt }: Surroundings,
): Promise<ExitCode> {
  if (interrupt.signal.aborted && isOfEnding(error)) return interrupt.byUser() ? EXIT.interrupted : EXIT.done
  const report = await toReport(error, log.redact)
  printReport(report, error, log)
  const { code, problems } = report
  // Whoever stops waiting for a service that is away has not lost anything.
  const exitCode = interrupt.byUser() && code === 'unreachable' ? EXIT.interrupted : report.exitCode
  if (argv.includes('--json'))
    host.stdout.write(`${JSON.stringify({ error: { code, message: problems.join('\n'), problems } })}\n`)
  return exitCode
}

/** Runs one command line and returns its exit code. */
export async function runCli(argv: readonly string[], host: Host = processHost()): Promise<number> {
  const terminal = createTerminal(host.stderr)
  const log = createLogger(terminal, 'info')
  using interrupt = listenForInterrupt(host.now, () => {
    log.info('Stopping; press Ctrl-C again to stop at once.')
  })
  const around = { host, terminal, log, interrupt }
  endQuietlyWithPipe(host.stdout, interrupt.stop)
  try {
    const invocation = await understand(argv, host)
    if (invocation === 'nothing') return EXIT.wrongInput
    if (invocation === undefined) return EXIT.done
    return await execute(invocation, around)
  } catch (error) {
    return await fail(error, argv, around)
  } finally {
    terminal.status('')
  }
}
