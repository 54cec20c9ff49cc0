import { projections } from '../../../projections/index.ts'
import { didYouMean } from '../../config/nearest.ts'
import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import type { EventStore } from '../../event-store/port.ts'
import { readSlices, type Slice } from '../../event-store/reader.ts'
import { openRunStream } from '../../event-store/run-stream.ts'
import type { ProjectorOptions } from '../../projection/projector.ts'
import { emptyTables, projectLog, type SliceSource } from '../../projection/rebuild.ts'
import { startOfDay } from '../../retail/company.ts'
import { foundCompany } from '../../retail/found-company.ts'
import { RUN_STREAM } from '../../run-history.ts'
import type { CommandContext } from '../command.ts'
import { openDataDirectory, requireDataDirectory } from '../data-directory.ts'
import { checkSameLog, readTablePlaces } from '../history/table-places.ts'
import { checkContinuable, dictionariesOf, openExistingLog } from '../open-log.ts'
import { buildDeferredKeys, deferKeysFor, fillDimensions, migrateTables, openDatabase } from '../open-tables.ts'
import { UsageError } from '../usage-error.ts'
import { acquireWriter } from '../writer-lock.ts'

/** What `project` has done. */
export interface Projected {
  /** Fact tables that were emptied first. */
  readonly rebuilt: readonly string[]
  readonly events: number
  readonly rows: number
  readonly seconds: number
  readonly interrupted: boolean
  /** Rows that this call added, by fact table. */
  readonly tables: Readonly<Record<string, number>>
}

/** Makes of the log what the tables lack, or all of the tables that shall be rebuilt. */
export async function project(context: CommandContext): Promise<Projected> {
  const rebuilt = tablesToRebuild(context)
  const resolved = await context.config()
  const { event_store, paths } = resolved.config
  await using stack = new AsyncDisposableStack()
  if (event_store.url === null) stack.use(lockOf(paths.data))
  await using log = await openExistingLog(resolved, context)
  if (event_store.url !== null) {
    // A server's log may be projected anywhere.
    openDataDirectory(paths.data)
    stack.use(acquireWriter(paths.data))
  }
  const { config } = log.resolved
  const dictionaries = await dictionariesOf(config)
  const company = foundCompany(config, dictionaries)
  checkContinuable(log.history, dictionaries, company)
  const { lastSlice } = await openRunStream(log.store, RUN_STREAM)
  const logId = log.history.started.log_id
  await using database = await openDatabase(config, context.log)
  if (rebuilt.length < projections.length) checkSameLog(await readTablePlaces(database.pool), logId)
  await migrateTables(database)
  const place = { projections, logId, lastSlice: lastSlice?.number ?? 0 }
  const options = { ...place, connect: () => database.connect(), signal: context.signal }
  // Before the dimensions: a crash in between leaves no facts that belong to other dimensions, and the next call goes on from there.
  if (rebuilt.length > 0) await asUsageError(() => emptyTables(options, rebuilt))
  await fillDimensions(database, company, dictionaries)
  const start = startOfDay(company, company.startDay)
  await deferKeysFor(database, company, [start, lastSlice?.to ?? start])
  const projected = await apply(context, options, { store: log.store, lastSlice, rebuilt })
  await buildDeferredKeys(database, context)
  return projected
}

function lockOf(data: string): Disposable {
  requireDataDirectory(data)
  return acquireWriter(data)
}

/** @throws UsageError for a table that there is not. */
function tablesToRebuild({ args, flags }: CommandContext): readonly string[] {
  const all = projections.map(({ table }) => table)
  if (flags.rebuild !== true && args.length === 0) return []
  if (flags.rebuild !== true) throw new UsageError(['project: tables are named only with --rebuild'])
  const unknown = args.filter((table) => !all.includes(table))
  if (unknown.length === 0) return args.length === 0 ? all : all.filter((table) => args.includes(table))
  throw new UsageError(
    unknown.map((table) => `project: got "${table}", allowed: ${all.join(', ')}${didYouMean(table, all)}`),
  )
}

interface Work {
  readonly store: EventStore
  readonly lastSlice: RecordedSlice | undefined
  readonly rebuilt: readonly string[]
}

async function apply(
  context: CommandContext,
  options: ProjectorOptions,
  { store, lastSlice, rebuilt }: Work,
): Promise<Projected> {
  const progress = context.progress({ label: 'project', unit: 'events' })
  let events = 0
  let first: number | undefined
  const onSlice = (slice: Slice) => {
    first ??= slice.from
    events += slice.events.length
    const date = new Date(slice.to).toISOString().slice(0, 10)
    progress.update({ share: (slice.to - first) / ((lastSlice?.to ?? slice.to) - first), count: events, date })
  }
  const source: SliceSource = (after) => told(readSlices(store, after, { signal: context.signal }), onSlice)
  const began = performance.now()
  try {
    const { rows, rowsByTable } = await asUsageError(() => projectLog(options, source))
    const seconds = Math.round((performance.now() - began) / 10) / 100
    return { rebuilt, events, rows, seconds, interrupted: context.signal.aborted, tables: rowsByTable }
  } finally {
    progress.finish()
  }
}

async function asUsageError<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Error && error.name === 'ForeignLog' ? new UsageError([error.message]) : error
  }
}

async function* told(slices: AsyncIterable<Slice>, onSlice: (slice: Slice) => void): AsyncGenerator<Slice> {
  for await (const slice of slices) {
    yield slice
    onSlice(slice)
  }
}
