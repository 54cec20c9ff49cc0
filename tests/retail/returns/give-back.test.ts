import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { returnedLines } from '../../../src/retail/returns/give-back.ts'
import type { TillLine } from '../../../src/retail/sales/till-lines.ts'
import { Draws } from '../../../src/simulation/random.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { tinyCompany } from '../tiny.ts'

const company = tinyCompany({ products: [{}, { department: 'Clothing' }] })

/** A line of a sale, from its price and the part of it that a promotion takes off. */
function sold(quantity: number, unitPriceCents: number, off: number): TillLine {
  const discountCents = Math.floor(quantity * unitPriceCents * off)
  const extendedCents = quantity * unitPriceCents - discountCents
  const promoCode = discountCents > 0 ? 'CODE' : null
  return { index: 1, quantity, unitPriceCents, discountCents, extendedCents, taxCents: 0, promoCode }
}

const line = fc
  .tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 2, max: 5000 }),
    fc.double({ min: 0, max: 0.9, noNaN: true }),
  )
  .map(([quantity, price, off]) => sold(quantity, price, off))

function giveBack(lines: readonly TillLine[], seed: number) {
  return returnedLines(company, { storeId: 1, lines }, new Draws(rootKey(String(seed))))
}

test('of a line never more comes back than was sold, for never more than was paid, and all of it for just that', () => {
  fc.assert(
    fc.property(line, fc.integer(), (own, seed) => {
      const [back, ...others] = giveBack([own], seed)
      expect(others).toEqual([])
      const { quantity, extendedCents, discountCents } = back
      expect(quantity).toBeLessThan(0)
      expect(-quantity).toBeLessThanOrEqual(own.quantity)
      expect(quantity * own.unitPriceCents - discountCents).toBe(extendedCents)
      expect(discountCents).toBeLessThanOrEqual(0)
      expect(-extendedCents).toBeLessThanOrEqual(own.extendedCents)
      expect(Math.abs(-extendedCents - (own.extendedCents * -quantity) / own.quantity)).toBeLessThanOrEqual(0.5)
      if (-quantity === own.quantity) expect(-extendedCents).toBe(own.extendedCents)
    }),
    { numRuns: 500 },
  )
})

test('one line comes back at least, and no line twice', () => {
  const counts = new Set<number>()
  for (let seed = 0; seed < 200; seed++) {
    const prices = giveBack([sold(1, 100, 0), sold(1, 200, 0), sold(1, 300, 0)], seed).map(
      (back) => back.unitPriceCents,
    )
    expect(new Set(prices).size).toBe(prices.length)
    counts.add(prices.length)
  }
  expect(counts).toEqual(new Set([1, 2, 3]))
})
