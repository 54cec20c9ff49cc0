import { expect, test } from 'vitest'
import type { ScenarioEntry } from '../../../src/retail/commands/command.ts'
import { MasterDataError } from '../../../src/retail/master-data/options.ts'
import { smallCompany } from '../simulated.ts'

const STORM = {
  kind: 'disruption',
  after: '1d',
  for: '2h',
  type: 'weather_delay',
  where: 'all',
  severity: 0.5,
} as const
const BREAKDOWN = { ...STORM, type: 'truck_breakdown' } as const
const RUSH = { kind: 'demand_factor', after: '1d', where: 'all', factor: 3 } as const
const SALE = { kind: 'promotion', after: '1d', for: '1d', code: 'SAVE10' } as const
const CUT = { kind: 'price_change', after: '1d', factor: 0.8 } as const
const VOLUME = { dcs: 2, stores: 5, total_geographies: 12 }

function problemsOf(...entries: readonly ScenarioEntry[]): readonly string[] {
  try {
    smallCompany({ volume: VOLUME, scenario: { name: 'x', entries } })
    return []
  } catch (error) {
    if (error instanceof MasterDataError) return error.problems
    throw error
  }
}

const { master } = smallCompany({ volume: VOLUME })
const TRUCKS = master.trucks.length
const SUPPLIERS = master.suppliers.length
const states = (geographyIds: readonly number[]) =>
  [...new Set(geographyIds.map((id) => master.geographies[id - 1]?.state))].toSorted().join(', ')
const DC_STATES = states(master.distributionCenters.map(({ geographyId }) => geographyId))
const STORE_STATES = states(master.stores.map(({ geographyId }) => geographyId))
const DEPARTMENTS =
  'one of Grocery, Electronics, Clothing, Health & Beauty, Home & Garden, Baby & Kids, Pet Supplies, Automotive, Office Supplies, Seasonal & Sports'

test('what the company has is allowed', () => {
  expect(
    problemsOf(
      { ...STORM, where: { dc: 2 } },
      { ...STORM, where: { store: 5 } },
      { ...BREAKDOWN, where: { truck: TRUCKS } },
      { ...RUSH, where: { state: STORE_STATES.slice(0, 2) } },
      SALE,
      { ...SALE, code: 'MINE', definition: { discount: 'FIXED_AMOUNT', amount_cents: 500, departments: ['Grocery'] } },
      { ...CUT, department: 'Grocery' },
      { ...CUT, product_ids: [300] },
    ),
  ).toEqual([])
})

test.each<[ScenarioEntry, string]>([
  [{ ...STORM, where: { dc: 99 } }, 'where.dc: got 99, allowed: 1 to 2, the distribution centers'],
  [{ ...STORM, where: { store: 6 } }, 'where.store: got 6, allowed: 1 to 5, the stores'],
  [{ ...BREAKDOWN, where: { truck: 999 } }, `where.truck: got 999, allowed: 1 to ${TRUCKS}, the trucks`],
  [
    { ...STORM, type: 'supplier_delay', where: { supplier: 9999 } },
    `where.supplier: got 9999, allowed: 1 to ${SUPPLIERS}, the suppliers`,
  ],
  [
    { ...STORM, where: { state: 'ZZ' } },
    `where.state: got "ZZ", allowed: a state that has a distribution center: ${DC_STATES}`,
  ],
  [{ ...RUSH, where: { state: 'ZZ' } }, `where.state: got "ZZ", allowed: a state that has a store: ${STORE_STATES}`],
  [{ ...SALE, code: 'SAVE11' }, 'code: got "SAVE11", allowed: one of SAVE10, SAVE15, SAVE20, SAVE25, TAKE5,'],
  [
    { ...SALE, definition: { discount: 'BOGO', rate_bps: 5000 } },
    'code: got "SAVE10", allowed: a code that the dictionary does not define, or no definition',
  ],
  [
    { ...SALE, code: 'MINE', definition: { discount: 'BOGO', rate_bps: 5000, departments: ['Grocery', 'Toys'] } },
    `definition.departments[1]: got "Toys", allowed: ${DEPARTMENTS}`,
  ],
  [{ ...CUT, department: 'grocery' }, `department: got "grocery", allowed: ${DEPARTMENTS}`],
  [{ ...CUT, category: 'Nothing' }, 'category: got "Nothing", allowed: one of '],
  [{ ...CUT, product_ids: [7, 301] }, 'product_ids[1]: got 301, allowed: 1 to 300, the products'],
  [{ ...RUSH, after: undefined, at: '2024-01-01T00:00:00Z' }, 'at: got "2024-01-01T00:00:00Z", allowed: 2024-03-04T'],
  [
    { ...RUSH, after: undefined, at: '2101-01-01T00:00:00Z' },
    'at: got "2101-01-01T00:00:00Z", allowed: an instant before 2100-12-31T00:00:00.000Z',
  ],
  [{ ...RUSH, after: '9999d 9999d 9999d' }, 'after: got "9999d 9999d 9999d", allowed: an instant before 2100-12-31T'],
])('the company refuses %j', (entry, problem) => {
  const problems = problemsOf(STORM, entry)
  expect(problems).toHaveLength(1)
  expect(problems[0]?.slice(0, `scenario.entries[1].${problem}`.length)).toBe(`scenario.entries[1].${problem}`)
})

test('everything unknown is told at once', () => {
  expect(problemsOf({ ...STORM, where: { dc: 3 } }, { ...RUSH, where: { store: 9 } })).toEqual([
    'scenario.entries[0].where.dc: got 3, allowed: 1 to 2, the distribution centers',
    'scenario.entries[1].where.store: got 9, allowed: 1 to 5, the stores',
  ])
})

test('more people than a store can number are refused before they come', () => {
  const crowd = { ...RUSH, factor: 10 } as const
  expect(() =>
    smallCompany({ volume: { customers_per_day: 10_000 }, scenario: { name: 'x', entries: [crowd, crowd] } }),
  ).toThrow(/volume\.customers_per_day: got 10000, with which store \d could expect \d+ visits in its busiest hour/)
})
