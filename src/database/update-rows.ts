import { type Client, escapeIdentifier } from 'pg'

/** A column with one value per key. */
interface Values {
  readonly name: string
  /** SQL type. */
  readonly type: string
  readonly values: readonly unknown[]
}

/** Changes of the same columns of many rows; `by` tells the rows by a column, each value once. */
export interface RowUpdates {
  readonly by: Values
  readonly columns: readonly Values[]
}

/**
 * Rows are found by their index, one key after the other: a table that was just loaded has no statistics, and the server would
 * rather read all of it. Holds until the transaction ends.
 */
const BY_INDEX = `
  SET LOCAL enable_nestloop = on; SET LOCAL enable_hashjoin = off;
  SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off`

/** Changes rows in one statement, within a transaction. @throws when a key has no row; pg's DatabaseError. The client's transaction is then to be given up. */
export async function updateRows(client: Client, table: string, { by, columns }: RowUpdates): Promise<void> {
  const all = [by, ...columns]
  const quoted = escapeIdentifier
  const changes = columns.map(({ name }) => `${quoted(name)} = change.${quoted(name)}`)
  const arrays = all.map(({ type }, index) => `$${index + 1}::${type}[]`)
  await client.query(BY_INDEX)
  const { rowCount } = await client.query(
    `UPDATE ${quoted(table)} AS t SET ${changes.join(', ')}
       FROM unnest(${arrays.join(', ')}) AS change (${all.map(({ name }) => quoted(name)).join(', ')})
      WHERE t.${quoted(by.name)} = change.${quoted(by.name)}`,
    all.map(({ values }) => values),
  )
  const wanted = by.values.length
  if ((rowCount ?? 0) < wanted)
    throw new Error(`${table}: ${wanted} keys are to change, but only ${rowCount} rows have one`)
}
