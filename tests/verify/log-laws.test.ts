import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordedEvent } from '../../src/event-store/port.ts'
import { checkLog, LOG_LAWS } from '../../src/verify/log/log-laws.ts'
import { startStories } from '../../src/verify/log/stories.ts'
import type { LawReport } from '../../src/verify/report.ts'
import { type SmallRun, simulateSmallRun } from './small-run.ts'

let run: SmallRun
let events: readonly RecordedEvent[]

beforeAll(async () => {
  run = await simulateSmallRun({ days: 2, seed: 6, volume: { stores: 2, dcs: 1 } })
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

type Change = (event: RecordedEvent, index: number) => Partial<RecordedEvent>

/** The log with the first event that fits changed. */
function withChanged(fits: (event: RecordedEvent, index: number) => boolean, change: Change): RecordedEvent[] {
  const index = events.findIndex(fits)
  expect(index).toBeGreaterThanOrEqual(0)
  return events.map((event, at) => (at === index ? { ...event, ...change(event, at) } : event))
}

function ofType(type: string): (event: RecordedEvent) => boolean {
  return (event) => event.type === type
}

/** The log without the first event that fits, its stream closed up behind it. */
function without(fits: (event: RecordedEvent) => boolean): RecordedEvent[] {
  const gone = events.find(fits)
  return events
    .filter((event) => event !== gone)
    .map((event) =>
      event.stream === gone?.stream && event.revision > gone.revision
        ? { ...event, revision: event.revision - 1 }
        : event,
    )
}

const NEVER = { ms: 1, a: 1, b: 1, c: 1 }

interface Damage {
  readonly what: string
  readonly name: string
  readonly offender: RegExp
  readonly log: () => RecordedEvent[]
}

const DAMAGES: readonly Damage[] = [
  {
    what: 'an id that is there twice',
    name: 'event_ids_unique',
    offender: /^storeDay-.+ zone_traffic_measured has the id .+ of an earlier event$/,
    log() {
      const [first, second] = events.filter(ofType('zone_traffic_measured'))
      const same = { id: first?.id ?? NEVER, correlation: first?.id ?? NEVER, occurredAt: first?.occurredAt ?? 0 }
      return events.map((event) => (event === second ? { ...event, ...same } : event))
    },
  },
  {
    what: 'an id of another time',
    name: 'event_ids_unique',
    offender: /of another time$/,
    log: () =>
      withChanged(ofType('zone_traffic_measured'), ({ id }) => {
        const other = { ...id, ms: id.ms - 1 }
        return { id: other, correlation: other }
      }),
  },
  {
    what: 'a cause that does not exist',
    name: 'causes_and_stories',
    offender: /^storeDay-.+ payment_processed names the cause 00000000-0001-.+, which is not in the log$/,
    log: () => withChanged(ofType('payment_processed'), () => ({ causation: NEVER })),
  },
  {
    what: 'a cause that comes later',
    name: 'causes_and_stories',
    offender: /does not come after its cause/,
    log() {
      const left = events.find(ofType('customer_left'))
      return withChanged(
        (event) => event.type === 'ble_ping_detected' && event.session?.c === left?.session?.c,
        () => ({ causation: left?.id ?? null }),
      )
    },
  },
  {
    what: 'an event that causes itself',
    name: 'causes_and_stories',
    offender: /does not come after its cause/,
    log: () => withChanged(ofType('receipt_line_added'), ({ id }) => ({ causation: id })),
  },
  {
    what: 'an event that tells another story than its cause',
    name: 'causes_and_stories',
    offender: /customer_zone_changed tells another story than its cause/,
    log: () => withChanged(ofType('customer_zone_changed'), ({ id }) => ({ correlation: id })),
  },
  {
    what: "an event without a cause in another's story",
    name: 'causes_and_stories',
    offender: /store_closed has no cause but tells another's story$/,
    log: () => withChanged(ofType('store_closed'), () => ({ correlation: NEVER })),
  },
  {
    what: 'a shipment of a reorder that was never placed',
    name: 'causes_and_stories',
    offender: /shipment_scheduled names the reorder .+, which is not in the log$/,
    log: () => without((event) => event.type === 'reorder_triggered' && isShipped(event)),
  },
  {
    what: 'a gap in a stream',
    name: 'revisions_dense',
    offender: /^storeDay-.+@\d+ \w+ stands where revision \d+ is due$/,
    log() {
      const gone = events.findIndex(ofType('zone_traffic_measured'))
      return events.filter((_, index) => index !== gone)
    },
  },
  {
    what: 'an event behind the end of its stream',
    name: 'revisions_dense',
    offender: /zone_traffic_measured stands in a stream that has ended or not begun$/,
    log() {
      const end = events.find(ofType('store_day_ended'))
      const last = events.findLast(ofType('zone_traffic_measured'))
      return events.concat({
        ...last,
        stream: end?.stream,
        revision: (end?.revision ?? 0) + 1,
        ...newIdentity(last),
      } as RecordedEvent)
    },
  },
  {
    what: 'a visitor who changes into a zone from where he is not',
    name: 'visits_enter_walk_leave',
    offender: /customer_zone_changed leaves EXIT, but the visitor is in ENTRANCE$/,
    log: () => withChanged(ofType('customer_zone_changed'), ({ data }) => ({ data: { ...data, from_zone: 'EXIT' } })),
  },
  {
    what: 'a visitor who never leaves',
    name: 'visits_enter_walk_leave',
    offender: /^storeDay-.+ store_day_ended while 1 parties are inside$/,
    log: () => without(ofType('customer_left')),
  },
  {
    what: 'a payment by somebody who is outside',
    name: 'visits_enter_walk_leave',
    offender: /payment_processed belongs to nobody who is inside$/,
    log: () => withChanged(ofType('payment_processed'), () => ({ session: NEVER })),
  },
]

function isShipped({ id }: RecordedEvent): boolean {
  const tail = (id.c >>> 0).toString(16).padStart(8, '0')
  return events.some((event) => event.type === 'shipment_scheduled' && JSON.stringify(event.data).includes(`${tail}"`))
}

function newIdentity(event: RecordedEvent | undefined) {
  const { ms, a, b, c } = event?.id ?? NEVER
  const id = { ms, a, b, c: c + 1 }
  return { id, correlation: id }
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
    const reports = await broken(log())
    expect(reports.map((report) => report.name)).toEqual([name])
    expect(reports[0]?.offenders[0]).toMatch(offender)
  })

  test('and every law about logs is among them', () => {
    expect(new Set(DAMAGES.map(({ name }) => name))).toEqual(new Set(LOG_LAWS.map(({ name }) => name)))
  })
})

describe('limits of memory', () => {
  async function storiesWithin(all: readonly RecordedEvent[], remembered: number, awaited: number) {
    let readings = 0
    const readLog = async function* () {
      readings++
      for await (const batch of logOf(all, 100).readAll()) yield batch.events
    }
    const fold = startStories(readLog, { remembered, awaited })
    for await (const batch of readLog()) {
      for (const event of batch) fold.add(event)
      await fold.settle?.()
    }
    return { finding: await fold.end(), readings }
  }

  test('do not change what is found, only how often the log is read', async () => {
    const damaged = withChanged(ofType('payment_processed'), () => ({ causation: NEVER }))
    const roomy = await storiesWithin(damaged, 1 << 16, 1 << 16)
    const tight = await storiesWithin(damaged, 16, 50)
    expect(tight.finding).toEqual(roomy.finding)
    expect(roomy.finding.violations).toBe(1)
    expect(roomy.readings).toBe(2)
    expect(tight.readings).toBeGreaterThan(5)
  })
})
