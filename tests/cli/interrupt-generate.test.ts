import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GenerateResult } from '../../src/cli/generate/result.ts'
import type { Status } from '../../src/cli/status/status.ts'
import { currentWriter } from '../../src/cli/writer-lock.ts'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { readSlices } from '../../src/event-store/reader.ts'
import { dateText, dayNumberOf } from '../../src/time/business-date.ts'
import { ended, LAUNCHER, tillstream } from './running.ts'

const SIZE =
  '--stores 4 --dcs 1 --customers 2000 --products 300 --customers-per-day 300 --set volume.online_orders_per_day=60'.split(
    ' ',
  )

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillstream-interrupt-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The log of another process, as soon as there is one. */
async function openForeignLog(data: string): Promise<EmbeddedEventStore> {
  for (;;) {
    try {
      return await openEmbeddedEventStore(data, { readOnly: true })
    } catch {
      await delay(20)
    }
  }
}

/** Returns when the log has this many slices. */
async function slicesIn(data: string, wanted: number): Promise<void> {
  await using log = await openForeignLog(data)
  for await (const { number } of readSlices(log, 'start', { live: true })) if (number >= wanted) return
}

async function json<Result>(...args: readonly string[]): Promise<Result> {
  const { code, stdout, stderr } = await tillstream([...args, '--json'])
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Result
}

test('Ctrl-C leaves a state from which generate goes on to the same history', { timeout: 60_000 }, async () => {
  const [stopped, whole] = [join(folder, 'stopped'), join(folder, 'whole')]
  // More than a year takes minutes: the run is still going when the signal comes, however late that is.
  const args = ['generate', ...SIZE, '--days', '400', '--set', 'performance.slice_events=500', '--json']
  const child = spawn(process.execPath, [LAUNCHER, ...args, '--data', stopped], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = ended(child)
  await slicesIn(stopped, 2)
  child.kill('SIGINT')
  const { code, stdout } = await exit
  const result = JSON.parse(stdout) as GenerateResult
  expect([code, result.interrupted]).toEqual([130, true])
  expect([currentWriter(stopped), readdirSync(join(stopped, 'postgres-leases'))]).toEqual([undefined, []])

  const between = await json<Status>('status', '--data', stopped)
  expect(between.history.unfinished_target).toBe('2025-02-03')
  const target = dateText(dayNumberOf(between.history.to ?? '2024-01-01') + 1)
  const rest = await json<GenerateResult>('generate', '--to', target, '--data', stopped)
  await json('generate', ...SIZE, '--to', target, '--data', whole)
  expect([rest.to, rest.interrupted]).toEqual([target, false])
  expect(await json('digest', '--data', stopped)).toEqual(await json('digest', '--data', whole))
})
