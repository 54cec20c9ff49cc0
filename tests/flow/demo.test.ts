import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Status } from '../../src/cli/status/status.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { openSession } from '../../src/database/session.ts'
import { command as whyCommand } from '../../src/cli/commands/why.ts'
import { eventDefinitions } from '../../src/retail/events.ts'
import type { Verdict } from '../../src/verify/run-laws.ts'
import { queriesOf, README, withAnswers } from '../build/readme-page.ts'
import { tillstream } from '../cli/running.ts'

/** What `npm run demo` does. */
const DEMO = ['generate', '--preset', 'demo', '--days', '14', '--tour']
const folder = mkdtempSync(join(tmpdir(), 'tillstream-demo-'))
const data = join(folder, 'data')
/** Kept up between commands, which is faster. */
let server: EmbeddedPostgres
let client: Awaited<ReturnType<typeof openSession>>
let tour: string

beforeAll(async () => {
  const { code, stdout, stderr } = await tillstream([...DEMO, '--data', data])
  if (code !== 0) throw new Error(stderr)
  tour = stdout
  server = await openEmbeddedPostgres({ dataDir: data })
  client = await openSession(server.url)
}, 180_000)

afterAll(async () => {
  await client.end()
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** The number that a query gives. */
async function one(sql: string): Promise<number> {
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' })
  return Number(rows[0]?.[0])
}

test('README.md shows what `npm run demo` and its queries print (vitest -u writes it)', async () => {
  const answers: string[] = []
  for (const sql of queriesOf(README)) answers.push((await tillstream(['sql', sql, '--data', data])).stdout.trimEnd())
  expect(answers).toHaveLength(3)
  await expect(withAnswers(README, tour, answers)).toMatchFileSnapshot('../../README.md')
})

test('two weeks of the demo fill every table', async () => {
  const { rows } = await client.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  )
  expect(rows.length).toBeGreaterThan(35)
  const counts = await Promise.all(
    rows.map(async ({ name }) => [name, await one(`SELECT count(*) FROM ${name}`)] as const),
  )
  // Nobody outside has asked for anything, nothing was published.
  const empty = counts.filter(([, count]) => count === 0).map(([name]) => name)
  expect(empty.toSorted()).toEqual(['fact_commands', 'truth_faults'])
})

test('and every type of event happens, commands apart', async () => {
  const { stdout } = await tillstream(['status', '--types', '--json', '--data', data])
  const { log } = JSON.parse(stdout) as Status
  const missing = [...eventDefinitions.keys()].filter((type) => !((log.types?.[type] ?? 0) > 0))
  expect(missing).toEqual(['command_accepted'])
})

test('and every law holds, of each number', async () => {
  const { code, stdout } = await tillstream(['verify', '--json', '--data', data])
  const { laws } = JSON.parse(stdout) as Verdict
  expect(laws.filter(({ violations }) => violations > 0)).toEqual([])
  expect(code).toBe(0)
  expect(new Set(laws.map(({ law }) => law)).size).toBe(16)
}, 120_000)

test('and the examples of `why` are of this history', async () => {
  for (const [line] of whyCommand.examples ?? []) {
    const { code, stderr } = await tillstream([...line.split(' ').slice(1), '--data', data])
    expect([line, code, stderr]).toEqual([line, 0, stderr])
  }
})

test('and shelves run empty and are filled again, which people notice', async () => {
  expect(await one('SELECT count(*) FROM fact_stockouts WHERE store_id IS NOT NULL')).toBeGreaterThan(50)
  const refilled = await one(`
    SELECT count(*) FROM fact_stockouts o WHERE EXISTS (
      SELECT FROM fact_store_inventory_txn t
       WHERE (t.store_id, t.product_id, t.reason) = (o.store_id, o.product_id, 'INBOUND_SHIPMENT') AND t.event_ts > o.event_ts)`)
  expect(refilled).toBeGreaterThan(20)
  expect(await one('SELECT sum(substitutes) FROM fact_customer_sessions')).toBeGreaterThan(10)
  expect(await one('SELECT sum(lost_lines) FROM fact_customer_sessions')).toBeGreaterThan(10)
})

test('and trucks of every DC come back', async () => {
  expect(
    await one(`
    SELECT count(DISTINCT t.dc_id) FROM fact_truck_moves m JOIN dim_trucks t USING (truck_id) WHERE status = 'COMPLETED' AND t.dc_id > 0`),
  ).toBe(2)
})
