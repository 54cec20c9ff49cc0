import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from 'pg'
import { projections } from '../../projections/index.ts'
import { connectDatabase, type Database } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { makeEmptyCluster } from '../database/temporary-database.ts'

/** A migrated embedded database in a folder of its own. */
export interface TestDatabase extends AsyncDisposable {
  readonly database: Database
  /** A session for statements of the test. */
  readonly client: Client
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** Empties everything that projections write, bookkeeping too. */
  clear(): Promise<void>
  /** Rows of all fact tables by table, each row as text, in the order of the key. */
  contents(): Promise<Record<string, string[]>>
}

/** Starts a server and brings its schema up to date. */
export async function testDatabase(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tillstream-projection-'))
  await makeEmptyCluster(dataDir)
  const database = await connectDatabase({ dataDir })
  const client = await database.connect()
  await migrate(client)
  const query = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...values])).rows
  return {
    database,
    client,
    query,
    async clear() {
      const tables = projections.map(({ table }) => table)
      await client.query(`TRUNCATE ${tables.join(', ')}, tillstream.log, tillstream.checkpoints`)
    },
    async contents() {
      const entries: Array<[string, string[]]> = []
      for (const { table, key } of projections) {
        const rows = await query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY ${key.join(', ')}`)
        entries.push([table, rows.map(({ row }) => row)])
      }
      return Object.fromEntries(entries)
    },
    async [Symbol.asyncDispose]() {
      await client.end()
      await database[Symbol.asyncDispose]()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
