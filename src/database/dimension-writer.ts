import type { Client } from 'pg'
import { contentDigest } from './dimensions/content-digest.ts'
import { DIMENSION_TABLES, type DimensionContent, type DimensionTable } from './dimensions/tables.ts'
import { rowEncoder } from './row-encoder.ts'

/** What a call has done. */
export interface DimensionLoad {
  /** False when the tables held this content already. */
  readonly loaded: boolean
  /** Rows by table. */
  readonly rowCounts: Readonly<Record<string, number>>
}

/** Rows are sent whenever this many bytes have gathered. */
const FLUSH_BYTES = 2 * 1024 * 1024

/**
 * Fills the dimension tables, all of them in one transaction, or does nothing when they hold this content already.
 * The client is not in a transaction. @throws pg's DatabaseError, with nothing changed
 */
export async function writeDimensions(client: Client, content: DimensionContent): Promise<DimensionLoad> {
  const digest = contentDigest(content)
  await client.query('BEGIN')
  try {
    await client.query('LOCK TABLE tillstream.dimension_loads IN EXCLUSIVE MODE')
    const present = await presentLoad(client, digest)
    const load = present
      ? { loaded: false, rowCounts: present }
      : { loaded: true, rowCounts: await loadAll(client, content) }
    if (load.loaded) await recordLoad(client, digest, load.rowCounts)
    await client.query('COMMIT')
    return load
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** The row counts when the tables hold the content with this digest and nobody has taken or added rows since. */
async function presentLoad(client: Client, digest: string): Promise<Record<string, number> | undefined> {
  const { rows } = await client.query<{ row_counts: Record<string, number> }>(
    'SELECT row_counts FROM tillstream.dimension_loads WHERE content_digest = $1',
    [digest],
  )
  if (rows.length === 0) return undefined
  const expected = rows[0].row_counts
  const found = await countRows(client)
  return DIMENSION_TABLES.every(({ name }) => found[name] === expected[name]) ? found : undefined
}

async function countRows(client: Client): Promise<Record<string, number>> {
  const counts = DIMENSION_TABLES.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM ${name}`)
  const { rows } = await client.query<{ name: string; rows: number }>(counts.join(' UNION ALL '))
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]))
}

async function loadAll(client: Client, content: DimensionContent): Promise<Record<string, number>> {
  const names = DIMENSION_TABLES.map((table) => table.name).join(', ')
  await client.query(`TRUNCATE ${names}`)
  const rowCounts: Record<string, number> = {}
  for (const table of DIMENSION_TABLES) rowCounts[table.name] = await loadTable(client, table, content)
  await client.query(`ANALYZE ${names}`)
  return rowCounts
}

/** Encodes the next rows while the server takes the ones before. */
async function loadTable(client: Client, table: DimensionTable, content: DimensionContent): Promise<number> {
  const encoder = rowEncoder(table.columns, table.name)
  let count = 0
  let sent: Promise<number> = Promise.resolve(0)
  try {
    for (const row of table.rows(content)) {
      encoder.add(row)
      if (encoder.bytes < FLUSH_BYTES) continue
      count += await sent
      sent = encoder.flushTo(client)
    }
  } finally {
    count += await sent
  }
  return count + (await encoder.flushTo(client))
}

async function recordLoad(client: Client, digest: string, rowCounts: Readonly<Record<string, number>>): Promise<void> {
  await client.query(
    `INSERT INTO tillstream.dimension_loads (load_id, content_digest, row_counts) VALUES (1, $1, $2)
     ON CONFLICT (load_id) DO UPDATE SET content_digest = excluded.content_digest, row_counts = excluded.row_counts`,
    [digest, JSON.stringify(rowCounts)],
  )
}
