import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
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

/** A new directory, and a data directory of two days below it, made with further flags; removed when disposed of. */
export async function smallHistory(...flags: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'tillstream-history-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  await makeEmptyCluster(data)
  const made = await tillstream(['generate', ...SMALL, '--days', '2', ...flags, '--data', data])
  if (made.code !== 0) throw new Error(made.stderr)
  return {
    folder,
    data,
    /** Runs a command on it, unless the arguments name another. */
    run: (...args: readonly string[]) => tillstream(['--data', data, ...args]),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
