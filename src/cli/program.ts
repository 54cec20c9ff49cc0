import { Argument, Command, type CommanderError, Option } from 'commander'
import type { Flag, Subcommand } from './command.ts'
import type { RawFlags } from './flag-values.ts'
import { GLOBAL_FLAGS } from './flags.ts'
import { COMMANDS } from './registry.ts'

/** What the command line asks for. */
export interface Invocation {
  readonly command: Subcommand
  readonly args: readonly string[]
  readonly raw: RawFlags
}

/** Where help goes, and what runs. */
export interface ProgramOptions {
  readonly version: string
  readonly writeHelp: (text: string) => void
  readonly onInvocation: (invocation: Invocation) => void
}

const SUMMARY = 'A whole retail company as one deterministic, event-sourced simulation.'
const EXIT_CODES = `
Exit codes: 0 done, 1 a check failed, 2 wrong input, 3 a service is unreachable or refuses, 130 interrupted (state is safe).
`

function toOption(flag: Flag): Option {
  if (flag.kind.is === 'switch') return new Option(`--${flag.name}`, flag.description)
  const option = new Option(`--${flag.name} <${flag.placeholder ?? 'VALUE'}>`, flag.description)
  const repeats = flag.kind.is === 'settings' || flag.kind.is === 'list'
  return repeats ? option.argParser((text, before: readonly string[] | undefined) => [...(before ?? []), text]) : option
}

function examplesText(examples: Subcommand['examples']): string {
  const width = Math.max(...examples.map(([line]) => line.length))
  return ['', 'Examples:', ...examples.map(([line, meaning]) => `  ${line.padEnd(width)}  ${meaning}`), ''].join('\n')
}

function rawFlags(flags: readonly Flag[], values: Record<string, unknown>): RawFlags {
  const entries = flags.map((flag) => [flag.name, values[toOption(flag).attributeName()]])
  return Object.fromEntries(entries) as RawFlags
}

function configure(parsed: Command, command: Subcommand, options: ProgramOptions): void {
  parsed.summary(command.summary).description(command.summary)
  for (const flag of command.flags) parsed.addOption(toOption(flag))
  for (const { name, description, choices } of command.arguments ?? []) {
    const argument = new Argument(name, description)
    parsed.addArgument(choices ? argument.choices(choices) : argument)
  }
  parsed.addHelpText('after', examplesText(command.examples))
  parsed.action(() => {
    const raw = rawFlags([...GLOBAL_FLAGS, ...command.flags], parsed.optsWithGlobals())
    options.onInvocation({ command, args: parsed.args, raw })
  })
}

/** Loads the files of the commands that the command line names, or all of them. */
async function load(argv: readonly string[]): Promise<readonly Subcommand[]> {
  const named = Object.keys(COMMANDS).filter((name) => argv.includes(name) && argv[0] !== 'help')
  const names = named.length > 0 ? named : Object.keys(COMMANDS)
  const files = await Promise.all(names.map((name) => COMMANDS[name]?.()))
  return files.flatMap((file) => (file ? [file.command] : []))
}

function rootProgram(options: ProgramOptions): Command {
  const program = new Command('tillstream').description(SUMMARY).version(options.version)
  program.configureHelp({ showGlobalOptions: true })
  program.configureOutput({ writeOut: options.writeHelp, writeErr: options.writeHelp, outputError: () => {} })
  program.exitOverride()
  for (const flag of GLOBAL_FLAGS) program.addOption(toOption(flag))
  program.addHelpText('after', EXIT_CODES)
  return program
}

/**
 * Understands the command line, or prints the help that it asks for.
 * @throws CommanderError when it cannot be understood, or when help was printed.
 */
export async function parseCommandLine(argv: readonly string[], options: ProgramOptions): Promise<void> {
  const program = rootProgram(options)
  for (const command of await load(argv)) configure(program.command(command.name), command, options)
  await program.parseAsync([...argv], { from: 'user' })
}

/** Whether an error is commander's: a wrong command line, or help that was shown. */
export function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.')
}
