import { expect, test } from 'vitest'
import { type Company, makeCompany } from '../../src/retail/company.ts'
import type { MasterData } from '../../src/retail/master-data/types.ts'
import type { DomainEvent } from '../../src/simulation/domain-event.ts'
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
