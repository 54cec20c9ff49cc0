import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Digest } from '../../src/digest/digest.ts'
import { Draws } from '../../src/simulation/random.ts'
import { rootKey } from '../../src/simulation/root-key.ts'
import { type Histories, openHistories, SMALL_COMPANY } from './histories.ts'

/** Within one history. */
const KILLS = 3

let histories: Histories
/** Two days in one go. */
let whole: Digest
beforeAll(async () => {
  histories = await openHistories()
  const history = await histories.begin('whole')
  await history.generate(['--days=2', '--set=performance.slice_events=1000'])
  whole = await history.digest()
}, 120_000)
afterAll(() => histories[Symbol.asyncDispose]())

test('the history is one: of some size, in log and tables', () => {
  expect(whole.log.events).toBeGreaterThan(3000)
  expect(whole.tables.fact_receipts?.rows).toBeGreaterThan(20)
  expect(whole.tables.fact_reorders?.rows).toBeGreaterThan(20)
})

test('a day and another day, in slices of other lengths, are two days', async () => {
  const history = await histories.begin('split')
  await history.generate(['--days=1', '--workers=2', '--set=performance.slice_events=100'])
  const first = await history.digest()
  await history.generate(['--days=2', '--set=performance.slice_events=50000'])
  expect(first.all).not.toBe(whole.all)
  expect(await history.digest()).toEqual(whole)
}, 60_000)

test('two workers make it, and a third that has nothing to do', async () => {
  const history = await histories.begin('workers')
  await history.generate(['--days=2', '--workers=3'])
  expect(await history.digest()).toEqual(whole)
}, 60_000)

test('a run that is killed, again and again, and continued ends where an undisturbed one does', async () => {
  let history = await histories.begin('killed')
  const draws = new Draws(rootKey('kills'))
  const args = ['generate', ...SMALL_COMPANY, '--days=2', '--workers=2', '--set=performance.slice_events=200']
  let kills = 0
  for (let attempt = 1; kills < KILLS; attempt++) {
    const { code, signal, stderr } = await history.runAndKill(args, draws.between(4, 80) * 1024)
    expect([code, signal, stderr]).toEqual(signal === 'SIGKILL' ? [null, signal, stderr] : [0, null, stderr])
    kills = signal === 'SIGKILL' ? kills + 1 : 0
    // It was faster than its killer, and nothing is left to interrupt.
    if (kills === 0) history = await histories.begin(`killed_${attempt}`)
  }
  await history.generate(['--days=2'])
  expect(await history.digest()).toEqual(whole)
}, 120_000)

test('the place, the language and the time zone of the machine change nothing; the seed does', async () => {
  const [elsewhere, other] = [await histories.begin('elsewhere'), await histories.begin('other')]
  await elsewhere.generate(['--days=2'], { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' })
  await other.generate(['--days=2', '--seed=8'])
  expect(await elsewhere.digest()).toEqual(whole)
  const { log, tables } = await other.digest()
  expect(log.sha256).not.toBe(whole.log.sha256)
  expect(tables.fact_receipts?.sha256).not.toBe(whole.tables.fact_receipts?.sha256)
  expect(tables.dim_date).toEqual(whole.tables.dim_date)
}, 60_000)
