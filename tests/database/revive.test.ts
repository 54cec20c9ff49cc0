import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectDatabase, type Database } from '../../src/database/connect.ts'
import { findServer } from '../../src/database/server-process.ts'
import { temporaryFolder } from './temporary-database.ts'

const folder = temporaryFolder()
const cluster = `${folder.path}/postgres`
const warnings: string[] = []
let database: Database
beforeAll(async () => {
  database = await connectDatabase({ dataDir: folder.path, warn: (line) => warnings.push(line) })
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

function serverPid(): number {
  const server = findServer(cluster)
  if (server === undefined) throw new Error('no server runs')
  return server.pid
}

test('a server that was killed is started again for whoever asks next, on the same port, with all that was on disk', async () => {
  const { url } = database
  await database.pool.query('CREATE TABLE kept AS SELECT 7 AS answer')
  await database.pool.query('CHECKPOINT')
  const killed = serverPid()
  process.kill(killed, 'SIGKILL')
  await using sessions = await manySessions(3)
  for (const session of sessions.clients) {
    expect((await session.query('SELECT answer FROM kept')).rows).toEqual([{ answer: 7 }])
  }
  expect(serverPid()).not.toBe(killed)
  expect(database.url).toBe(url)
  expect(warnings).toEqual(['the embedded database has died; starting it again'])
})

/** Sessions that are asked for at the same time. */
async function manySessions(count: number) {
  const clients = await Promise.all(Array.from({ length: count }, () => database.connect()))
  return {
    clients,
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.end()
    },
  }
}
