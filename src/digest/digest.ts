import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import { type DigestedLog, digestLog, type LogDigest } from './log-digest.ts'
import { digestTables, type TableDigest } from './table-digest.ts'

/** What identifies a whole history: equal for equal seeds, whatever the machine. */
export interface Digest {
  /** SHA-256 over the parts, lower-case hex. */
  readonly all: string
  readonly log: LogDigest
  readonly tables: Readonly<Record<string, TableDigest>>
}

/**
 * The digest of a log and of the tables that were made from it. `all` is SHA-256 over a line `log <events> <sha256>` and a line
 * `<table> <rows> <sha256>` per table, ordered by name. The client must not be in a transaction.
 */
export async function digestAll(store: DigestedLog, client: ClientBase): Promise<Digest> {
  const log = await digestLog(store)
  const tables = await digestTables(client)
  const hash = createHash('sha256').update(`log ${log.events} ${log.sha256}\n`)
  for (const [name, { rows, sha256 }] of Object.entries(tables)) hash.update(`${name} ${rows} ${sha256}\n`)
  return { all: hash.digest('hex'), log, tables }
}
