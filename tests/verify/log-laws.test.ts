import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordedEvent } from '../../src/event-store/port.ts'
import { checkLog, LOG_LAWS } from '../../src/verify/log/log-laws.ts'
import { RecentEvents } from '../../src/verify/log/recent-events.ts'
import { startStories } from '../../src/verify/log/stories.ts'
import type { LawReport } from '../../src/verify/report.ts'
import { DAMAGES, NEVER, ofType, withChanged } from './damages.ts'
import { type SmallRun, simulateSmallRun } from './small-run.ts'

/** Shelves that are refilled on the second day. */
const SCARCE = {
  store_initial_inventory_min: 10,
  store_initial_inventory_max: 40,
  store_reorder_point_min: 5,
  store_reorder_point_max: 9,
}

let run: SmallRun
let events: readonly RecordedEvent[]

beforeAll(async () => {
  run = await simulateSmallRun({ days: 2, seed: 6, volume: { stores: 2, dcs: 1, ...SCARCE } })
  const read: RecordedEvent[] = []
  for await (const batch of run.store.readAll('start')) read.push(...batch.events)
  events = read
})

afterAll(() => run[Symbol.asyncDispose]())

/** A log of these events in batches of some size. */
function logOf(all: readonly RecordedEvent[], batch = 1000) {
  return {
    async *readAll() {
      for (let start = 0; start < all.length; start += batch) {
        yield { events: all.slice(start, start + batch), upTo: BigInt(start) }
      }
    },
  }
}

async function broken(all: readonly RecordedEvent[]): Promise<readonly LawReport[]> {
  return (await checkLog(logOf(all), LOG_LAWS)).filter(({ violations }) => violations > 0)
}

describe('a healthy log', () => {
  test('keeps every law about logs, each held against many events', async () => {
    const reports = await checkLog(run.store, LOG_LAWS)
    expect(reports.filter(({ violations }) => violations > 0)).toEqual([])
    for (const { name, checked } of reports) expect(checked, name).toBeGreaterThan(5000)
  })
})

describe('a damaged log breaks exactly one law', () => {
  test.each(DAMAGES)('$what: $name', async ({ name, offender, log }) => {
    const reports = await broken(log(events))
    expect(reports.map((report) => report.name)).toEqual([name])
    expect(reports[0]?.offenders[0]).toMatch(offender)
  })

  test('and every law about logs is among them', () => {
    expect(new Set(DAMAGES.map(({ name }) => name))).toEqual(new Set(LOG_LAWS.map(({ name }) => name)))
  })
})

async function storiesWithin(all: readonly RecordedEvent[], remembered: number, awaited: number) {
  let readings = 0
  const readLog = async function* () {
    readings++
    for await (const batch of logOf(all, 100).readAll()) yield batch.events
  }
  const recent = new RecentEvents(remembered)
  const fold = startStories({ readLog, recent }, awaited)
  for await (const batch of readLog()) {
    for (const event of batch) fold.add(event, recent.add(event))
    await fold.settle?.()
  }
  return { finding: await fold.end(), readings }
}

describe('limits of memory', () => {
  test('do not change what is found, only how often the log is read', async () => {
    const damaged = withChanged(events, ofType('payment_processed'), () => ({ causation: NEVER }))
    const roomy = await storiesWithin(damaged, 1 << 16, 1 << 16)
    const tight = await storiesWithin(damaged, 16, 50)
    expect(tight.finding).toEqual(roomy.finding)
    expect(roomy.finding.violations).toBe(1)
    expect(roomy.readings).toBe(2)
    expect(tight.readings).toBeGreaterThan(5)
  })
})
