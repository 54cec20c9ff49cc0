import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { openSession } from '../../src/database/session.ts'
import { temporaryFolder } from './temporary-database.ts'

let folder: ReturnType<typeof temporaryFolder>
let dataDir: string
beforeEach(async () => {
  folder = temporaryFolder()
  dataDir = folder.path
  await (await openEmbeddedPostgres({ dataDir }))[Symbol.asyncDispose]()
})
afterEach(() => folder[Symbol.dispose]())

async function run<Row>(url: string, sql: string): Promise<Row[]> {
  const client = await openSession(url)
  try {
    return (await client.query(sql)).rows as Row[]
  } finally {
    await client.end()
  }
}

/** Writes another password for the role into the credentials file; the result undoes that. */
function spoil(role: 'owner' | 'reader'): () => void {
  const file = join(dataDir, 'postgres', 'tillstream-credentials.json')
  const right = readFileSync(file, 'utf8')
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(right) as object), [role]: 'another' }))
  return () => writeFileSync(file, right)
}

test("credentials that do not fit the owner: the server that was started for the attempt is stopped, but not another's", async () => {
  const restore = spoil('owner')
  const exits = process.listenerCount('exit')
  try {
    await expect(openEmbeddedPostgres({ dataDir })).rejects.toThrow('password authentication failed')
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(readdirSync(join(dataDir, 'postgres-leases'))).toEqual([])
    expect(process.listenerCount('exit')).toBe(exits)
    restore()
    await using server = await openEmbeddedPostgres({ dataDir })
    spoil('owner')
    await expect(openEmbeddedPostgres({ dataDir })).rejects.toThrow('password authentication failed')
    expect(await run(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  } finally {
    restore()
  }
})

test('credentials that do not fit the reader: the reader gets the password of the file', async () => {
  spoil('reader')
  await using server = await openEmbeddedPostgres({ dataDir })
  expect(new URL(server.readerUrl).password).toBe('another')
  expect(await run(server.readerUrl, 'SELECT current_user AS name')).toEqual([{ name: 'tillstream_reader' }])
})
