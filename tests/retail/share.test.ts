import { deserialize, serialize } from 'node:v8'
import { describe, expect, test } from 'vitest'
import { readScenario } from '../../src/config/scenario/read-scenario.ts'
import { endBefore } from '../../src/retail/company.ts'
import { type CompanySimulation, simulateCompany } from '../../src/retail/company-simulation.ts'
import { COMPANY_WIDE, regionOf } from '../../src/retail/regions.ts'
import { dealShares, joinShares, ownState, type Share, type ShareState, toldBy } from '../../src/retail/share.ts'
import { compareEvents, type DomainEvent } from '../../src/simulation/domain-event.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { smallCompany } from './simulated.ts'

const SCENARIOS = ['black-friday', 'price-war', 'truck-shortage', 'supplier-failure'].flatMap(
  (name) => readScenario(name, { source: 'test', cwd: '.' }).scenario?.entries ?? [],
)

/** Four regions in which everything happens that concerns more than one: campaigns, promotions, prices, and commands. */
const company = smallCompany({
  volume: {
    stores: 8,
    dcs: 4,
    total_geographies: 30,
    total_customers: 400,
    customers_per_day: 40,
    store_initial_inventory_min: 4,
    store_initial_inventory_max: 14,
    store_reorder_point_min: 2,
    store_reorder_point_max: 6,
  },
  disruptions: { daily_chance: 0.3 },
  marketing: { conversion_factor: 5 },
  returns: { rate: 0.1 },
  scenario: { name: 'all', entries: SCENARIOS },
})
const DAYS = 9
const [MIDDLE, END] = [4.4, DAYS].map(
  (day) => endBefore(company, company.startDay + Math.floor(day)) + (day % 1) * 8.64e7,
)

function happening({ kernel }: CompanySimulation, until: number): DomainEvent[] {
  const events: DomainEvent[] = []
  kernel.advance(until, events)
  return events
}

const texts = (events: readonly DomainEvent[]) =>
  events.map((event) => `${eventIdText(event.id)} ${event.type} ${event.stream} ${JSON.stringify(event.data)}`)

/** What the shares tell until the end, when their states are joined and dealt anew in the middle. */
function inShares(before: number, after: number): string[] {
  const told: DomainEvent[] = []
  const states = dealShares(company, before).map((share): ShareState => {
    const simulation = simulateCompany(company, undefined, share)
    told.push(...toldBy(company, share, happening(simulation, MIDDLE)))
    return copied(ownState(company, share, simulation.snapshot()))
  })
  const joined = joinShares(company, states)
  for (const share of dealShares(company, after)) {
    told.push(...toldBy(company, share, happening(simulateCompany(company, copied(joined), share), END)))
  }
  return texts(told.toSorted(compareEvents))
}

function copied<Value>(value: Value): Value {
  return deserialize(serialize(value)) as Value
}

const together = texts(happening(simulateCompany(company), END))

describe('regions apart', () => {
  test.each([
    [2, 2],
    [4, 3],
    [3, 1],
    [1, 4],
    [9, 2],
  ])('tell in %d shares, and from the middle on in %d, what the company tells', (before, after) => {
    const apart = inShares(before, after)
    expect(apart.length).toBe(together.length)
    expect(apart.findIndex((text, place) => text !== together[place])).toBe(-1)
  })

  test('keep of their state what no other keeps', () => {
    const shares = dealShares(company, 4)
    const whole = simulateCompany(company)
    happening(whole, MIDDLE)
    const parts = shares.map((share) => {
      const simulation = simulateCompany(company, undefined, share)
      happening(simulation, MIDDLE)
      return copied(ownState(company, share, simulation.snapshot()))
    })
    const touched = parts.map(({ state }) => state.world.touches.filter((touch) => touch !== null).length)
    const allTouched = whole.world.touches.filter((touch) => touch !== null).length
    expect(Math.min(...touched)).toBeGreaterThan(0)
    expect(touched.reduce((sum, count) => sum + count, 0)).toBe(allTouched)
    expect(copied(joinShares(company, parts).world)).toEqual(copied(whole.world))
  })

  test('have something to tell of all that concerns more than one of them', () => {
    const types = new Set(together.map((text) => text.split(' ')[1]))
    const wanted = ['command_accepted', 'campaign_started', 'promotion_started', 'price_changed', 'disruption_started']
    expect(wanted.filter((type) => !types.has(type))).toEqual([])
  })
})

describe('shares', () => {
  test('hold every region once, and at most one region less than they are', () => {
    for (const count of [1, 2, 3, 4, 10]) {
      const shares = dealShares(company, count)
      expect(shares).toHaveLength(Math.min(count, 4))
      const dcIds = shares.flatMap((share) => share.dcIds)
      expect(dcIds.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4])
    }
  })

  test('have a region each, also when none of its stores is open yet', () => {
    const storesOfDc = company.storesOfDc.map((stores, dcId) => (dcId === 1 ? stores : []))
    const shares = dealShares({ ...company, storesOfDc }, 4)
    expect(shares.map(({ dcIds }) => dcIds.length)).toEqual([1, 1, 1, 1])
  })

  test('have one among them that tells what is company-wide', () => {
    expect(dealShares(company, 3).map(({ tellsCompanyWide }: Share) => tellsCompanyWide)).toEqual([true, false, false])
  })
})

test('every entity that waits for something has its region', () => {
  const { kernel } = simulateCompany(company)
  kernel.advance(MIDDLE, [])
  const regions = new Set(kernel.snapshot().wakeUps.map(({ entity }) => regionOf(company, entity)))
  expect(regions).toEqual(new Set([COMPANY_WIDE, 1, 2, 3, 4]))
})
