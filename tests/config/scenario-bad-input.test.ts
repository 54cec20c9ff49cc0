import { expect, test } from 'vitest'
import { problemsOf } from './resolving.ts'

const SHIPPED =
  '; those that ship are black-friday, blind-nights, competitor-opens, dc-outage, price-war, storm-in-one-region, supplier-failure, truck-shortage'

const STORM = { kind: 'disruption', after: '2d', for: '36h', type: 'weather_delay', where: { dc: 1 }, severity: 0.5 }
const RUSH = { kind: 'demand_factor', at: '2024-01-03T12:00:00Z', where: 'all', factor: 2 }
const SALE = { kind: 'promotion', after: '0h', for: '1d', code: 'SAVE10' }
const CUT = { kind: 'price_change', after: '1d', department: 'Grocery', factor: 0.8 }

const TYPES =
  'one of dc_outage, inventory_shortage, truck_breakdown, weather_delay, supplier_delay, capacity_constraint, labor_shortage, system_outage'
const SPAN = 'a stretch of time such as "36h", "2d 6h" or "45m"'
const INSTANT = 'an instant in UTC such as "2024-01-03T12:00:00Z"'
const PLACE = '"all", {"dc": ID}, {"region": "NAME"}, {"state": "XX"} or {"store": ID}'
const THING = '"all", {"dc": ID}, {"region": "NAME"}, {"state": "XX"}, {"store": ID}, {"truck": ID} or {"supplier": ID}'
const CODE = 'a code of 3 to 20 capital letters and digits, such as "SAVE10"'

/** An entry, and the lines that refuse it (without its place in the scenario, and without the origin). */
const ENTRIES: readonly (readonly [entry: unknown, problem: string, another?: string])[] = [
  [5, ': got 5, allowed: an entry, {"kind": ..., ...}'],
  [{}, '.kind: got nothing, allowed: one of disruption, demand_factor, promotion, price_change'],
  [
    { kind: 'storm', after: '1d' },
    '.kind: got "storm", allowed: one of disruption, demand_factor, promotion, price_change',
  ],
  [{ ...STORM, severity: 3 }, '.severity: got 3, allowed: number from 0.1 to 1'],
  [{ ...STORM, severity: 0 }, '.severity: got 0, allowed: number from 0.1 to 1'],
  [{ ...STORM, severity: '1' }, '.severity: got "1", allowed: number from 0.1 to 1'],
  [{ ...STORM, severity: undefined }, '.severity: got nothing, allowed: number from 0.1 to 1'],
  [{ ...STORM, type: 'meteorite' }, `.type: got "meteorite", allowed: ${TYPES}`],
  [{ ...STORM, for: undefined }, `.for: got nothing, allowed: ${SPAN}, longer than 0`],
  [{ ...STORM, for: '0h' }, `.for: got "0h", allowed: ${SPAN}, longer than 0`],
  [{ ...STORM, for: 36 }, `.for: got 36, allowed: ${SPAN}, longer than 0`],
  [{ ...STORM, for: '36 hours' }, `.for: got "36 hours", allowed: ${SPAN}, longer than 0`],
  [{ ...STORM, after: '-2d' }, `.after: got "-2d", allowed: ${SPAN}`],
  [{ ...STORM, after: '2d6h' }, `.after: got "2d6h", allowed: ${SPAN}`],
  [{ ...STORM, after: undefined }, ': got neither of at, after, allowed: exactly one of at, after'],
  [{ ...RUSH, after: '1d' }, ': got at and after, allowed: exactly one of at, after'],
  [{ ...RUSH, at: '2024-02-30T12:00:00Z' }, `.at: got "2024-02-30T12:00:00Z", allowed: ${INSTANT}`],
  [{ ...RUSH, at: '2024-01-03' }, `.at: got "2024-01-03", allowed: ${INSTANT}`],
  [{ ...RUSH, at: '2024-01-03T12:00:00+01:00' }, `.at: got "2024-01-03T12:00:00+01:00", allowed: ${INSTANT}`],
  [{ ...STORM, where: undefined }, `.where: got nothing, allowed: ${THING}`],
  [{ ...STORM, where: 'everywhere' }, `.where: got "everywhere", allowed: ${THING}`],
  [{ ...STORM, where: { dc: 1, store: 2 } }, `.where: got {"dc":1,"store":2}, allowed: ${THING}`],
  [{ ...STORM, where: { dc: 0 } }, '.where.dc: got 0, allowed: whole number from 1 to 1000000'],
  [{ ...STORM, where: { dc: 'one' } }, `.where: got {"dc":"one"}, allowed: ${THING}`],
  [
    { ...STORM, where: { truck: 3 } },
    '.where: got {"truck":3}, allowed: for weather_delay: "all", dc, region, state, store',
  ],
  [
    { ...STORM, type: 'dc_outage', where: { supplier: 3 } },
    '.where: got {"supplier":3}, allowed: for dc_outage: "all", dc, region, state',
  ],
  [{ ...STORM, sevrity: 1 }, '.sevrity: unknown key; did you mean severity?'],
  [{ ...RUSH, severity: 1 }, '.severity: unknown key'],
  [{ ...RUSH, where: { truck: 1 } }, `.where: got {"truck":1}, allowed: ${PLACE}`],
  [{ ...RUSH, factor: -1 }, '.factor: got -1, allowed: number from 0 to 10'],
  [{ ...RUSH, factor: 11 }, '.factor: got 11, allowed: number from 0 to 10'],
  [{ ...SALE, code: 'save 10' }, `.code: got "save 10", allowed: ${CODE}`],
  [{ ...SALE, for: undefined }, `.for: got nothing, allowed: ${SPAN}, longer than 0`],
  [
    { ...SALE, definition: { discount: 'HALF', rate_bps: 5000 } },
    '.definition.discount: got "HALF", allowed: one of PERCENTAGE, FIXED_AMOUNT, BOGO',
  ],
  [
    { ...SALE, definition: 20 },
    '.definition: got 20, allowed: a promotion, {"discount": "PERCENTAGE", "rate_bps": 2000, ...}',
  ],
  [
    { ...SALE, definition: { discount: 'PERCENTAGE', rate_bps: 20.5 } },
    '.definition.rate_bps: got 20.5, allowed: whole number from 1 to 9000',
  ],
  [
    { ...SALE, definition: { discount: 'FIXED_AMOUNT', rate_bps: 500 } },
    '.definition.amount_cents: got nothing, allowed: a value, for FIXED_AMOUNT',
    '.definition.rate_bps: got 500, allowed: nothing, for FIXED_AMOUNT',
  ],
  [
    { ...CUT, category: 'Pantry' },
    ': got department and category, allowed: exactly one of department, category, product_ids',
  ],
  [
    { ...CUT, department: undefined },
    ': got neither of department, category, product_ids, allowed: exactly one of department, category, product_ids',
  ],
  [{ ...CUT, department: undefined, product_ids: [] }, '.product_ids: got [], allowed: list of 1 to 1000 product ids'],
  [
    { ...CUT, department: undefined, product_ids: [7, 'x'] },
    '.product_ids[1]: got "x", allowed: whole number from 1 to 1000000',
  ],
  [{ ...CUT, factor: 0 }, '.factor: got 0, allowed: number from 0.1 to 10'],
  [{ ...CUT, department: ' ' }, '.department: got " ", allowed: text that is not blank, of at most 100 characters'],
]

