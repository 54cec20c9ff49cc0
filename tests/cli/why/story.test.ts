import { describe, expect, test } from 'vitest'
import { answerWhy } from '../../../src/cli/why/answer.ts'
import { MAX_EFFECTS } from '../../../src/cli/why/effects.ts'
import { MAX_REASONS } from '../../../src/cli/why/reason-forest.ts'
import { gatherStory, MAX_SLICES_READ, MAX_STREAMS_READ } from '../../../src/cli/why/story.ts'
import type { ToldLog } from '../../../src/cli/why/told-log.ts'
import type { RecordedEvent } from '../../../src/event-store/port.ts'
import { type EventId, eventIdText, sameEventId } from '../../../src/simulation/event-id.ts'
import { HOUR } from '../../../src/time/sim-time.ts'

const START = Date.UTC(2024, 0, 1)
/** Events so far, so that no two share an id. */
let count = 0

function happened(
  [type, stream, hours]: readonly [type: string, stream: string, hours: number],
  cause: RecordedEvent | null = null,
  data: object = {},
): RecordedEvent {
  const occurredAt = START + hours * HOUR
  const id: EventId = { ms: occurredAt, a: 1, b: 2, c: ++count }
  return {
    type,
    stream,
    id,
    occurredAt,
    data,
    businessDate: '2024-01-01',
    causation: cause?.id ?? null,
    correlation: cause?.correlation ?? id,
    session: null,
    entity: 1,
    sequence: count,
    revision: count,
    position: BigInt(count),
  }
}

function hourOf(at: number): number {
  return Math.floor((at - START) / HOUR)
}

/** A log of these events whose slices are one hour long, and what was read of it. */
function logOf(...events: readonly RecordedEvent[]): ToldLog & { readonly read: string[] } {
  const read: string[] = []
  return {
    read,
    async sliceAt(at) {
      const hour = hourOf(at)
      read.push(`hour ${hour}`)
      const inside = events.filter(({ occurredAt }) => hourOf(occurredAt) === hour)
      return { from: START + hour * HOUR, to: START + (hour + 1) * HOUR, events: inside }
    },
    event: async (id) => events.find((event) => sameEventId(event.id, id)),
    async *stream(name) {
      read.push(name)
      yield* events.filter(({ stream }) => stream === name)
    },
    async *streams(prefix) {
      yield* [...new Set(events.map(({ stream }) => stream))].filter((name) => name.startsWith(prefix))
    },
  }
}

describe('a story', () => {
  const created = happened(['online_order_created', 'onlineOrder-O1', 1])
  const picked = happened(['online_order_picked', 'onlineOrder-O1', 3], created)
  const booked = happened(['inventory_updated', 'dcDay-1_2024-01-01', 3], picked)
  const delivered = happened(['online_order_delivered', 'onlineOrder-O1', 60], picked)
  const other = happened(['inventory_updated', 'dcDay-1_2024-01-01', 3])

  test('is in the streams that it has touched, and beside its events in others', async () => {
    const log = logOf(created, picked, booked, other, delivered)
    const { events, isCut } = await gatherStory(log, booked)
    expect(isCut).toBe(false)
    expect([...events.values()].toSorted((left, right) => left.revision - right.revision)).toEqual([
      created,
      picked,
      booked,
      delivered,
    ])
  })

  test('is read where it is, and nowhere else', async () => {
    const log = logOf(created, picked, booked, other, delivered)
    await gatherStory(log, created)
    expect(log.read.toSorted()).toEqual(['dcDay-1_2024-01-01', 'hour 1', 'hour 3', 'hour 60', 'onlineOrder-O1'])
  })

  test('of an advertisement goes on with the visit that it causes within two days', async () => {
    const seen = happened(['ad_impression', 'campaign-C1', 1])
    const entered = happened(['customer_entered', 'storeDay-1_2024-01-02', 40], seen)
    const late = happened(['customer_entered', 'storeDay-1_2024-01-05', 90], seen)
    const { events } = await gatherStory(logOf(seen, entered, late), seen)
    expect([...events.values()]).toEqual([seen, entered])
  })

  test('that needs more streams than are read is told in part', async () => {
    const root = happened(['campaign_started', 'campaign-C1', 1])
    const effects = Array.from({ length: MAX_STREAMS_READ }, (_, n) => happened(['x', `stream-${n}`, 1], root))
    const full = await gatherStory(logOf(root, ...effects.slice(1)), root)
    expect([full.isCut, full.events.size]).toEqual([false, MAX_STREAMS_READ])
    const log = logOf(root, ...effects)
    expect((await gatherStory(log, root)).isCut).toBe(true)
    expect(new Set(log.read.filter((name) => name.startsWith('stream-'))).size).toBe(MAX_STREAMS_READ - 1)
  })

  test('that needs more slices than are read is told in part', async () => {
    const root = happened(['campaign_started', 'campaign-C1', 1])
    const effects = Array.from({ length: MAX_SLICES_READ }, (_, n) => happened(['x', 'campaign-C1', n + 2], root))
    expect((await gatherStory(logOf(root, ...effects.slice(1)), root)).isCut).toBe(false)
    const { left_out: leftOut } = await answerWhy(logOf(root, ...effects), root, { depth: 1 })
    expect(leftOut[0]).toEqual({ at: eventIdText(root.id), what: 'parts_of_the_log', count: 1 })
  })
})

