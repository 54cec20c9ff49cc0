import { projections } from '../../projections/index.ts'
import type { Config } from '../config/schema.ts'
import { connectDatabase, type Database } from '../database/connect.ts'
import { type DimensionLoad, writeDimensions } from '../database/dimension-writer.ts'
import { datesAround } from '../database/dimensions/date-table.ts'
import { migrate } from '../database/migrate.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import { openProjector, type Projector } from '../projection/projector.ts'
import type { Company } from '../retail/company.ts'
import { truthOf } from '../retail/truth/truth-of.ts'
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

/** The projector of a log into a migrated database. */
export function openFactTables(database: Database, log: LogPlace, signal?: AbortSignal): Promise<Projector> {
  return openProjector({ projections, ...log, connect: () => database.connect(), signal })
}
