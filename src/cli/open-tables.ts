import type { Client } from 'pg'
import { projections } from '../../projections/index.ts'
import type { Config } from '../config/schema.ts'
import { connectDatabase, type Database } from '../database/connect.ts'
import { buildKeys, deferKeys, missingKeys } from '../database/deferred-keys.ts'
import { type DimensionLoad, writeDimensions } from '../database/dimension-writer.ts'
import { datesAround } from '../database/dimensions/date-table.ts'
import { migrate } from '../database/migrate.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import { openProjector, type Projector } from '../projection/projector.ts'
import type { Company } from '../retail/company.ts'
import { expectsEvents } from '../retail/slice-ends.ts'
import { truthOf } from '../retail/truth/truth-of.ts'
import type { SimTime } from '../time/sim-time.ts'
import type { CommandContext } from './command.ts'
import { interruptible } from './history/interruptible.ts'
import { readTablePlaces } from './history/table-places.ts'
import type { Logger } from './logger.ts'

/** Connects to the configured database, or starts the embedded one. */
export function openDatabase({ database, paths }: Config, log: Logger): Promise<Database> {
  return connectDatabase({
    databaseUrl: database.url ?? undefined,
    dataDir: paths.data,
    port: database.port,
    log: (line) => log.debug(line),
    warn: (line) => log.warn(line),
  })
}

/** Brings the schema up to date. */
export async function migrateTables(database: Database): Promise<void> {
  const client = await database.connect()
  try {
    await migrate(client)
  } finally {
    await client.end()
  }
}

/** Fills the dimensions of a migrated database; nothing happens when they hold this company already. */
export async function fillDimensions(
  database: Database,
  company: Company,
  dictionaries: Dictionaries,
): Promise<DimensionLoad> {
  const client = await database.connect()
  try {
    const dates = datesAround(company.startDay, company.demand.calendar)
    const { promotions, storeTypes } = dictionaries
    const { master: masterData, startDay } = company
    return await writeDimensions(client, {
      masterData,
      promotions,
      storeTypes,
      truth: truthOf(company),
      dates,
      startDay,
    })
  } finally {
    await client.end()
  }
}

/** A log as its tables know it: its id, and how far it goes. */
export interface LogPlace {
  readonly logId: string
  /** Number of the last slice, 0 for none: tables that are ahead of their log are refused. */
  readonly lastSlice: number
}

/** From so many events on, tables are loaded without keys; with fewer, dropping and building them costs more than it saves. */
const MANY_EVENTS = 200_000
const BUILDING_SESSIONS = 2
/** Tables whose rows stay as they are added: nothing looks for a row while they are loaded. */
const UNCHANGING = projections.filter(({ changing }) => changing === undefined).map(({ table }) => table)

/** Leaves keys and indexes of empty fact tables for later when what is to be loaded is so much that it pays. */
export async function deferKeysFor(
  database: Database,
  company: Company,
  range: readonly [SimTime, SimTime],
): Promise<void> {
  const client = await database.connect()
  try {
    const { slices } = await readTablePlaces(client)
    const isFirst = Math.max(...slices.values()) === 0
    if (isFirst && expectsEvents(company, MANY_EVENTS, range)) await deferKeys(client, UNCHANGING)
  } finally {
    await client.end()
  }
}

/** Builds what was left for later, unless that is interrupted: then the next call does it. */
export async function buildDeferredKeys(database: Database, { log, signal }: CommandContext): Promise<void> {
  const missing = await missingKeys(database.pool)
  if (missing === 0) return
  if (signal.aborted) return warnOfMissingKeys(database, log)
  log.info(`building ${missing} keys and indexes of the fact tables`)
  const { connect } = interruptible(database, signal)
  const clients: Client[] = []
  try {
    for (let session = 0; session < BUILDING_SESSIONS; session++) clients.push(await connect())
    await buildKeys(clients, signal)
  } catch (error) {
    if (!signal.aborted) throw error
    await warnOfMissingKeys(database, log)
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()))
  }
}

/** Says so when tables lack keys, which makes asking slow and nothing wrong. */
export async function warnOfMissingKeys(database: Database, log: Logger): Promise<void> {
  if ((await missingKeys(database.pool)) === 0) return
  log.warn(
    'the first load was interrupted before keys and indexes were built, so that SQL is slow: `tillstream project` builds them',
  )
}

/** The projector of a log into a migrated database. */
export function openFactTables(database: Database, log: LogPlace, signal?: AbortSignal): Promise<Projector> {
  return openProjector({ projections, ...log, connect: () => database.connect(), signal })
}
