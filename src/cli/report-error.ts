import { EXIT, type ExitCode } from './exit-codes.ts'
import type { AdjustableLogger } from './logger.ts'
import { isCommanderError } from './program.ts'

/** An error as people and programs are told of it. */
export interface ErrorReport {
  readonly exitCode: ExitCode
  /** `wrong_input`, `unreachable` or `unexpected`. */
  readonly code: string
  /** Each a line. */
  readonly problems: readonly string[]
}

/** What the user asked for cannot be done with what is there. */
const WRONG_INPUT = new Set([
  'ConfigError',
  'UsageError',
  'DictionaryError',
  'MasterDataError',
  'DataDirectoryError',
  'ForeignLog',
  'MigrationFailed',
  'SimulationDiverged',
  'UnknownEventType',
  'UnknownTable',
  'WrongExpectedRevision',
])
const UNREACHABLE = new Set([
  'EventStoreUnavailable',
  'DatabaseUnavailable',
  'CheckpointsMoved',
  'PublisherMoved',
  'SinkRefused',
  'SinkUnavailable',
])
/** Of the system, and SQLSTATEs of a connection that is lost or a server that ends. */
const UNREACHABLE_CODES = /^(?:ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|EPIPE|08\w{3}|57P0\w)$/
/** What the database driver says of a lost connection, without a code. */
const LOST_CONNECTION = /^Connection terminated|^Client was closed|connection error and is not queryable/

/** A server that answers, but lets nobody into the database at the moment; its SQLSTATE says other things as well. */
const REFUSING = /^database .* is not currently accepting connections$/

/** Ports name their failures, so that nothing heavy is imported here to recognise them. */
function kindOf(error: Error): 'wrong_input' | 'unreachable' | 'unexpected' {
  if (WRONG_INPUT.has(error.name) || isCommanderError(error)) return 'wrong_input'
  return isUnreachable(error) ? 'unreachable' : 'unexpected'
}

/** Whether an error says that a service is away: the same may succeed later. */
export function isUnreachable(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : undefined
  const lost = code === undefined ? LOST_CONNECTION.test(error.message) : UNREACHABLE_CODES.test(code)
  return lost || REFUSING.test(error.message) || UNREACHABLE.has(error.name)
}

const EXIT_CODES = { wrong_input: EXIT.wrongInput, unreachable: EXIT.unreachable, unexpected: EXIT.checkFailed }

/** What an error means for the user; what looks like a secret is hidden, and what `redact` knows to be one. */
export async function toReport(thrown: unknown, redact = (text: string) => text): Promise<ErrorReport> {
  const { redactText } = await import('../config/redact.ts')
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const code = kindOf(error)
  const text = error.message.replace(/^error: /, '').replace(/\n\((.*)\)$/s, ' ($1)')
  return { exitCode: EXIT_CODES[code], code, problems: redact(redactText(text)).split('\n') }
}

/** Tells of an error: for people on standard error, with `--json` also as `{"error": {...}}` on standard output. */
export function printReport(report: ErrorReport, error: unknown, log: AdjustableLogger): void {
  for (const problem of report.problems) log.error(problem)
  const stack = error instanceof Error && report.code === 'unexpected' ? error.stack : undefined
  if (stack !== undefined && log.level !== 'debug') log.error('--log-level debug shows where this happened')
  if (stack !== undefined) log.debug(stack)
}
