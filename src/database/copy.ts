import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Client, escapeIdentifier } from 'pg'
import { from } from 'pg-copy-streams'

/** Signature, flags and extension length of the format; see "Binary Format" in Postgres' documentation of COPY. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const TRAILER = Buffer.from([0xff, 0xff])

/**
 * Loads rows in the binary form of COPY into a table, chunk by chunk, never faster than the server reads. `table` may be
 * `schema.table`. The chunks are free to be used again afterwards.
 * @throws pg's DatabaseError; the client's transaction is then aborted.
 */
export async function copyInto(
  client: Client,
  table: string,
  columns: readonly string[],
  chunks: readonly Uint8Array[],
): Promise<void> {
  const target = table.split('.').map(escapeIdentifier).join('.')
  const list = columns.map(escapeIdentifier).join(', ')
  const copy = client.query(from(`COPY ${target} (${list}) FROM STDIN (FORMAT binary)`))
  await pipeline(Readable.from([HEADER, ...chunks, TRAILER]), copy)
}
