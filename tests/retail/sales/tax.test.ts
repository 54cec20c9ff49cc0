import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { TAXABILITIES } from '../../../src/dictionaries/types.ts'
import { taxCents } from '../../../src/retail/sales/tax.ts'

const PERCENT = { TAXABLE: 100n, REDUCED_RATE: 50n, NON_TAXABLE: 0n }

test.each([
  [1000, 825, 'TAXABLE', 83],
  [1000, 824, 'TAXABLE', 82],
  [1000, 825, 'REDUCED_RATE', 41],
  [1000, 830, 'REDUCED_RATE', 42],
  [1000, 825, 'NON_TAXABLE', 0],
  [6, 825, 'TAXABLE', 0],
  [7, 825, 'TAXABLE', 1],
  [200, 25, 'TAXABLE', 1],
  [0, 825, 'TAXABLE', 0],
] as const)('%i cents at %i basis points, %s, are taxed %i', (cents, bps, taxability, tax) => {
  expect(taxCents(cents, bps, taxability)).toBe(tax)
})

test('tax is the exact product, rounded half up', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9_000_000_00 }),
      fc.integer({ min: 0, max: 2000 }),
      fc.constantFrom(...TAXABILITIES),
      (cents, bps, taxability) => {
        const exact = BigInt(cents) * BigInt(bps) * PERCENT[taxability]
        expect(BigInt(taxCents(cents, bps, taxability))).toBe((exact * 2n + 1_000_000n) / 2_000_000n)
      },
    ),
    { numRuns: 2000 },
  )
})