describe('an answer', () => {
  test('shows so many effects of one event, and counts the others', async () => {
    const root = happened(['shipment_loaded', 'shipment-D1S1-20240101-1', 1])
    const effects = Array.from({ length: MAX_EFFECTS + 3 }, () => happened(['x', 'dcDay-1_2024-01-01', 1], root))
    const { nodes, left_out: leftOut } = await answerWhy(logOf(root, ...effects), root, { depth: 1 })
    expect(nodes).toHaveLength(1 + MAX_EFFECTS)
    expect(leftOut).toEqual([{ at: eventIdText(root.id), what: 'effects', count: 3 }])
  })

  test('follows so many reasons of a shipment, and tells causes that they share once', async () => {
    const visit = happened(['customer_entered', 'storeDay-1_2024-01-01', 1])
    const reorders = Array.from({ length: MAX_REASONS + 2 }, () =>
      happened(['reorder_triggered', visit.stream, 1], visit),
    )
    const lines = reorders.map(({ id }) => ({ product_id: 1, units: 2, reorder_id: eventIdText(id) }))
    const scheduled = happened(['shipment_scheduled', 'shipment-D1S1-20240101-1', 5], null, { lines })
    const { nodes, left_out: leftOut } = await answerWhy(logOf(visit, ...reorders, scheduled), scheduled, { depth: 1 })
    expect(nodes.map(({ relation, depth }) => [relation, depth])).toEqual([
      ['cause_of_reason', 0],
      ...Array.from({ length: MAX_REASONS }, () => ['reason', 1]),
      ['asked', 0],
    ])
    expect(leftOut).toEqual([{ at: eventIdText(scheduled.id), what: 'reasons', count: 2 }])
  })

  test('says how much of a reorder no shipment has filled', async () => {
    const reorder = happened(['reorder_triggered', 'storeDay-7_2024-01-01', 1], null, {
      store_id: 7,
      dc_id: null,
      reorder_quantity: 5,
    })
    const shipment = (name: string, units: number) =>
      happened(['shipment_scheduled', `shipment-${name}`, 30], null, {
        shipment_id: name,
        lines: [{ product_id: 1, units, reorder_id: eventIdText(reorder.id) }],
      })
    const near = [shipment('D1S7-20240101-1', 1), shipment('D1S7-20240103-1', 2)]
    const elsewhere = [shipment('D1S8-20240102-1', 1), shipment('D1S7-20240301-1', 1), shipment('P1D7-20240102-1', 1)]
    const { nodes } = await answerWhy(logOf(reorder, ...near, ...elsewhere), reorder, { depth: 1 })
    expect(nodes.map(({ relation, summary }) => [relation, summary])).toEqual([
      ['asked', 'store 7, 5 units; on shipments within 28 days: 3 of 5 units'],
      ['filled_by', 'D1S7-20240101-1, 1 line; 1 of 5 units'],
      ['filled_by', 'D1S7-20240103-1, 1 line; 2 of 5 units'],
    ])
  })

  test('of a returned sale begins with the sale', async () => {
    const sold = happened(['receipt_created', 'storeDay-3_2024-01-01', 1], null, { receipt_id: 'R3-20240101-1' })
    const returned = happened(['receipt_created', 'storeDay-3_2024-01-02', 30], null, {
      receipt_id: 'R3-20240102-9',
      return_for_receipt_id: 'R3-20240101-1',
    })
    const { nodes } = await answerWhy(logOf(sold, returned), returned, { depth: 1 })
    expect(nodes.map(({ relation, summary }) => [relation, summary])).toEqual([
      ['reason', 'R3-20240101-1'],
      ['asked', 'R3-20240102-9'],
    ])
  })
})
