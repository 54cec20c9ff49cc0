import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GenerateResult } from '../../src/cli/generate/result.ts'
import type { Tour } from '../../src/cli/generate/tour.ts'
import { LAUNCHER } from './running.ts'
import { smallHistory } from './small-history.ts'

let history: Awaited<ReturnType<typeof smallHistory>>
beforeAll(async () => {
  history = await smallHistory()
})
afterAll(() => history[Symbol.dispose]())

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

test('every question that it suggests can be pasted and is answered', async () => {
  const { queries } = (await tour()).tour
  expect(queries).toHaveLength(3)
  for (const { line } of queries) {
    const pasted = line.replace(/^npx tillstream/, `"${process.execPath}" "${LAUNCHER}"`)
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', pasted])
    expect(stdout).toMatch(/\n\([2-5] rows\)\n$/)
  }
})
