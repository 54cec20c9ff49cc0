import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config/schema.ts'
import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import { foundCompany } from '../../retail/found-company.ts'
import { type DayNumber, dateText, dayNumberOf } from '../../time/business-date.ts'
import { companyEnd, type TimeZone, timeZone } from '../../time/time-zone.ts'
import type { CommandContext } from '../command.ts'
import { logPlace } from '../event-log.ts'
import { checkContinuable, dictionariesOf, openExistingLog, type StartedHistory } from '../open-log.ts'
import { openDatabase, warnOfMissingKeys } from '../open-tables.ts'
import { readTablePlaces } from '../history/table-places.ts'
import { currentWriter, type Writer } from '../writer-lock.ts'
import { type DiskUse, diskUseOf } from './disk-use.ts'
import { countTypes, eventsBehind, readSliceList } from './log-status.ts'
import { countTables, readerPlaces, sinkPlaces, type TableRows, zoneNames } from './table-status.ts'

/** How a data directory stands. */
export interface Status {
  readonly data: string
  /** The process that writes now. */
  readonly writer: Partial<Writer> | null
  readonly history: Reach
  readonly log: {
    /** A file, or a server without its secrets. */
    readonly place: string
    readonly id: string
    readonly events: number
    readonly slices: number
    readonly simulated_to: string | null
    /** Events by type, when they were asked for. */
    readonly types?: Readonly<Record<string, number>>
  }
  /** Null when there is no database yet; with `problem` when it cannot be asked. */
  readonly database: DatabaseStatus | { readonly problem: string } | null
  readonly disk_bytes: DiskUse
}

/** Business days of history. */
export interface Reach {
  readonly from: string
  /** The last that is complete; null when none is. */
  readonly to: string | null
  /** The last that `generate` was asked for, when that is not reached; null when it is. */
  readonly unfinished_target: string | null
}

/** How the tables stand. */
export interface DatabaseStatus {
  readonly embedded: boolean
  readonly readers: readonly ReaderStatus[]
  readonly sinks: readonly SinkStatus[]
  readonly tables: Readonly<Record<string, TableRows>>
}

/** How far a reader of the log has come. */
export interface ReaderStatus {
  readonly reader: string
  readonly slice: number
  readonly lag_slices: number
  readonly lag_events: number
}

/** How far the log was published to a sink. */
export interface SinkStatus {
  readonly sink: string
  readonly lag_events: number
  readonly dead_letters: number
}

/** Looks at a data directory; nothing is changed, also while another process writes. */
export async function readStatus(context: CommandContext): Promise<Status> {
  await using log = await openExistingLog(await context.config(), context)
  const { config } = log.resolved
  const { data } = config.paths
  const slices = await readSliceList(log.store)
  const { zones, database } = await readTables(context, config, { slices, logId: log.history.started.log_id })
  const end = slices.at(-1)?.to
  return {
    data,
    writer: currentWriter(data) ?? null,
    history: await reachOf(log.history, end, zones ?? (() => zonesOfCompany(config, log.history))),
    log: {
      place: logPlace(config),
      id: log.history.started.log_id,
      events: eventsBehind(slices, 0),
      slices: slices.length,
      simulated_to: end === undefined ? null : new Date(end).toISOString(),
      ...(context.flags.types === true && { types: await countTypes(log.store) }),
    },
    database,
    disk_bytes: diskUseOf(data),
  }
}

const OTHER_LOG = 'made from another event log than this one: `tillstream project --rebuild` makes them anew'

export type Zones = () => Promise<readonly TimeZone[]>

async function readTables(
  context: CommandContext,
  config: Config,
  { slices, logId }: { readonly slices: readonly RecordedSlice[]; readonly logId: string },
): Promise<{ zones?: Zones; database: Status['database'] }> {
  if (config.database.url === null && !existsSync(join(config.paths.data, 'postgres'))) return { database: null }
  try {
    await using database = await openDatabase(config, context.log)
    const { rows } = await database.pool.query<{ there: boolean }>(
      "SELECT to_regclass('tillstream.checkpoints') IS NOT NULL AS there",
    )
    if (!rows[0]?.there) return { database: null }
    const { logId: bound } = await readTablePlaces(database.pool)
    if (bound !== undefined && bound !== logId) return { database: { problem: OTHER_LOG } }
    await warnOfMissingKeys(database, context.log)
    const names = await zoneNames(database.pool)
    const readers = (await readerPlaces(database.pool)).map(({ reader, slice }) => ({
      reader,
      slice,
      lag_slices: (slices.at(-1)?.number ?? 0) - slice,
      lag_events: eventsBehind(slices, slice),
    }))
    const sinks = (await sinkPlaces(database.pool, logId)).map(({ sink, slice, eventsDone, deadLetters }) => ({
      sink,
      lag_events: eventsBehind(slices, slice) - eventsDone,
      dead_letters: deadLetters,
    }))
    const tables = await countTables(database.pool, context.flags.exact === true)
    const zones: Zones | undefined = names.length === 0 ? undefined : async () => names.map((name) => timeZone(name))
    return { ...(zones && { zones }), database: { embedded: database.embedded, readers, sinks, tables } }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'DatabaseUnavailable') throw error
    return { database: { problem: error.message } }
  }
}

/** Slow for a large company, so only where the tables cannot say it. */
export async function zonesOfCompany(config: Config, history: StartedHistory): Promise<readonly TimeZone[]> {
  const dictionaries = await dictionariesOf(config)
  const company = foundCompany(config, dictionaries)
  checkContinuable(history, dictionaries, company)
  const { storeZones, dcZones } = company
  return [...storeZones, ...dcZones]
}

/** The business days of a history whose log ends at an instant. */
export async function reachOf(
  { started, endDate }: StartedHistory,
  end: number | undefined,
  zones: Zones,
): Promise<Reach> {
  const startDay = dayNumberOf(started.start_date)
  const endDay = end === undefined ? startDay : firstIncomplete(await zones(), startDay, end)
  const isOpen = endDate !== undefined && dayNumberOf(endDate) > endDay
  return {
    from: started.start_date,
    to: endDay > startDay ? dateText(endDay - 1) : null,
    unfinished_target: isOpen ? dateText(dayNumberOf(endDate) - 1) : null,
  }
}

function firstIncomplete(zones: readonly TimeZone[], startDay: DayNumber, end: number): DayNumber {
  let day = startDay
  while (companyEnd(zones, day + 1) <= end) day++
  return day
}
