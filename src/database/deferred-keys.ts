import type { Client, ClientBase } from 'pg'

/**
 * Statements that build, and drop, the primary keys and indexes of some tables: of those that no foreign key refers to, because
 * with the key of another one its references would go.
 */
const KEYS = `
  SELECT CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
              ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
         END AS build,
         CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
              ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', i.indrelid::regclass, c.conname)
         END AS drop
    FROM pg_index i
    LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
   WHERE i.indrelid = ANY (SELECT to_regclass(name) FROM unnest($1::text[]) AS name)
     AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.confrelid = i.indrelid)
   ORDER BY c.oid IS NULL, i.indrelid::regclass::text, i.indexrelid::regclass::text`

/**
 * Drops keys and indexes of empty tables that are about to get very many rows, and notes what is missing, in one transaction.
 * Nothing happens when something is missing already. Migrated databases only.
 */
export async function deferKeys(client: Client, tables: readonly string[]): Promise<void> {
  await inTransaction(client, async () => {
    if ((await missingKeys(client)) === 0) await drop(client, tables)
  })
}

async function drop(client: Client, tables: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ build: string; drop: string }>(KEYS, [tables])
  for (const [place, key] of rows.entries()) {
    await client.query('INSERT INTO tillstream.deferred_keys VALUES ($1, $2)', [place, key.build])
    await client.query(key.drop)
  }
}

/** How many keys and indexes are missing. */
export async function missingKeys(client: Pick<ClientBase, 'query'>): Promise<number> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('tillstream.deferred_keys') IS NOT NULL AS there",
  )
  if (!found[0]?.there) return 0
  const { rows } = await client.query<{ missing: number }>(
    'SELECT count(*)::int AS missing FROM tillstream.deferred_keys',
  )
  return rows[0]?.missing ?? 0
}

/**
 * Builds what is missing, in as many sessions at once as are given, each key in a transaction of its own, so that an interruption
 * loses little; stops between two when `signal` is aborted.
 * @throws pg's DatabaseError, for example when rows break a key.
 */
export async function buildKeys(clients: readonly Client[], signal?: AbortSignal): Promise<void> {
  const [first] = clients
  const { rows } = await first.query<MissingKey>(
    'SELECT place, definition FROM tillstream.deferred_keys ORDER BY place',
  )
  let failure: { readonly error: unknown } | undefined
  const next = () => (signal?.aborted || failure !== undefined ? undefined : rows.shift())
  const build = async (client: Client) => {
    for (let key = next(); key !== undefined; key = next()) await buildKey(client, key)
  }
  await Promise.all(clients.map((client) => build(client).catch((error: unknown) => (failure ??= { error }))))
  if (failure !== undefined) throw failure.error
}

interface MissingKey {
  readonly place: number
  readonly definition: string
}

async function buildKey(client: Client, { place, definition }: MissingKey): Promise<void> {
  await inTransaction(client, async () => {
    await client.query(definition)
    await client.query('DELETE FROM tillstream.deferred_keys WHERE place = $1', [place])
  })
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN')
  try {
    await work()
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