test.each(ENTRIES)('the entry %j is refused', (entry, ...said) => {
  const problems = said.filter((problem) => typeof problem === 'string')
  expect(problemsOf({ file: { scenario: [STORM, entry] } })).toEqual(
    problems.map((problem) => `scenario.entries[1]${problem} (from tillstream.config.json)`),
  )
})

const WHOLE = 'a scenario, {"name": ..., "entries": [...]}, or the list of its entries'
const ENTRY_LIST = 'list of 1 to 1000 entries, {"kind": ..., ...}'

test.each<[unknown, string[]]>([
  [5, [`scenario: got 5, allowed: ${WHOLE}`]],
  [true, [`scenario: got true, allowed: ${WHOLE}`]],
  [[], [`scenario.entries: got [], allowed: ${ENTRY_LIST}`]],
  [{ name: 'x' }, [`scenario.entries: got nothing, allowed: ${ENTRY_LIST}`]],
  [
    { name: 'x', entries: STORM },
    [`scenario.entries: got ${JSON.stringify(STORM).slice(0, 100)}..., allowed: ${ENTRY_LIST}`],
  ],
  [
    { title: 'x', entries: [STORM] },
    [
      'scenario.name: got nothing, allowed: text that is not blank, of at most 100 characters',
      'scenario.title: unknown key',
    ],
  ],
  [{ name: 'x', entries: [STORM], move: '' }, ['scenario.move: unknown key; did you mean moves?']],
  ['no.json', [`scenario: no.json: there is no such file${SHIPPED}`]],
  ['stormy-weather', [`scenario: stormy-weather: there is no such file${SHIPPED}`]],
  ['blak-friday', ['scenario: blak-friday: there is no such file; did you mean black-friday?']],
  ['.', ['scenario: .: cannot be read (EISDIR)']],
  ['[{', ['scenario: not valid JSON']],
])('the scenario %j is refused', (scenario, problems) => {
  expect(problemsOf({ file: { scenario } })).toEqual(
    problems.map((problem) => `${problem} (from tillstream.config.json)`),
  )
})

test('everything that is wrong is told at once, with what is wrong elsewhere', () => {
  const entries = [
    { ...STORM, severity: 3, for: '0d' },
    { ...RUSH, at: undefined },
  ]
  expect(problemsOf({ flags: { scenario: JSON.stringify(entries), 'volume.stores': '0' } })).toEqual([
    'volume.stores: got 0, allowed: whole number from 1 to 2000 (from --set)',
    `scenario.entries[0].for: got "0d", allowed: ${SPAN}, longer than 0 (from --set)`,
    'scenario.entries[0].severity: got 3, allowed: number from 0.1 to 1 (from --set)',
    'scenario.entries[1]: got neither of at, after, allowed: exactly one of at, after (from --set)',
  ])
})
