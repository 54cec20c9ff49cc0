import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Estimate } from '../../src/cli/generate/estimate.ts'
import type { DatabaseStatus, Status } from '../../src/cli/status/status.ts'
import { tillstream } from './running.ts'

const SIZE = '--preset demo --stores 3 --dcs 1 --customers 900 --customers-per-day 200 --seed 5'.split(' ')
/** A table with fewer rows owes too much to chance. */
const LARGE = 700
const TOLERANCE = 0.2

let folder = ''
let data = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillstream-estimate-'))
  data = join(folder, 'data')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function dryRun(days: number): Promise<Estimate | null> {
  const { stdout } = await tillstream([
    'generate',
    ...SIZE,
    '--days',
    String(days),
    '--dry-run',
    '--json',
    '--data',
    data,
  ])
  return JSON.parse(stdout) as Estimate | null
}

async function status(): Promise<Status & { readonly database: DatabaseStatus }> {
  const { stdout } = await tillstream(['status', '--json', '--data', data])
  return JSON.parse(stdout) as Status & { readonly database: DatabaseStatus }
}

/** How far an expectation is from what was made, as a share of it. */
function error(expected: number, made: number): number {
  return Math.abs(expected - made) / made
}

test('a dry run expects what a run makes, and writes nothing', async () => {
  const first = (await dryRun(5)) as Estimate
  expect(existsSync(data)).toBe(false)
  await tillstream(['generate', ...SIZE, '--days', '5', '--data', data])
  const made = await status()
  expect([first.from, first.to, first.days]).toEqual(['2024-01-01', '2024-01-05', 5])
  const large = Object.entries(made.database.tables).filter(
    ([name, { rows }]) => name.startsWith('fact_') && rows >= LARGE,
  )
  expect(large.length).toBeGreaterThan(6)
  const wrong = large.filter(([name, { rows }]) => error(first.tables[name] ?? 0, rows) > TOLERANCE)
  expect(wrong).toEqual([])
  expect(error(first.events, made.log.events)).toBeLessThan(TOLERANCE)
  expect(error(first.log_bytes, made.disk_bytes.log)).toBeLessThan(0.5)
  expect(error(first.database_bytes, made.disk_bytes.database)).toBeLessThan(0.5)

  const second = (await dryRun(5)) as Estimate
  expect([second.from, second.to]).toEqual(['2024-01-06', '2024-01-10'])
  expect((await status()).log).toEqual(made.log)
  await tillstream(['generate', ...SIZE, '--days', '5', '--data', data])
  const after = await status()
  const added = Object.entries(after.database.tables).map(
    ([name, { rows }]) => [name, rows - (made.database.tables[name]?.rows ?? 0)] as const,
  )
  expect(added.filter(([name, rows]) => rows >= LARGE && error(second.tables[name] ?? 0, rows) > TOLERANCE)).toEqual([])
})

test('people get it as text', async () => {
  const args = ['generate', '--preset', 'demo', '--dry-run', '--data', join(folder, 'other')]
  const some = await tillstream([...args, '--days', '3'])
  expect(some.stdout).toMatch(
    /^Would make 3 business days, 2024-01-01 to 2024-01-03 \(an estimate; nothing was written\):\n/,
  )
  expect(some.stdout).toMatch(/\n {2}fact_receipts +1,\d{3}\n/)
})

test('flags that contradict the log are refused as in a run', async () => {
  const { code, stderr } = await tillstream(['generate', '--stores', '7', '--days', '1', '--dry-run', '--data', data])
  expect([code, stderr]).toEqual([2, expect.stringContaining('volume.stores')])
})
