import { describe, expect, test } from 'vitest'
import { ONLINE_ORDERS } from '../../../src/retail/agent-codes.ts'
import { pickedAt } from '../../../src/retail/online/order-times.ts'
import { Draws } from '../../../src/simulation/random.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { dayNumberOf } from '../../../src/time/business-date.ts'
import { DAY, HOUR } from '../../../src/time/sim-time.ts'
import { given, stock } from '../given.ts'
import { happens, only, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

/** In Chicago: store 1 is open from 8 to 22, store 2 always. */
const company = tinyCompany({ stores: [{}, { opensAt: 0, closesAt: 24 }], customers: [{}] })
const STORE = { node_type: 'STORE', node_id: 1 } as const
const NEVER_CLOSES = { node_type: 'STORE', node_id: 2 } as const
const DC = { node_type: 'DC', node_id: 1 } as const

/** A local instant in Chicago. */
function local(date: string, hour: number): number {
  return company.storeZones[1]?.localHourStart(dayNumberOf(date), hour) ?? 0
}

/** When each of many orders that could be picked at `wished` is. */
function picks(node: Parameters<typeof pickedAt>[1], wished: number): number[] {
  const draws = new Draws(rootKey('picking'))
  return Array.from({ length: 300 }, () => pickedAt(company, node, wished, draws))
}

describe('an order is picked', () => {
  test.each([
    ['by a DC at night', DC, local('2024-03-05', 3)],
    ['by a DC on a holiday', DC, local('2024-12-25', 12)],
    ['by a store while it is open', STORE, local('2024-03-05', 8) + 1],
    ['by a store until it closes', STORE, local('2024-03-05', 22) - 1],
    ['by a store that never closes', NEVER_CLOSES, local('2024-03-05', 3)],
  ] as const)('%s, without delay', (_, node, wished) => {
    expect(new Set(picks(node, wished))).toEqual(new Set([wished]))
  })

  test.each([
    ['before it opens', STORE, local('2024-03-05', 3), local('2024-03-05', 8)],
    ['at the very instant at which it opens', STORE, local('2024-03-05', 8), local('2024-03-05', 8)],
    ['as it closes', STORE, local('2024-03-05', 22), local('2024-03-06', 8)],
    ['on a holiday', STORE, local('2024-12-25', 12), local('2024-12-26', 8)],
    ['in the night before a holiday', STORE, local('2024-12-24', 23), local('2024-12-26', 8)],
    ['in the night in which the clock is put forward', STORE, local('2024-03-10', 0), local('2024-03-10', 8)],
    ['before it opens after its one holiday', NEVER_CLOSES, local('2024-12-25', 12), local('2024-12-26', 0)],
  ] as const)('by a store that is asked %s, in the three hours after it opens', (_, node, wished, opens) => {
    const all = picks(node, wished)
    expect(Math.min(...all)).toBeGreaterThan(opens)
    expect(Math.max(...all)).toBeLessThanOrEqual(opens + 3 * HOUR)
    expect(new Set(all).size).toBeGreaterThan(290)
    for (const hour of [0, 1, 2]) {
      const share = all.filter((at) => at > opens + hour * HOUR && at <= opens + (hour + 1) * HOUR).length / 300
      expect(Math.abs(share - 1 / 3)).toBeLessThan(6 * Math.sqrt(2 / 9 / 300))
    }
  })
})

test.each(['SHIP_FROM_STORE', 'BOPIS'] as const)('an order that comes at night (%s) keeps its order', (mode) => {
  const mode_mix = { SHIP_FROM_DC: 0, SHIP_FROM_STORE: 0, BOPIS: 0, [mode]: 1 }
  const shop = tinyCompany({
    customers: [{}],
    settings: { payments: { decline_rate: 0 }, online: { mode_mix, cancel_rate: 0, ready_hours: { min: 4, max: 5 } } },
  })
  const at = local('2024-03-04', 23)
  const data = { dcId: 1, day: shop.startDay, number: 7 }
  const shelf = stock({ store_id: 1, product_id: 1, units: 20 })
  const waking = { code: ONLINE_ORDERS, number: 7, kind: 'place', data, at }
  const { events } = given(shop, shelf).whenWoken(waking, at + 7 * DAY)
  const [picked] = only(events, 'online_order_picked')
  const [moved] = only(events, 'inventory_updated')
  const [shipped] = only(events, 'online_order_shipped')
  const [delivered] = only(events, 'online_order_delivered')
  expect(picked?.occurredAt).toBeGreaterThan(local('2024-03-05', 8))
  expect(picked?.occurredAt).toBeLessThanOrEqual(local('2024-03-05', 11))
  expect(moved).toMatchObject({ occurredAt: picked?.occurredAt, data: { store_id: 1 } })
  if (mode === 'SHIP_FROM_STORE') expect(shipped?.occurredAt).toBeGreaterThan(picked?.occurredAt ?? Infinity)
  expect(delivered?.occurredAt).toBeGreaterThan((shipped ?? picked)?.occurredAt ?? Infinity)
})

test('no store sells online while its doors are closed', () => {
  const events = happens(smallCompany({ historical: { start_date: '2024-12-23' } }), 5)
  const doors = Map.groupBy(
    events.filter(({ type }) => type === 'store_opened' || type === 'store_closed'),
    ({ stream }) => stream,
  )
  const moved = only(events, 'inventory_updated').filter(
    ({ data }) => data.store_id !== null && data.source === 'ONLINE',
  )
  expect(moved.length).toBeGreaterThan(20)
  for (const { stream, occurredAt } of moved) {
    const [opened, closed] = doors.get(stream) ?? []
    expect(opened?.occurredAt).toBeLessThanOrEqual(occurredAt)
    expect(closed?.occurredAt ?? Infinity).toBeGreaterThanOrEqual(occurredAt)
  }
})
