import { describe, expect, test } from 'vitest'
import { DC_DAYS, STORE_DAYS } from '../../../src/retail/agent-codes.ts'
import { only } from '../simulated.ts'
import { given, stock } from '../given.ts'
import { tinyCompany } from '../tiny.ts'
import { scheduled } from '../logistics/telling.ts'

const inventory = { damage_share: 1, shrink_share: 1, cycle_count_share: 0 }
const products = Array.from({ length: 40 }, () => ({}))

/** A night at a store or at the DC, which hold so many units of every product. */
function night(code: number, { units = 20, shares = {}, facts = [stock({ product_id: 1, units: 20 })] } = {}) {
  const company = tinyCompany({ products, settings: { inventory: { ...inventory, ...shares } } })
  const node = code === STORE_DAYS ? { store_id: 1 } : {}
  const shelves = products.map((_, index) => stock({ ...node, product_id: index + 1, units }))
  const woken = { code, number: 1, kind: 'count', data: { day: company.startDay } }
  return given(company, ...shelves, ...facts).whenWoken(woken)
}

describe.each([
  ['store', STORE_DAYS, { store_id: 1, dc_id: null }, 'S1'],
  ['DC', DC_DAYS, { store_id: null, dc_id: 1 }, 'D1'],
] as const)('a bad night in a %s', (_, code, node, place) => {
  test('damages and loses one to three products, one to five units of each', () => {
    const moves = only(night(code).events, 'inventory_updated').map(({ data }) => data)
    for (const [reason, source] of [
      ['DAMAGED', 'DAMAGE'],
      ['LOST', 'SHRINK'],
    ] as const) {
      const own = moves.filter((move) => move.reason === reason)
      expect(own.length).toBeGreaterThanOrEqual(1)
      expect(own.length).toBeLessThanOrEqual(3)
      for (const move of own) {
        expect(move).toMatchObject({ ...node, source: `${source}-${place}-2024-03-04` })
        expect(-move.quantity_delta).toBeGreaterThanOrEqual(1)
        expect(-move.quantity_delta).toBeLessThanOrEqual(5)
      }
    }
  })

  test('takes no more than there is', () => {
    const { world, events } = night(code, { units: 1, facts: [] })
    const { balance } = code === STORE_DAYS ? world.stock.stores[1] : world.stock.dcs[1]
    expect(only(events, 'inventory_updated').every(({ data }) => data.quantity_delta === -1)).toBe(true)
    expect([...balance].every((units) => units >= 0)).toBe(true)
    expect(night(code, { units: 0, facts: [] }).events).toEqual([])
  })

  test('is chance: with a share of 0 there is none', () => {
    expect(night(code, { shares: { damage_share: 0, shrink_share: 0 } }).events).toEqual([])
  })
})

test('what is promised to a store is neither damaged nor lost', () => {
  const lines = products.map((_, index) => ({ product_id: index + 1, units: 20 }))
  expect(night(DC_DAYS, { facts: [scheduled({ lines })] }).events).toEqual([])
})
