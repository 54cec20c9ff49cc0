import type { ClientBase } from 'pg'
import { projections } from '../../../projections/index.ts'
import { readerOf } from '../../projection/checkpoints.ts'
import { UsageError } from '../usage-error.ts'

/** How far the fact tables of a database have come; nothing is changed by asking. */
export interface TablePlaces {
  /** The log that the tables were made from; undefined when they were made from none yet. */
  readonly logId: string | undefined
  /** The last slice of each table by name; 0 for none. */
  readonly slices: ReadonlyMap<string, number>
}

/** What a database says when it has no tables yet. */
export const NO_TABLES: TablePlaces = { logId: undefined, slices: new Map(projections.map(({ table }) => [table, 0])) }

/** Asks a database that need not be migrated. */
export async function readTablePlaces(client: Pick<ClientBase, 'query'>): Promise<TablePlaces> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('tillstream.checkpoints') IS NOT NULL AND to_regclass('tillstream.log') IS NOT NULL AS there",
  )
  if (!found[0]?.there) return NO_TABLES
  const { rows: bound } = await client.query<{ log_id: string }>('SELECT log_id FROM tillstream.log')
  const { rows } = await client.query<{ reader: string; slice: number }>(
    'SELECT reader, slice FROM tillstream.checkpoints',
  )
  const slices = new Map(rows.map(({ reader, slice }) => [reader, slice]))
  const placed = projections.map(({ table }): [string, number] => [table, slices.get(readerOf(table)) ?? 0])
  return { logId: bound[0]?.log_id, slices: new Map(placed) }
}

/** @throws UsageError when the tables were made from another log than the expected one, which has no id before it begins. */
export function checkSameLog({ logId }: TablePlaces, expected: string | undefined): void {
  if (logId === undefined || logId === expected) return
  if (expected === undefined) {
    throw new UsageError([
      `the tables of this database were made from another event log (${logId}) than the one to begin; use another data directory (--data) or database, or \`tillstream clear\` first`,
    ])
  }
  throw new UsageError([
    `the tables of this database were made from another event log (${logId}, not ${expected}); use another database, or replace its tables with \`tillstream project --rebuild\``,
  ])
}

/** The last slice that every table has. */
export function slowestSlice({ slices }: TablePlaces): number {
  return Math.min(...slices.values())
}
