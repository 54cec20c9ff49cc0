import { escapeIdentifier } from 'pg'
import { didYouMean } from '../config/nearest.ts'
import type { Position } from '../event-store/port.ts'
import { bindLog, readerOf, START } from './checkpoints.ts'
import { openProjector, type ProjectableSlice, type ProjectorOptions, type ProjectorStatistics } from './projector.ts'
import { openRetriedSession } from '../database/retried-session.ts'

/** Gives the slices of the log behind a position, until its end. */
export type SliceSource = (after: Position | 'start') => AsyncIterable<ProjectableSlice>

/** Brings all tables to the end of the log and returns what was done. @throws ForeignLog, DatabaseUnavailable. */
export async function projectLog(options: ProjectorOptions, slicesAfter: SliceSource): Promise<ProjectorStatistics> {
  await using projector = await openProjector(options)
  for await (const slice of slicesAfter(projector.checkpoint)) await projector.handle(slice)
  await projector.settle()
  return projector.statistics
}

/**
 * Empties fact tables (all when none is named) and makes them anew from the log. Emptied tables stand at the start, so that
 * after an interruption the next `projectLog` completes them. All tables may come from another log than before.
 * @throws UnknownTable; ForeignLog when only some tables of a database of another log are named; DatabaseUnavailable.
 */
export async function rebuildProjections(
  options: ProjectorOptions,
  slicesAfter: SliceSource,
  tables: readonly string[] = [],
): Promise<ProjectorStatistics> {
  await emptyTables(options, tables)
  return projectLog(options, slicesAfter)
}

/**
 * The first half of `rebuildProjections`: binds the database to the log and empties the tables, in one transaction.
 * @throws UnknownTable, ForeignLog, DatabaseUnavailable, as it does.
 */
export async function emptyTables(options: ProjectorOptions, tables: readonly string[] = []): Promise<void> {
  const all = options.projections.map(({ table }) => table)
  for (const table of tables) checkTable(table, all)
  const chosen = tables.length === 0 ? all : all.filter((table) => tables.includes(table))
  await using session = await openRetriedSession(options)
  await session.transact(async (client) => {
    if (chosen.length === all.length) await client.query('DELETE FROM tillstream.log')
    await bindLog(client, options.logId)
    await client.query(`TRUNCATE ${chosen.map(escapeIdentifier).join(', ')}`)
    await client.query(
      `UPDATE tillstream.checkpoints SET position = NULL, slice = $2, simulated_to = NULL, updated_at = now()
       WHERE reader = ANY ($1)`,
      [chosen.map(readerOf), START.slice],
    )
  })
}

/** No projection makes this table. */
export class UnknownTable extends Error {
  override readonly name = 'UnknownTable'
}

function checkTable(table: string, known: readonly string[]): void {
  if (known.includes(table)) return
  throw new UnknownTable(`no fact table is called "${table}"${didYouMean(table, known)} (known: ${known.join(', ')})`)
}
