import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Digest } from '../../src/digest/digest.ts'
import { ended } from '../cli/running.ts'
import { temporaryFolder } from '../database/temporary-database.ts'
import { type Histories, type History, openHistories, SMALL_COMPANY, type Start } from './histories.ts'

const TWO_DAYS = ['generate', ...SMALL_COMPANY, '--days=2', '--set=performance.slice_events=200']
/** Root may write where nobody may, unless it gives that right away. */
const AS_OTHERS = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override'] : []

let histories: Histories
/** Two days in which nothing went wrong. */
let undisturbed: Digest
beforeAll(async () => {
  histories = await openHistories()
  const history = await histories.begin('undisturbed')
  await history.run(TWO_DAYS)
  undisturbed = await history.digest()
}, 120_000)
afterAll(() => histories[Symbol.asyncDispose]())

const tried = (history: History, how: Start = {}) => ended(history.start(TWO_DAYS, how))

/** What is left by a fault is continued, and nothing is lost or twice. */
async function continued(history: History): Promise<void> {
  const { code, stderr } = await tried(history)
  expect([code, stderr]).toEqual([0, expect.anything()])
  expect(await history.digest()).toEqual(undisturbed)
}

/** A small file system in memory; undefined where we may not mount one. */
function mountTmpfs(path: string, size: string): boolean {
  mkdirSync(path, { recursive: true })
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]).status === 0
}

describe('a disk that is full', () => {
  test('ends the run with what to do, and more room continues it', async ({ skip }) => {
    using folder = temporaryFolder()
    const path = join(folder.path, 'small')
    skip(!mountTmpfs(path, '900k'), 'needs the right to mount a tmpfs')
    try {
      const history = await histories.begin('full_disk', path)
      const { code, stderr } = await tried(history)
      expect([code, stderr]).toEqual([
        3,
        expect.stringMatching(/events\.sqlite: .*; the disk or its quota is full: free some space and start again\n$/),
      ])
      expect(spawnSync('mount', ['-o', 'remount,size=64m', path]).status).toBe(0)
      await continued(history)
    } finally {
      spawnSync('umount', [path])
    }
  }, 60_000)

  test.skipIf(process.platform === 'win32')(
    'and one on which files may not grow further, too',
    async () => {
      const history = await histories.begin('limited')
      const { code, stderr } = await tried(history, { through: ['bash', '-c', 'ulimit -f 400; exec "$@"', 'bash'] })
      expect([code, stderr]).toEqual([
        3,
        expect.stringMatching(/^error: event log .*events\.sqlite: .+; .+: .+ and start again$/m),
      ])
      await continued(history)
    },
    60_000,
  )
})

describe('a data directory that may only be read', () => {
  test.skipIf(process.platform !== 'linux')(
    'is refused with its path, left as it is, and told of by status',
    async () => {
      const history = await histories.begin('read_only')
      expect((await ended(history.start(['generate', ...SMALL_COMPANY, '--days=1']))).code).toBe(0)
      const before = await history.digest()
      chmodSync(history.data, 0o555)
      const { code, stderr } = await tried(history, { through: AS_OTHERS })
      const status = await ended(history.start(['status'], { through: AS_OTHERS }))
      chmodSync(history.data, 0o755)
      expect([code, stderr]).toEqual([2, `error: ${history.data} cannot be written to by this user (EACCES)\n`])
      expect([status.code, status.stdout]).toEqual([0, expect.stringMatching(/^Writing +nobody$/m)])
      expect(await history.digest()).toEqual(before)
      await continued(history)
    },
    60_000,
  )
})

test('a log that was cut off is refused with what to do, and not written to', async () => {
  const history = await histories.begin('cut_off')
  expect((await ended(history.start(['generate', ...SMALL_COMPANY, '--days=1']))).code).toBe(0)
  const file = join(history.data, 'events.sqlite')
  const half = Math.floor(statSync(file).size / 2)
  truncateSync(file, half)
  const { code, stderr } = await tried(history)
  expect([code, stderr]).toEqual([
    3,
    expect.stringContaining('the file is damaged: restore it from a copy, or delete it and generate again'),
  ])
  expect(statSync(file).size).toBe(half)
}, 60_000)

test('of two processes on one directory, the second is refused with the number of the first', async () => {
  const history = await histories.begin('contended')
  const first = history.start([...TWO_DAYS.slice(0, -2), '--days=30'])
  const end = ended(first)
  while (!existsSync(join(history.data, 'events.sqlite'))) await pause(20)
  const { code, stderr } = await tried(history)
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining(`${history.data} is being written by process ${String(first.pid)}`),
  ])
  first.kill('SIGKILL')
  await end
}, 60_000)

/** Nobody can connect to the database, and nobody is connected any more. */
async function shut({ name }: History): Promise<void> {
  const { pool } = histories.server
  await pool.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  await pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
}

test('a Postgres that goes away and comes back is waited for', async () => {
  const history = await histories.begin('away')
  const child = history.start([...TWO_DAYS, '--set=performance.slice_events=100'])
  const end = ended(child)
  let absences = 0
  while (child.exitCode === null) {
    await pause(150)
    const { rows } = await histories.server.pool.query<{ sessions: number }>(
      'SELECT count(*)::int AS sessions FROM pg_stat_activity WHERE datname = $1',
      [history.name],
    )
    const isLoading =
      existsSync(join(history.data, 'events.sqlite')) && statSync(join(history.data, 'events.sqlite')).size > 0
    if (!isLoading || (rows[0]?.sessions ?? 0) === 0) continue
    await shut(history)
    await pause(300)
    await histories.server.pool.query(`ALTER DATABASE ${history.name} ALLOW_CONNECTIONS true`)
    absences++
    if (absences === 3) break
  }
  const { code, stderr } = await end
  // One that goes away before the tables are being loaded ends the run, which is continued like any other.
  expect([code === 0 || code === 3, stderr]).toEqual([true, expect.anything()])
  expect(absences).toBeGreaterThan(0)
  await continued(history)
}, 60_000)

/** A clock that is years ahead and years behind by turns, in every thread. */
const JUMPING_CLOCK = `data:text/javascript,${encodeURIComponent(`
  const real = Date.now.bind(Date)
  let calls = 0
  const jumped = () => real() + (calls++ % 2 === 0 ? -400 : 900) * 86_400_000
  globalThis.Date = class extends Date {
    constructor(...given) { super(...(given.length === 0 ? [jumped()] : given)) }
    static now() { return jumped() }
  }
`)}`

test('a clock that jumps changes nothing', async () => {
  const history = await histories.begin('jumping')
  const { code, stderr } = await tried(history, { env: { NODE_OPTIONS: `--import ${JUMPING_CLOCK}` } })
  expect([code, stderr]).toEqual([0, expect.anything()])
  expect(await history.digest()).toEqual(undisturbed)
}, 60_000)
