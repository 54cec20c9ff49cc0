import { describe, expect, test } from 'vitest'
import type { FulfillmentMode } from '../../../src/retail/online/events.ts'
import { findNode } from '../../../src/retail/online/find-node.ts'
import { openWorld } from '../../../src/retail/world.ts'
import { tinyCompany } from '../tiny.ts'

const company = tinyCompany({ products: [{}, {}], stores: [{}, {}, {}], customers: [{ homeStoreId: 2 }] })
const LINES = [
  { product_id: 1, quantity: 2 },
  { product_id: 2, quantity: 1 },
]

interface Shelves {
  /** Units of each product in stores 1, 2 and 3. */
  readonly stores: readonly (readonly [number, number])[]
  readonly dc: readonly [number, number]
}

/** Who serves the two lines for a customer of store 2; `promised` units of product 1 are reserved in store 2. */
function served(mode: FulfillmentMode, { stores, dc }: Shelves, promised = 0) {
  const world = openWorld(company)
  for (const [index, units] of stores.entries()) world.stock.stores[index + 1]?.balance.set(units)
  world.stock.dcs[1]?.balance.set(dc)
  world.stock.stores[2]?.reserved.set([promised])
  const { fulfillment_mode, node_type, node_id, backordered } = findNode(company, world, {
    dcId: 1,
    homeStoreId: 2,
    mode,
    lines: LINES,
  })
  return backordered ? 'nobody' : `${fulfillment_mode} ${node_type} ${node_id}`
}

const NONE = [0, 0] as const
const ALL = [9, 9] as const
const HALF = [9, 0] as const
const everywhere: Shelves = { stores: [ALL, ALL, ALL], dc: ALL }

describe('an order is served', () => {
  test.each<[FulfillmentMode, string]>([
    ['SHIP_FROM_DC', 'SHIP_FROM_DC DC 1'],
    ['SHIP_FROM_STORE', 'SHIP_FROM_STORE STORE 2'],
    ['BOPIS', 'BOPIS STORE 2'],
  ])('as it is wanted, %s, when everybody has everything', (mode, node) => {
    expect(served(mode, everywhere)).toBe(node)
  })

  test.each<[FulfillmentMode, Shelves, string]>([
    ['SHIP_FROM_STORE', { stores: [NONE, HALF, ALL], dc: ALL }, 'SHIP_FROM_STORE STORE 3'],
    ['SHIP_FROM_STORE', { stores: [ALL, HALF, ALL], dc: ALL }, 'SHIP_FROM_STORE STORE 1'],
    ['SHIP_FROM_STORE', { stores: [HALF, HALF, HALF], dc: ALL }, 'SHIP_FROM_DC DC 1'],
    ['BOPIS', { stores: [ALL, HALF, ALL], dc: ALL }, 'SHIP_FROM_DC DC 1'],
    ['BOPIS', { stores: [ALL, HALF, ALL], dc: NONE }, 'SHIP_FROM_STORE STORE 1'],
    ['SHIP_FROM_DC', { stores: [ALL, ALL, ALL], dc: HALF }, 'SHIP_FROM_STORE STORE 2'],
    ['SHIP_FROM_DC', { stores: [HALF, HALF, HALF], dc: HALF }, 'nobody'],
    ['BOPIS', { stores: [NONE, NONE, NONE], dc: NONE }, 'nobody'],
  ])('%s with shelves %j by %s', (mode, shelves, node) => {
    expect(served(mode, shelves)).toBe(node)
  })

  test('from what is not promised to others', () => {
    expect(served('SHIP_FROM_STORE', everywhere, 7)).toBe('SHIP_FROM_STORE STORE 2')
    expect(served('SHIP_FROM_STORE', everywhere, 8)).toBe('SHIP_FROM_STORE STORE 1')
  })
})
