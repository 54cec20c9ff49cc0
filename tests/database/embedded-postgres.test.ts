import { once } from 'node:events'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DatabaseUnavailable } from '../../src/database/database-unavailable.ts'
import { openEmbeddedPostgres, stopAbandonedPostgres } from '../../src/database/embedded-postgres.ts'
import { runningProcess } from '../../src/database/process-identity.ts'
import { openSession } from '../../src/database/session.ts'
import { ended, startHolder } from './holder.ts'
import { temporaryFolder } from './temporary-database.ts'

const shared = temporaryFolder()
beforeAll(async () => (await openEmbeddedPostgres({ dataDir: shared.path }))[Symbol.asyncDispose]())
afterAll(() => shared[Symbol.dispose]())

/** Runs the test in the data directory that such tests share one after the other, because it is not about creating one. */
function useSharedCluster(): void {
  dataDir = shared.path
}

let folder: ReturnType<typeof temporaryFolder>
let dataDir: string
beforeEach(() => {
  folder = temporaryFolder()
  dataDir = folder.path
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

describe('one process', () => {
  test('the first start gives an empty database in UTC and code-point order', async () => {
    await using server = await openEmbeddedPostgres({ dataDir })
    expect(
      await run(
        server.url,
        "SELECT current_database() AS name, current_setting('TimeZone') AS zone, 'Z' < 'a' AS by_code_point",
      ),
    ).toEqual([{ name: 'tillstream', zone: 'UTC', by_code_point: true }])
    expect(await run(server.url, "SELECT FROM pg_tables WHERE schemaname = 'public'")).toEqual([])
  })

  test('data and port are the same after a stop and a start, and the server is gone in between', async () => {
    useSharedCluster()
    const first = await openEmbeddedPostgres({ dataDir })
    await run(first.url, 'CREATE TABLE kept AS SELECT 7 AS answer')
    await first[Symbol.asyncDispose]()
    expect(runningProcess(first.pid)).toBeUndefined()
    await using second = await openEmbeddedPostgres({ dataDir })
    expect(second.url).toBe(first.url)
    expect(await run(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 7 }])
  })

  test('opening twice shares one server, which the last of them stops', async () => {
    useSharedCluster()
    const [first, second] = await Promise.all([openEmbeddedPostgres({ dataDir }), openEmbeddedPostgres({ dataDir })])
    expect(second.pid).toBe(first.pid)
    await first[Symbol.asyncDispose]()
    expect(await run(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second[Symbol.asyncDispose]()
    expect(runningProcess(first.pid)).toBeUndefined()
  })

  test('nobody gets in without the password, and files that hold it are private', async () => {
    useSharedCluster()
    await using server = await openEmbeddedPostgres({ dataDir })
    const stranger = new URL(server.url)
    stranger.password = 'guess'
    await expect(run(stranger.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
    const file = join(dataDir, 'postgres', 'tillstream-credentials.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(new URL(server.url).password)
    expect(readFileSync(`/proc/${server.pid}/cmdline`, 'utf8')).not.toContain(new URL(server.url).password)
  })

  test('a server that was killed is started again and recovers what was committed', async () => {
    useSharedCluster()
    await using first = await openEmbeddedPostgres({ dataDir })
    await run(first.url, 'SET synchronous_commit = on; CREATE TABLE numbers AS SELECT generate_series(1, 1000) AS n')
    process.kill(first.pid, 'SIGKILL')
    await using second = await openEmbeddedPostgres({ dataDir })
    expect(second.pid).not.toBe(first.pid)
    expect(await run(second.url, 'SELECT count(*) AS rows FROM numbers')).toEqual([{ rows: 1000 }])
  })

  test('a pid file whose number now belongs to another living process does not block the start', async () => {
    useSharedCluster()
    const file = join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(
      file,
      [process.pid, join(dataDir, 'postgres'), 1, 5432, '', '127.0.0.1', '1 1', 'ready', ''].join('\n'),
    )
    await using server = await openEmbeddedPostgres({ dataDir })
    expect(await run(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('what an interrupted creation left behind does not count', async () => {
    mkdirSync(join(dataDir, 'postgres.new'))
    writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n')
    await using server = await openEmbeddedPostgres({ dataDir })
    expect(await run(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe('refusals', () => {
  test('a data directory of another major version is left alone, naming both versions', async () => {
    const cluster = join(dataDir, 'postgres')
    mkdirSync(cluster)
    writeFileSync(join(cluster, 'PG_VERSION'), '17\n')
    const opening = openEmbeddedPostgres({ dataDir })
    await expect(opening).rejects.toThrow(/made by PostgreSQL 17, .* brings PostgreSQL 18; nothing was changed/)
    await expect(opening).rejects.toBeInstanceOf(DatabaseUnavailable)
  })

  test('a folder that is no cluster is left alone', async () => {
    mkdirSync(join(dataDir, 'postgres'))
    await expect(openEmbeddedPostgres({ dataDir })).rejects.toThrow('is not a Postgres data directory')
  })

  test('a port that something else uses is named, and the next attempt works', async () => {
    useSharedCluster()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    await expect(openEmbeddedPostgres({ dataDir, port })).rejects.toThrow(`did not start on port ${port}`)
    other.close()
    await once(other, 'close')
    await using server = await openEmbeddedPostgres({ dataDir, port })
    expect(server.port).toBe(port)
    await expect(openEmbeddedPostgres({ dataDir, port: port === 65535 ? 1024 : port + 1 })).rejects.toThrow(
      `already runs on port ${port} for process ${process.pid}`,
    )
  })
})

describe('several processes', () => {
  test('of two that open at once one starts the server, and the last one stops it', async () => {
    const [first, second] = await Promise.all([startHolder(dataDir), startHolder(dataDir)])
    expect(second.pid).toBe(first.pid)
    expect(second.process.pid).not.toBe(first.process.pid)
    await first.end('dispose')
    expect(runningProcess(first.pid)?.command).toBe('postgres')
    await second.end('dispose')
    expect(runningProcess(first.pid)).toBeUndefined()
  })

  test('a server whose process was killed is adopted, and stopped at the end', async () => {
    useSharedCluster()
    const holder = await startHolder(dataDir)
    await holder.kill('SIGKILL')
    const server = await openEmbeddedPostgres({ dataDir })
    expect(server.pid).toBe(holder.pid)
    await server[Symbol.asyncDispose]()
    expect(runningProcess(holder.pid)).toBeUndefined()
  })

  test('a Ctrl-C that ends the process does not reach the server; what is abandoned can be stopped', async () => {
    useSharedCluster()
    const holder = await startHolder(dataDir)
    expect(await stopAbandonedPostgres(dataDir)).toBe(false)
    await holder.kill('SIGINT')
    expect(runningProcess(holder.pid)?.command).toBe('postgres')
    expect(await stopAbandonedPostgres(dataDir)).toBe(true)
    expect(runningProcess(holder.pid)).toBeUndefined()
  })

  test('an abandoned server on another port moves to the port that is asked for', async () => {
    useSharedCluster()
    const holder = await startHolder(dataDir)
    await holder.kill('SIGKILL')
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address() as { port: number }
    probe.close()
    await once(probe, 'close')
    await using server = await openEmbeddedPostgres({ dataDir, port })
    expect([server.port, server.pid === holder.pid]).toEqual([port, false])
  })

  test('a process that exits without giving its claim back still stops the server', async () => {
    useSharedCluster()
    const holder = await startHolder(dataDir)
    await holder.end('exit')
    await ended(holder.pid)
  })
})
