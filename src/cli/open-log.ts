import type { ResolvedConfig } from '../config/resolve.ts'
import type { Config } from '../config/schema.ts'
import { continueWorld, differenceInWords, type WorldConfig } from '../config/world.ts'
import { DICTIONARY_FOLDER } from '../dictionaries/dictionary-folder.ts'
import { loadDictionaries } from '../dictionaries/load-dictionaries.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import type { EventStore } from '../event-store/port.ts'
import type { Company } from '../retail/company.ts'
import { MODEL_VERSION } from '../retail/model-version.ts'
import { type RunHistory, readRunHistory } from '../run-history.ts'
import { requireDataDirectory } from './data-directory.ts'
import { type EventLogOptions, logPlace, mayHaveLog, openEventLog } from './event-log.ts'
import type { CommandContext } from './command.ts'
import { timeZoneDigest } from './time-zone-digest.ts'
import { UsageError } from './usage-error.ts'

/** The log of a configuration, and the configuration that it was made with. */
export interface OpenLog extends AsyncDisposable {
  readonly store: EventStore
  readonly history: RunHistory
  /** As given, with the log's world where nobody asked for another. */
  readonly resolved: ResolvedConfig
}

/**
 * Opens the log of a configuration.
 * @throws UsageError when a key that shapes the world is set to something else than the log's.
 */
export async function openLog(resolved: ResolvedConfig, options: EventLogOptions): Promise<OpenLog> {
  const store = await openEventLog(resolved.config, options)
  try {
    const history = await readRunHistory(store)
    const { started } = history
    return {
      store,
      history,
      resolved: started === undefined ? resolved : withWorldOf(resolved, started.config),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    }
  } catch (error) {
    await store[Symbol.asyncDispose]()
    throw error
  }
}

/** Opens the log for commands that only look at it. @throws DataDirectoryError when there is none. */
export async function openExistingLog(
  resolved: ResolvedConfig,
  { log: { warn }, signal }: Pick<CommandContext, 'log' | 'signal'>,
): Promise<OpenLog & { readonly history: StartedHistory }> {
  const { event_store, paths } = resolved.config
  if (event_store.url === null) requireDataDirectory(paths.data)
  if (!mayHaveLog(resolved.config)) throw nothingYet(paths.data)
  const log = await openLog(resolved, { readOnly: true, warn, signal })
  if (log.history.started !== undefined) return log as OpenLog & { readonly history: StartedHistory }
  await log[Symbol.asyncDispose]()
  throw nothingYet(event_store.url === null ? paths.data : logPlace(resolved.config))
}

/** The history of a log that has begun. */
export type StartedHistory = RunHistory & { readonly started: NonNullable<RunHistory['started']> }

/** The dictionaries of the configuration; those that ship with the program when it names none. */
export function dictionariesOf(config: Config): Promise<Dictionaries> {
  return loadDictionaries(config.paths.dictionaries ?? DICTIONARY_FOLDER)
}

/** @throws UsageError when the log cannot be continued by this program with these dictionaries. */
export function checkContinuable({ started }: RunHistory, dictionaries: Dictionaries, company: Company): void {
  if (started === undefined) return
  const problems: string[] = []
  if (started.model_version !== MODEL_VERSION) {
    problems.push(`the log was made by model version ${started.model_version}, this is version ${MODEL_VERSION}`)
  }
  if (started.dictionary_digest !== dictionaries.digest) {
    problems.push('paths.dictionaries: the log was made with other dictionaries than these')
  }
  if (problems.length === 0 && started.time_zone_digest !== timeZoneDigest(company)) {
    problems.push(`the log was made with other time zone rules than those of this Node (${process.version})`)
  }
  if (problems.length > 0) throw new UsageError([...problems, beginAnother(company.config)])
}

function beginAnother({ event_store }: Config): string {
  const where =
    event_store.url === null
      ? 'name another directory with --data'
      : 'a server holds one company: use another server, or unset EVENTSTORE_URL,'
  return `The log was left as it is; ${where} to begin a new one.`
}

function withWorldOf(resolved: ResolvedConfig, logged: WorldConfig): ResolvedConfig {
  const { resolved: continued, differences } = continueWorld(resolved, logged)
  if (differences.length === 0) return continued
  throw new UsageError([...differences.map(differenceInWords), beginAnother(resolved.config)])
}

function nothingYet(place: string): UsageError {
  return new UsageError([`${place} holds no events yet; run \`tillstream generate\` first`])
}
