import { createHash } from 'node:crypto'
import { type ClientBase, escapeIdentifier } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type DigestedTable, digestedTables } from './digested-tables.ts'

/** The rows of a table in one number. `sha256` in lower-case hex. */
export interface TableDigest {
  readonly rows: number
  readonly sha256: string
}

/** Makes the text of every value independent of how a server or database is configured. */
const CANONICAL_TEXT = `
  SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601';
  SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8'`

/**
 * The digest of every dimension and fact table, by table name, all as of one instant.
 *
 * Each is SHA-256 over a line with the column names and one line per row, ordered by primary key, in the text format of
 * PostgreSQL's COPY (tab-separated, `\N` for null, UTC); columns are ordered by name. The client must not be in a transaction.
 */
export async function digestTables(client: ClientBase): Promise<Readonly<Record<string, TableDigest>>> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    await client.query(CANONICAL_TEXT)
    const digests: Array<[string, TableDigest]> = []
    for (const table of await digestedTables(client)) digests.push([table.name, await digestTable(client, table)])
    return Object.fromEntries(digests)
  } finally {
    await client.query('ROLLBACK')
  }
}

async function digestTable(client: ClientBase, { name, columns, orderBy }: DigestedTable): Promise<TableDigest> {
  const list = columns.map(escapeIdentifier).join(', ')
  const rows = client.query(
    copyTo(`COPY (SELECT ${list} FROM public.${escapeIdentifier(name)} ORDER BY ${orderBy}) TO STDOUT`),
  )
  const hash = createHash('sha256').update(`${columns.join('\t')}\n`)
  for await (const chunk of rows) hash.update(chunk as Uint8Array)
  return { rows: rows.rowCount, sha256: hash.digest('hex') }
}
