import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeEmptyCluster } from '../database/temporary-database.ts'
import { tillstream } from './running.ts'

/** What makes two days of a company small enough for tests. */
export const SMALL = [
  '--stores 2 --dcs 1 --customers 200 --products 200 --customers-per-day 60',
  '--set volume.online_orders_per_day=20',
]
  .join(' ')
  .split(' ')

/** Those of this process, by their further flags: to copy one takes a tenth of what it takes to make one. */
const made = new Map<string, Promise<string>>()

async function makeHistory(flags: readonly string[]): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'tillstream-history-'))
  process.once('exit', () => rmSync(data, { recursive: true, force: true }))
  await makeEmptyCluster(data)
  const { code, stderr } = await tillstream(['generate', ...SMALL, '--days', '2', ...flags, '--data', data])
  if (code !== 0) throw new Error(stderr)
  return data
}

/** A new directory, and a data directory of two days below it, made with further flags; removed when disposed of. */
export async function smallHistory(...flags: readonly string[]) {
  const key = JSON.stringify(flags)
  const original = made.get(key) ?? makeHistory(flags)
  made.set(key, original)
  const folder = mkdtempSync(join(tmpdir(), 'tillstream-history-'))
  const data = join(folder, 'data')
  execFileSync('cp', ['-a', await original, data])
  return {
    folder,
    data,
    /** Runs a command on it, unless the arguments name another. */
    run: (...args: readonly string[]) => tillstream(['--data', data, ...args]),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
