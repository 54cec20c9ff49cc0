import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config/schema.ts'
import type { Database } from '../../database/connect.ts'
import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import { openRunStream } from '../../event-store/run-stream.ts'
import { RUN_STREAM } from '../../run-history.ts'
import type { CommandContext } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { openExistingLog } from '../open-log.ts'
import { openDatabase, warnOfMissingKeys } from '../open-tables.ts'
import { currentWriter } from '../writer-lock.ts'
import { type LogUntil, logUntil } from './log-until.ts'
import { checkSameLog, NO_TABLES, readTablePlaces, slowestSlice, type TablePlaces } from './table-places.ts'

/** A log and the tables that hold exactly what it tells. */
export interface History {
  readonly log: LogUntil
  readonly database: Database
  readonly config: Config
  /** @throws TablesElsewhere when the tables have moved since. */
  readonly assertStill: () => Promise<void>
}

/** The tables do not stand where the log ends. */
class TablesElsewhere extends Error {
  override readonly name = 'TablesElsewhere'
}

/**
 * Runs work that looks at a log and its tables, without the right to write; both are closed afterwards. Work whose user
 * wants to stop may fail in any way.
 */
export async function withHistory(
  context: CommandContext,
  work: (history: History) => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await open(context, work)
  } catch (error) {
    if (context.signal.aborted) return EXIT.done
    if (!(error instanceof TablesElsewhere)) throw error
    context.log.error(error.message)
    const told = { code: 'tables_behind', message: error.message, problems: [error.message] }
    if (context.json) context.result({ error: told }, '')
    return EXIT.checkFailed
  }
}

async function open(context: CommandContext, work: (history: History) => Promise<ExitCode>): Promise<ExitCode> {
  await using log = await openExistingLog(await context.config(), context)
  const { config } = log.resolved
  const { lastSlice } = await openRunStream(log.store, RUN_STREAM)
  if (config.database.url === null && !existsSync(join(config.paths.data, 'postgres'))) {
    assertComplete(NO_TABLES, lastSlice, config)
  }
  await using database = await openDatabase(config, context.log)
  const assertStill = async () => {
    const places = await readTablePlaces(database.pool)
    checkSameLog(places, log.history.started.log_id)
    assertComplete(places, lastSlice, config)
  }
  await assertStill()
  await warnOfMissingKeys(database, context.log)
  return await work({
    log: logUntil(log.store, lastSlice?.to ?? 0, context.signal),
    database,
    config,
    assertStill,
  })
}

/** @throws TablesElsewhere unless every table has taken in exactly the slices of the log. */
function assertComplete(places: TablePlaces, lastSlice: RecordedSlice | undefined, { paths }: Config): void {
  const last = lastSlice?.number ?? 0
  const behind = last - slowestSlice(places)
  const ahead = Math.max(...places.slices.values()) - last
  if (behind === 0 && ahead <= 0) return
  const writer = currentWriter(paths.data)
  const wait = writer && `wait for process ${writer.pid}, which is writing`
  throw new TablesElsewhere(
    behind > 0
      ? `tables are ${slices(behind)} behind the log: ${wait ?? 'run `tillstream project`'}`
      : `tables are ${slices(ahead)} ahead of the log that was read: ${wait ?? 'ask again; an older log needs `tillstream project --rebuild`'}`,
  )
}

function slices(count: number): string {
  return `${count} ${count === 1 ? 'slice' : 'slices'}`
}
