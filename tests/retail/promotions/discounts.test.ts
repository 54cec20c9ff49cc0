import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discountsOn, type PromotableLine } from '../../../src/retail/promotions/discounts.ts'
import { promotionOf } from '../../../src/retail/promotions/promotion.ts'

type Terms = Parameters<typeof promotionOf>[0]

function promotion(terms: Partial<Terms>) {
  const plain = {
    code: 'CODE',
    kind: 'PERCENTAGE',
    value: 1000,
    minimumCents: 0,
    departments: [],
    clearance: false,
  } as const
  return promotionOf({ ...plain, ...terms })
}

/** A line of groceries; department 2 is clothing. */
function line(quantity: number, unitPriceCents: number, unitCostCents = 1, department = 0): PromotableLine {
  return { department, quantity, unitPriceCents, unitCostCents }
}

describe('a percentage', () => {
  test('is taken off each line, rounded half up', () => {
    const lines = [line(1, 199), line(3, 335), line(1, 104)]
    expect(discountsOn(promotion({}), lines)).toEqual([20, 101, 10])
  })

  test('acts in its departments only', () => {
    const lines = [line(1, 1000), line(1, 1000, 1, 2)]
    expect(discountsOn(promotion({ departments: ['Clothing'] }), lines)).toEqual([0, 100])
    expect(discountsOn(promotion({ departments: ['Automotive'] }), lines)).toBeNull()
  })

  test('leaves lines alone that would not bring more than they cost, but in a clearance', () => {
    const lines = [line(2, 100, 89), line(2, 100, 90)]
    expect(discountsOn(promotion({}), lines)).toEqual([20, 0])
    expect(discountsOn(promotion({ clearance: true }), lines)).toEqual([20, 20])
  })

  test('of next to nothing is nothing', () => {
    expect(discountsOn(promotion({}), [line(1, 4, 0)])).toBeNull()
  })
})

describe('the second at half the price', () => {
  const bogo = promotion({ kind: 'BOGO', value: 5000 })

  test('acts on pairs: a single unit, or one left over, has its full price', () => {
    expect(discountsOn(bogo, [line(1, 301), line(2, 301), line(3, 301), line(4, 301)])).toEqual([0, 151, 151, 301])
  })

  test('counts the whole line against its cost', () => {
    expect(discountsOn(bogo, [line(2, 100, 74), line(2, 100, 75)])).toEqual([50, 0])
  })
})

describe('an amount', () => {
  const take5 = promotion({ kind: 'FIXED_AMOUNT', value: 500 })

  test('is spread over the lines by what they cost, to the cent', () => {
    expect(discountsOn(take5, [line(1, 1000), line(1, 1000), line(1, 1000)])).toEqual([167, 167, 166])
    expect(discountsOn(take5, [line(3, 1000), line(1, 1000)])).toEqual([375, 125])
  })

  test('leaves out a line that cannot bear its part, and the others bear it', () => {
    expect(discountsOn(take5, [line(1, 1000, 800), line(1, 1000, 100)])).toEqual([0, 500])
    expect(discountsOn(take5, [line(1, 1000, 800), line(1, 1000, 600)])).toBeNull()
  })

  test('is not taken off what costs no more than it', () => {
    expect(discountsOn(take5, [line(1, 500, 0)])).toBeNull()
  })
})

test('whatever the code, each line brings more than it costs, and an amount is taken off in full', () => {
  const lines = fc.array(
    fc.record({
      department: fc.integer({ min: 0, max: 9 }),
      quantity: fc.integer({ min: 1, max: 6 }),
      unitPriceCents: fc.integer({ min: 2, max: 20_000 }),
      margin: fc.double({ min: 0.01, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  const kinds = fc.constantFrom('PERCENTAGE', 'FIXED_AMOUNT', 'BOGO')
  fc.assert(
    fc.property(lines, kinds, fc.integer({ min: 1, max: 9000 }), (drawn, kind, value) => {
      const all = drawn.map(({ margin, ...rest }) => {
        return { ...rest, unitCostCents: Math.floor(rest.unitPriceCents * (1 - margin)) }
      })
      const discounts = discountsOn(promotion({ kind, value }), all)
      if (discounts === null) return
      for (const [place, { quantity, unitPriceCents, unitCostCents }] of all.entries()) {
        const off = discounts[place] ?? Number.NaN
        expect(off).toBeGreaterThanOrEqual(0)
        if (off > 0) expect(quantity * unitPriceCents - off).toBeGreaterThan(quantity * unitCostCents)
      }
      const sum = discounts.reduce((total, cents) => total + cents, 0)
      expect(sum).toBeGreaterThan(0)
      if (kind === 'FIXED_AMOUNT') expect(sum).toBe(value)
    }),
    { numRuns: 1000 },
  )
})
