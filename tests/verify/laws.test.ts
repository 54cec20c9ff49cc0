import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClientBase } from 'pg'
import { LOG_LAWS } from '../../src/verify/log/log-laws.ts'
import { checkReferences, REFERENCES } from '../../src/verify/references.ts'
import type { LawReport, LawTitle } from '../../src/verify/report.ts'
import { checkTables, collectReports, lawTitles, runLaws } from '../../src/verify/run-laws.ts'
import { COMPANY_CORRUPTIONS } from './company-corruptions.ts'
import { FACT_CORRUPTIONS } from './corruptions.ts'
import { DISRUPTION_CORRUPTIONS } from './disruption-corruptions.ts'
import { DISTRIBUTION_CORRUPTIONS } from './distribution-corruptions.ts'
import { ONLINE_CORRUPTIONS } from './online-corruptions.ts'
import { type Reads, tablesOfLaws } from './law-tables.ts'
import { MARKETING_CORRUPTIONS } from './marketing-corruptions.ts'
import { ORDER_PROMOTION_CORRUPTIONS } from './order-promotion-corruptions.ts'
import { PROMOTION_WINDOW_CORRUPTIONS } from './promotion-window-corruptions.ts'
import { SALES_CORRUPTIONS } from './sales-corruptions.ts'
import { type SmallRun, STORM, simulateSmallRun } from './small-run.ts'
import { TRUCK_CORRUPTIONS } from './truck-corruptions.ts'

/**
 * Laws that take as long as all others together: the one about the log notices every difference (facts-tell-the-log.test.ts), and
 * the share of a thousand lines is moved by none of them (store-types.test.ts).
 */
const LONG: ReadonlySet<string> = new Set(['facts_tell_the_log', 'promoted_share'])
const CORRUPTIONS = [
  ...FACT_CORRUPTIONS,
  ...DISTRIBUTION_CORRUPTIONS,
  ...COMPANY_CORRUPTIONS,
  ...TRUCK_CORRUPTIONS,
  ...ONLINE_CORRUPTIONS,
  ...MARKETING_CORRUPTIONS,
  ...DISRUPTION_CORRUPTIONS,
  ...SALES_CORRUPTIONS,
  ...ORDER_PROMOTION_CORRUPTIONS,
  ...PROMOTION_WINDOW_CORRUPTIONS,
]

/** Shelves that are refilled on the second day. */
const SCARCE = {
  store_initial_inventory_min: 10,
  store_initial_inventory_max: 40,
  store_reorder_point_min: 5,
  store_reorder_point_max: 9,
}

/** Ads enough to see within three days what they bring. */
const LOUD = {
  volume: { marketing_impressions_per_day: 3000 },
  marketing: {
    campaign_impressions: { seasonal_sale: 3000, product_launch: 3000, loyalty_program: 3000, flash_sale: 3000 },
    conversion_factor: 5,
  },
}
/** Trucks that break down and lose goods, far from the storm, and two promotions: on terms of its own, and on those of its code. */
const TROUBLE = [
  { kind: 'disruption', after: '1d', for: '1d', type: 'truck_breakdown', where: { dc: 2 }, severity: 1 },
  {
    kind: 'promotion',
    after: '39h',
    for: '6h',
    code: 'RUSH20',
    definition: { discount: 'PERCENTAGE', rate_bps: 2000, minimum_cents: 1000, departments: ['Grocery'] },
  },
  { kind: 'promotion', after: '1d', for: '2h', code: 'BOGO50' },
] as const
/** Many goods come back on the day after they were sold. */
const AT_ONCE = { rate: 0.1, days: { min: 1, max: 1 } }

let run: SmallRun
let reads: Reads

beforeAll(async () => {
  run = await simulateSmallRun({
    days: 3,
    seed: 6,
    volume: { ...SCARCE, ...LOUD.volume },
    marketing: LOUD.marketing,
    returns: AT_ONCE,
    scenario: { ...STORM, entries: [...STORM.entries, ...TROUBLE] },
  })
  reads = await tablesOfLaws(run.client, run)
})

afterAll(() => run[Symbol.asyncDispose]())

/** What is found in a transaction that is never committed. */
async function corruptedBy<Found>(sql: string, find: (client: ClientBase) => Promise<Found>): Promise<Found> {
  const { client } = run
  await client.query('BEGIN')
  try {
    await client.query(sql)
    // As `verify` does: the tables were loaded a moment ago.
    await client.query('SET LOCAL enable_nestloop = off')
    return await find(client)
  } finally {
    await client.query('ROLLBACK')
  }
}

/** What a law says, and what those say that read what is corrupted: the others say what they said of the healthy run. */
async function saidOf(client: ClientBase, name: string, sql: string): Promise<readonly LawReport[]> {
  const isConcerned = (law: LawTitle) => law.name === name || (!LONG.has(law.name) && reads(law.name, sql))
  const { laws } = await collectReports(
    checkTables(client, run, (law) => law.name !== REFERENCES.name && isConcerned(law)),
  )
  // Each table has some: they are followed from and to what is corrupted.
  const keys = await checkReferences(client, ({ child, parent }) => sql.includes(child) || sql.includes(parent))
  return [...laws, { ...REFERENCES, ...keys }]
}

describe('a healthy run', () => {
  test('keeps every law, and each law has something to check', async () => {
    const { violations, laws } = await collectReports(runLaws(run))
    expect(laws.filter((law) => law.violations > 0)).toEqual([])
    expect(violations).toBe(0)
    expect(laws.filter((law) => law.checked === 0)).toEqual([])
  })

  test('is reported by numbers, names and figures', async () => {
    const { laws } = await collectReports(runLaws({ ...run, laws: [7, 15] }))
    expect(laws.find(({ name }) => name === 'price_order')).toEqual({
      law: 7,
      name: 'price_order',
      says: 'Of every product, 0 < cost < sale price <= MSRP.',
      checked: run.config.volume.total_products,
      violations: 0,
      offenders: [],
    })
    const rate = laws.find(({ name }) => name === 'purchase_rate')?.figures?.[0]
    expect(rate).toMatchObject({ figure: 'visits with a wish to buy', expected: 0.4 })
    expect(new Set(laws.map(({ law }) => law))).toEqual(new Set([7, 15]))
  })

  test('cannot be asked for a law that does not exist', async () => {
    await expect(collectReports(runLaws({ ...run, laws: [5, 99] }))).rejects.toThrow('law 99 (expected one of 1, 2, 3,')
  })
})

describe('a corrupted table breaks exactly one law, and what is known to follow from it', () => {
  test.each(CORRUPTIONS)('$law $name: $what', async ({ law, name, sql, offender, follows }) => {
    const laws = await corruptedBy(sql, (client) => saidOf(client, name, sql))
    const broken = laws.filter(({ violations }) => violations > 0)
    const others = broken.filter((report) => report.name !== name)
    const report = broken.find((each) => each.name === name)
    expect(`${report?.law} ${report?.name}`).toBe(`${law} ${name}`)
    expect(others.map((other) => other.name)).toEqual(follows === undefined ? [] : [follows])
    expect(report?.offenders[0]).toMatch(offender)
    expect(report?.offenders.length).toBeLessThanOrEqual(5)
  })

  test('and every law about tables is among them', () => {
    const others = new Set([...CORRUPTIONS, ...LOG_LAWS].map(({ name }) => name))
    const names = lawTitles().map(({ name }) => name)
    // Three days have too few returns and too little weather to prove anything: see distributions.test.ts.
    expect(names.filter((name) => !others.has(name))).toEqual(['return_rate', 'weather_odds'])
  })
})
