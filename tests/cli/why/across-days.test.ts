import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StoryAnswer } from '../../../src/api/stories.ts'
import { openEmbeddedEventStore } from '../../../src/event-store/embedded.ts'
import { isBookkeeping, type RecordedEvent } from '../../../src/event-store/port.ts'
import type { RetailEvent } from '../../../src/retail/events.ts'
import { eventIdText } from '../../../src/simulation/event-id.ts'
import { only } from '../../retail/simulated.ts'
import { smallHistory } from '../small-history.ts'

/** Goods that are soon brought back, shelves that have to be refilled at once, and trucks that break down. */
const EVENTFUL = [
  'returns.rate=0.1',
  'returns.days.max=1',
  'volume.store_initial_inventory_max=12',
  'volume.store_initial_inventory_min=2',
  'volume.store_reorder_point_max=6',
  'volume.store_reorder_point_min=1',
  'disruptions.daily_chance=1',
  'disruptions.class_shares=[0,0,1]',
  ...['dc_outage', 'inventory_shortage', 'weather_delay', 'supplier_delay']
    .concat('capacity_constraint', 'labor_shortage', 'system_outage')
    .map((type) => `disruptions.type_weights.${type}=0`),
].flatMap((setting) => ['--set', setting])

let history: Awaited<ReturnType<typeof smallHistory>>
let events: readonly RetailEvent[]
beforeAll(async () => {
  history = await smallHistory('--customers-per-day', '200', ...EVENTFUL)
  // `why` needs no tables.
  rmSync(join(history.data, 'postgres'), { recursive: true })
  await using store = await openEmbeddedEventStore(history.data, { readOnly: true })
  const read: RecordedEvent[] = []
  for await (const batch of store.readAll('start')) read.push(...batch.events)
  events = read.filter(({ stream }) => !isBookkeeping(stream)) as readonly unknown[] as RetailEvent[]
})
afterAll(() => history[Symbol.dispose]())

async function answer(name: string): Promise<StoryAnswer> {
  const { code, stdout, stderr } = await history.run('why', name, '--json')
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as StoryAnswer
}

function summaries({ nodes }: StoryAnswer, type: string) {
  return nodes.filter((node) => node.type === type).map(({ relation, summary }) => [relation, summary.split(', ')[0]])
}

/** A sale of which something comes back, and the receipt of that. */
function brought() {
  const refund = only(events, 'receipt_created').find(({ data }) => data.return_for_receipt_id !== null)
  if (refund === undefined) throw new Error('nothing was brought back')
  return { sale: refund.data.return_for_receipt_id ?? '', refund: refund.data.receipt_id }
}

describe('a sale that is brought back on a later day', () => {
  test('is told with its return', async () => {
    const { sale, refund } = brought()
    expect(summaries(await answer(sale), 'receipt_created')).toEqual([
      ['asked', sale],
      ['effect', refund],
    ])
  })

  test('is told once above its return', async () => {
    const { sale, refund } = brought()
    expect(summaries(await answer(refund), 'receipt_created')).toEqual([
      ['cause', sale],
      ['asked', refund],
    ])
  })
})

/** What the log says about a delay. */
function delayed() {
  const late = only(events, 'shipment_delayed').at(0)
  if (late === undefined) throw new Error('nothing was made late')
  return late.data
}

describe('a disruption', () => {
  test('is told, by its id, with all that it made late', async () => {
    const { disruption_id: id } = delayed()
    const all = only(events, 'shipment_delayed').filter(({ data }) => data.disruption_id === id)
    const answered = await answer(id)
    expect(answered.nodes[0]).toMatchObject({ relation: 'asked', type: 'disruption_started' })
    const told = answered.nodes.filter(({ relation }) => relation === 'delayed')
    expect(told.map((node) => node.id).toSorted()).toEqual(all.map((each) => eventIdText(each.id)).toSorted())
    expect(new Set(told.map(({ parent }) => parent))).toEqual(new Set([answered.asked]))
  })

  test('is a reason of what it made late', async () => {
    const { shipment_id: name, disruption_id: id } = delayed()
    const { nodes } = await answer(name)
    const reason = nodes.find(({ type }) => type === 'disruption_started')
    expect(reason).toMatchObject({ relation: 'reason', stream: `disruption-${id}` })
  })
})
