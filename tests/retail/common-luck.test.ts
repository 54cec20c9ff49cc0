import { expect, test } from 'vitest'
import { type Company, makeCompany } from '../../src/retail/company.ts'
import type { MasterData } from '../../src/retail/master-data/types.ts'
import type { DomainEvent } from '../../src/simulation/domain-event.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { HOUR } from '../../src/time/sim-time.ts'
import { firstRegion, threeDays } from './first-region.ts'
import { dictionaries } from './simulated.ts'
import { tinyCompany } from './tiny.ts'

const alone = tinyCompany({
  products: [{}, {}, {}],
  stores: [{}, {}],
  customers: Array.from({ length: 40 }, (_, index) => ({ homeStoreId: (index % 2) + 1 })),
  timeZone: 'America/Chicago',
  settings: {
    volume: { customers_per_day: 60, marketing_impressions_per_day: 600 },
    marketing: { campaign_chance: 1, conversion_factor: 12 },
    returns: { rate: 0.1, days: { min: 1, max: 1 } },
    disruptions: { daily_chance: 0.6 },
    scenario: {
      name: 'storm everywhere',
      entries: [
        { kind: 'disruption', after: '1d', for: '1d', type: 'weather_delay', where: 'all', severity: 0.5 },
        { kind: 'demand_factor', after: '1d', for: '1d', where: 'all', factor: 2 },
        { kind: 'disruption', after: '2d', for: '5h', type: 'dc_outage', where: 'all', severity: 0.5 },
      ],
    },
  },
})

/** As many customers again, who live in the other region. */
function neighbours(customers: MasterData['customers']): MasterData['customers'] {
  return customers.map((customer, index) => {
    const customerId = customers.length + index + 1
    const ids = { loyaltyCard: `L${customerId}`, bleId: `BLE${customerId}`, adId: `AD${customerId}` }
    return { ...customer, ...ids, customerId, homeStoreId: 3, geographyId: 2 }
  })
}

/** The same company with a DC, a store and customers of its own in an earlier time zone. */
function withAnotherRegion({ master, config, root }: Company): Company {
  const grown: MasterData = {
    ...master,
    geographies: [...master.geographies, { ...master.geographies[0], geographyId: 2, timeZone: 'America/New_York' }],
    distributionCenters: [...master.distributionCenters, { ...master.distributionCenters[0], dcId: 2, geographyId: 2 }],
    stores: [...master.stores, { ...master.stores[0], storeId: 3, dcId: 2, geographyId: 2 }],
    customers: [...master.customers, ...neighbours(master.customers)],
    storeStock: [...master.storeStock, master.storeStock[0]],
    trucks: master.trucks.flatMap((truck) => [
      truck,
      { ...truck, truckId: truck.truckId + 4, dcId: 2 * Math.sign(truck.dcId), servesDcId: 2 },
    ]),
    dcStock: [...master.dcStock, master.dcStock[0]],
  }
  return makeCompany(config, dictionaries, grown, root)
}

test('one more region in an earlier time zone changes no event of the others', () => {
  const before = firstRegion(threeDays(alone))
  const grown = threeDays(withAnotherRegion(alone))
  expect(before.length).toBeGreaterThan(1000)
  expect(grown.length).toBeGreaterThan(before.length * 1.2)
  expect(firstRegion(grown)).toEqual(before)
  const caused = before.filter((event) => /"caused_by_impression_id":"I1/.test(event))
  expect(caused.length).toBeGreaterThan(4)
})

/** A code of March for the whole assortment: many receipts bear it, and it makes nobody take more. */
const CODE = 'SPRINGSALE20'

function withoutCode({ master, config, root }: Company): Company {
  const promotions = dictionaries.promotions.filter(({ code }) => code !== CODE)
  return makeCompany(config, { ...dictionaries, promotions }, master, root)
}

const textOf = (event: DomainEvent) => `${event.occurredAt} ${event.stream} ${event.type} ${JSON.stringify(event.data)}`

test('a promotion that is switched off changes the stories of the receipts that bear it, its own, and totals of days', () => {
  const [on, off] = [threeDays(alone), threeDays(withoutCode(alone))]
  const bearing = new Set(
    on.flatMap(({ type, data, correlation }) =>
      type === 'promotion_applied' && 'promo_code' in data && data.promo_code === CODE
        ? [eventIdText(correlation)]
        : [],
    ),
  )
  const untouched = (events: readonly DomainEvent[]) =>
    events
      .filter(({ type, stream }) => type !== 'store_day_ended' && !stream.startsWith(`promotion-${CODE}_`))
      .filter(({ correlation }) => !bearing.has(eventIdText(correlation)))
      .map(textOf)
  expect(bearing.size).toBeGreaterThan(5)
  expect(untouched(on).length).toBeGreaterThan(1000)
  expect(untouched(off)).toEqual(untouched(on))
  expect(off.map(textOf)).not.toEqual(on.map(textOf))
})

/** What is told of the company, as if it were told later. */
function ofCompany(events: readonly DomainEvent[], shift: number): string[] {
  return events
    .filter(({ stream }) => /^(?:promotion|priceList)-/.test(stream))
    .map(({ occurredAt, stream, data }) => `${occurredAt + shift} ${stream} ${JSON.stringify(data)}`)
}

test('promotions and prices of the company are the same, an hour earlier', () => {
  const before = ofCompany(threeDays(alone), 0)
  expect(before.length).toBeGreaterThan(2)
  expect(ofCompany(threeDays(withAnotherRegion(alone)), HOUR)).toEqual(before)
})
