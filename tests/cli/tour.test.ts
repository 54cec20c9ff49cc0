import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GenerateResult } from '../../src/cli/generate/result.ts'
import type { Tour } from '../../src/cli/generate/tour.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { LAUNCHER, tillstream } from './running.ts'
import { smallHistory } from './small-history.ts'

let history: Awaited<ReturnType<typeof smallHistory>>
/** Kept up between commands, which is faster. */
let server: EmbeddedPostgres
beforeAll(async () => {
  history = await smallHistory()
  server = await openEmbeddedPostgres({ dataDir: history.data })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  history[Symbol.dispose]()
})

function configFile(data: string): string {
  const file = join(history.folder, 'elsewhere.json')
  writeFileSync(file, JSON.stringify({ paths: { data } }))
  return file
}

async function tour(): Promise<GenerateResult & { readonly tour: Tour }> {
  const { stdout } = await history.run('generate', '--to', '2024-01-02', '--tour', '--json')
  return JSON.parse(stdout) as GenerateResult & { readonly tour: Tour }
}

test('the tour tells what was made, within 100 columns', async () => {
  const { code, stdout } = await history.run('generate', '--to', '2024-01-02', '--tour')
  expect(code).toBe(0)
  expect(stdout).toMatch(/A company with 2 stores, 1 distribution centers, 200 known customers, 200 products/)
  expect(stdout).toMatch(/^ {2}Net sales +\$[\d,]+\.\d\d {6}Visits +\d+$/m)
  expect(stdout).toMatch(/^ {2}dim_customers +200 {4}fact_/m)
  const tooLong = stdout.split('\n').filter((line) => line.length > 100 && !line.includes(history.data))
  expect(tooLong).toEqual([])
})

test('its figures are those of the tables', async () => {
  const { tour: told } = await tour()
  const { stdout } = await history.run(
    'sql',
    `select (select count(*) from fact_customer_sessions) as visits, count(*) as receipts, sum(subtotal_cents) as cents from fact_receipts`,
    '--json',
  )
  const [{ visits, receipts, cents }] = JSON.parse(stdout) as [{ visits: number; receipts: number; cents: number }]
  expect(told.figures).toMatchObject({ visits, receipts, net_sales_cents: cents, conversion: receipts / visits })
  expect(told.tables.fact_receipts).toBe(receipts)
})

test.each([
  ['--set', (data: string) => ({ args: ['--set', `paths.data=${data}`] })],
  ['a configuration file', (data: string) => ({ args: ['--config', configFile(data)] })],
  ['the environment', (data: string) => ({ env: { TILLSTREAM_PATHS_DATA: data } })],
  ['--data', (data: string) => ({ args: ['--data', data] })],
])('its command lines name the data directory that %s has set', async (_, given) => {
  const { args = [], env = {} } = given(history.data) as { args?: readonly string[]; env?: object }
  const { code, stdout } = await tillstream(['generate', '--to', '2024-01-02', '--tour', '--json', ...args], { env })
  expect(code).toBe(0)
  const { prompt, serve, queries } = (JSON.parse(stdout) as { tour: Tour }).tour
  const place = ` --data ${history.data}`
  expect([prompt, serve]).toEqual([`npx tillstream sql${place}`, `npx tillstream db${place}`])
  expect(queries.map(({ line }) => line.includes(place))).toEqual([true, true, true])
})

test('in the usual place they need not name it', async () => {
  const { code, stdout } = await tillstream(['generate', '--to', '2024-01-02', '--tour', '--json'], {
    cwd: history.folder,
  })
  expect(code).toBe(0)
  expect((JSON.parse(stdout) as { tour: Tour }).tour.prompt).toBe('npx tillstream sql')
})

test('every question that it suggests can be pasted and is answered', async () => {
  const { queries } = (await tour()).tour
  expect(queries).toHaveLength(3)
  for (const { line } of queries) {
    const pasted = line.replace(/^npx tillstream/, `"${process.execPath}" "${LAUNCHER}"`)
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', pasted])
    expect(stdout).toMatch(/\n\([2-5] rows\)\n$/)
  }
})
