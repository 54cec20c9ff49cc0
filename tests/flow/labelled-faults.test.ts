import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDatabase } from '../../src/database/connect.ts'
import { type Histories, type History, openHistories } from './histories.ts'

interface Told {
  readonly trace_id: string
  readonly ingest_timestamp: string
}

interface Detail {
  readonly copies?: number
  readonly delay_seconds?: number
}

let histories: Histories
let history: History
beforeAll(async () => {
  histories = await openHistories()
  history = await histories.begin('faulty')
  await history.generate(['--days=1'])
})
afterAll(async () => await histories[Symbol.asyncDispose]())

/** Sends the log to a file of a new directory and returns what is in it. */
async function toFiles(name: string, ...args: readonly string[]): Promise<readonly Told[]> {
  const directory = join(history.data, '..', name)
  const { code, stderr } = await history.run([...args, '--sink=file', `--set=stream.directory=${directory}`])
  if (code !== 0) throw new Error(stderr)
  const lines = readFileSync(join(directory, 'events-000001.ndjson'), 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Told)
}

const timeOf = ({ ingest_timestamp: at }: Told) => Date.parse(at)

describe('faults on purpose', () => {
  const RATES = ['--late=0.05', '--duplicate=0.05', '--drop=0.05', '--corrupt=0.05']

  test('are all told, and nothing else is wrong with what arrives', async () => {
    const clean = await toFiles('clean', 'replay')
    const faulty = await toFiles('faulty', 'publish', '--from=start', ...RATES)
    const url = new URL(histories.server.url)
    url.pathname = history.name
    await using database = await connectDatabase({ databaseUrl: url.href, dataDir: history.data })
    const { rows: faults } = await database.pool.query<{ id: string; kind: string; detail: Detail }>(
      'SELECT event_id AS id, kind, detail FROM truth_faults',
    )
    const byId = new Map(faults.map((fault) => [fault.id, fault]))
    const arrived = Map.groupBy(faulty, ({ trace_id }) => trace_id)
    for (const event of clean) {
      const copies = arrived.get(event.trace_id) ?? []
      const fault = byId.get(event.trace_id)
      const expected = fault?.kind === 'drop' ? 0 : (fault?.detail.copies ?? 1)
      expect([event.trace_id, fault?.kind, copies.length]).toEqual([event.trace_id, fault?.kind, expected])
      const isRight = copies.every((copy) => isDeepStrictEqual(copy, event))
      expect([event.trace_id, isRight]).toEqual([event.trace_id, fault?.kind !== 'corrupt'])
    }
    const onTime = faulty.map((event, place) => ({ at: timeOf(event), place, fault: byId.get(event.trace_id) }))
    for (const { at, place, fault } of onTime.filter((each) => each.fault?.kind === 'late')) {
      const due = at + (fault?.detail.delay_seconds ?? 0) * 1000
      const before = onTime.findLast((each) => each.fault === undefined && each.at < due)
      expect(place).toBeGreaterThan(before?.place ?? 0)
    }
    for (const kind of ['late', 'duplicate', 'drop', 'corrupt']) {
      const count = faults.filter((fault) => fault.kind === kind).length
      const expected = clean.length * 0.05
      expect(Math.abs(count - expected)).toBeLessThan(2.576 * Math.sqrt(expected * 0.95))
    }
  })

  test('the digest does not know of them', async () => {
    expect(Object.keys((await history.digest()).tables)).not.toContain('truth_faults')
  })

  test('more than all is refused', async () => {
    const { code, stderr } = await history.run(['publish', '--sink=file', '--late=0.6', '--drop=0.6'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/stream\.faults: the shares come to 1\.2, allowed: 1 together/),
    ])
  })
})
