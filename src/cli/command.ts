import type { Environment } from '../config/environment.ts'
import type { FlagSetting, ResolvedConfig } from '../config/resolve.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Logger } from './logger.ts'
import type { Progress, ProgressOptions } from './progress.ts'

/** What a flag takes. */
export type FlagKind =
  | { readonly is: 'switch' }
  | { readonly is: 'text' }
  | { readonly is: 'list' }
  | { readonly is: 'date' }
  | { readonly is: 'whole'; readonly min: number; readonly max: number }
  /** The key's own bounds decide. */
  | { readonly is: 'config'; readonly key: string }
  /** SECTION.KEY=VALUE, any number of times. */
  | { readonly is: 'settings' }

/** A flag of a command. */
export interface Flag {
  /** Without dashes: `dry-run`. */
  readonly name: string
  readonly kind: FlagKind
  /** What stands for the value in the help: `DATE`. */
  readonly placeholder?: string
  readonly description: string
}

/** Values by flag name; absent when not given. Whole numbers are numbers, switches true, lists arrays, the rest text. */
export type FlagValues = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** A word after the command's name. */
export interface Argument {
  /** `<action>` when it must be given, `[action]` when it may. */
  readonly name: string
  readonly description: string
  readonly choices?: readonly string[]
}

/** One subcommand. Its file imports nothing heavy: `run` imports what it needs. */
export interface Subcommand {
  readonly name: string
  readonly summary: string
  readonly arguments?: readonly Argument[]
  readonly flags: readonly Flag[]
  /** Complete command lines with what they do. */
  readonly examples: readonly (readonly [line: string, meaning: string])[]
  readonly run: (context: CommandContext) => Promise<ExitCode>
}

/** What a command runs with. */
export interface CommandContext {
  readonly args: readonly string[]
  readonly flags: FlagValues
  /** What flags set in the configuration. */
  readonly settings: readonly FlagSetting[]
  /** Version of the program, `1.2.3`. */
  readonly version: string
  readonly host: Host
  /** Whether the result goes to standard output as JSON. */
  readonly json: boolean
  /** Aborted when the user wants to stop: finish cleanly and return. */
  readonly signal: AbortSignal
  readonly log: Logger
  /** Starts a progress display on standard error. */
  readonly progress: (options: ProgressOptions) => Progress
  /** Writes the result to standard output: the value as JSON with `--json`, else the text. */
  readonly result: (value: unknown, text: string) => void
  /** Asks on the terminal; undefined when there is none. */
  readonly ask: (question: string) => Promise<string | undefined>
  /** The effective configuration, read at the first call. @throws ConfigError */
  readonly config: () => Promise<ResolvedConfig>
}

/** What surrounds the program. */
export interface Host {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly cwd: string
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
  /** The process's own environment when absent. */
  readonly env?: Environment
}
