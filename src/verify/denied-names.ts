import type { ClientBase } from 'pg'

/** Names per list, in lower case and without accents. */
export type NameLists = Readonly<Record<string, ReadonlySet<string>>>

/**
 * Lends a session the lists of real names as the temporary table `denied_names`, of which law 16 reads. The session may write:
 * temporary tables cannot be made in a transaction that only reads.
 */
export async function lendDeniedNames(client: ClientBase, lists: NameLists): Promise<void> {
  const kinds = Object.entries(lists).flatMap(([kind, names]) => Array.from(names, () => kind))
  const names = Object.values(lists).flatMap((list) => Array.from(list))
  await client.query(`
    CREATE TEMPORARY TABLE IF NOT EXISTS denied_names (kind text NOT NULL, name text NOT NULL);
    TRUNCATE denied_names`)
  await client.query('INSERT INTO denied_names SELECT * FROM unnest($1::text[], $2::text[])', [kinds, names])
  await client.query('ANALYZE denied_names')
}
