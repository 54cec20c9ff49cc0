import type { ClientBase } from 'pg'

/** A table with the columns that make up a row's text and the order of its rows. */
export interface DigestedTable {
  readonly name: string
  /** By name. */
  readonly columns: readonly string[]
  /** The `SELECT` list's order by primary key, as SQL. */
  readonly orderBy: string
}

/**
 * Primary keys in their own order; text is compared by code points, which is free where the database does so by itself and
 * keeps an external server's language out of the digest.
 */
const TABLES = `
  SELECT c.relname AS name,
         (SELECT array_agg(a.attname::text ORDER BY a.attname::text COLLATE "C")
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
         (SELECT string_agg(quote_ident(a.attname)
                   || CASE WHEN a.attcollation <> 0 AND NOT by_code_point.it THEN ' COLLATE "C"' ELSE '' END,
                   ', ' ORDER BY key.place)
            FROM pg_index i
            CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS key (attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = key.attnum
           WHERE i.indrelid = c.oid AND i.indisprimary) AS order_by
    FROM pg_class c
    CROSS JOIN (SELECT (datlocprovider = 'b' AND datlocale IN ('C', 'C.UTF-8'))
                    OR (datlocprovider = 'c' AND datcollate IN ('C', 'POSIX')) AS it
                  FROM pg_database WHERE datname = current_database()) AS by_code_point
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND c.relname <> 'truth_faults' AND (c.relname ~ '^(dim|fact|truth)_' OR c.relname ~ '_snapshots$' OR c.relname = 'product_suppliers')
   ORDER BY c.relname COLLATE "C"`

/** The tables that a digest covers: all dimensions and facts of schema `public`; not what publishing has done on purpose. @throws when one has no primary key. */
export async function digestedTables(client: ClientBase): Promise<readonly DigestedTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; order_by: string | null }>(TABLES)
  return rows.map(({ name, columns, order_by: orderBy }) => {
    if (orderBy === null)
      throw new Error(`table ${name} has no primary key, so its rows have no order to be digested in`)
    return { name, columns, orderBy }
  })
}
