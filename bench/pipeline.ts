import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Client } from 'pg'
import { withoutPassword } from '../src/cli/history/connection-text.ts'
import { connectDatabase, type Database } from '../src/database/connect.ts'
import { type Figure, figure } from './figure.ts'
import { generate } from './program.ts'
import { treeCpuSeconds } from './server-cpu.ts'

const run = promisify(execFile)

/**
 * A day of the default company from nothing to SQL: simulated, durable in the log, projected. Then the very same rows are loaded
 * from files by `psql \copy` into equal tables of the same server. Needs Debian's `postgresql-client`.
 */
export async function benchPipeline(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tillstream-bench-'))
  try {
    await using database = await connectDatabase({ dataDir })
    const postgres = postmasterOf(dataDir)
    const cpuBefore = treeCpuSeconds(postgres)
    const result = await generate(dataDir, '--from=2024-01-01', '--days=1')
    const cpu = result.cpu_seconds + treeCpuSeconds(postgres) - cpuBefore
    const copySeconds = await copySameRows(database, dataDir)
    return [
      figure('pipeline_events', result.events, 'events'),
      figure('pipeline_rows', result.rows, 'rows'),
      figure('pipeline_wall', result.seconds, 's'),
      figure('pipeline_events_per_second', result.events / result.seconds, 'events/s'),
      figure('pipeline_cpu_node', result.cpu_seconds, 'CPU s'),
      figure('pipeline_cpu_postgres', cpu - result.cpu_seconds, 'CPU s'),
      figure('pipeline_rows_per_cpu_second', result.rows / cpu, 'rows/s'),
      figure('pipeline_node_peak_rss', result.peak_rss_bytes / 2 ** 20, 'MB'),
      figure('psql_copy_wall', copySeconds, 's'),
      figure('pipeline_to_psql_copy', result.seconds / copySeconds, 'times'),
    ]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Wall seconds of one `psql` that loads all fact tables, each from a file, into tables with the same keys and indexes. */
async function copySameRows(database: Database, dataDir: string): Promise<number> {
  const client = await database.connect()
  try {
    const tables = await factTables(client)
    const files = tables.map((table) => ({ table, file: join(dataDir, `${table}.copy`) }))
    await psql(
      database.url,
      files.map(({ table, file }) => `\\copy public.${table} to '${file}'`),
    )
    await client.query('CREATE SCHEMA bench')
    for (const table of tables) await client.query(`CREATE TABLE bench.${table} (LIKE public.${table} INCLUDING ALL)`)
    await client.query('CHECKPOINT')
    const began = performance.now()
    await psql(
      database.url,
      files.map(({ table, file }) => `\\copy bench.${table} from '${file}'`),
    )
    return (performance.now() - began) / 1000
  } finally {
    await client.end()
  }
}

async function factTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'fact\\_%' ORDER BY 1",
  )
  return rows.map(({ name }) => name)
}

async function psql(url: string, commands: readonly string[]): Promise<void> {
  const { open, password } = withoutPassword(url)
  const env = { ...process.env, PGPASSWORD: password }
  try {
    await run('psql', [open, '-qX', '-v', 'ON_ERROR_STOP=1', ...commands.flatMap((command) => ['-c', command])], {
      env,
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Error('psql is needed to compare with; install it: apt-get install postgresql-client', { cause: error })
  }
}

function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}
