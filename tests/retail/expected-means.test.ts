import { describe, expect, test } from 'vitest'
import { STORE_TENDERS, type StoreTender, TRIPS } from '../../src/retail/fields.ts'
import { SEGMENTS } from '../../src/retail/master-data/types.ts'
import { happens, only, smallCompany } from './simulated.ts'

/** Shelves as full as those of the default company, and customers enough; the seed is fixed, so that nothing flakes. */
const DAYS = 3
const company = smallCompany({
  volume: {
    stores: 4,
    customers_per_day: 900,
    total_customers: 12_000,
    total_products: 2500,
    store_initial_inventory_min: 200,
    store_initial_inventory_max: 400,
  },
})
const events = happens(company, DAYS)
/** Those that no ad caused (see marketing/ad-visits.test.ts), and that bring nothing back. */
const visits = only(events, 'customer_left').flatMap(({ data }) =>
  data.impression_id === null && (data.purchased || data.receipt_id === null) ? [data] : [],
)
const receipts = only(events, 'receipt_created').flatMap(({ data }) =>
  data.caused_by_impression_id === null && data.receipt_type === 'SALE' ? [data] : [],
)
const payments = only(events, 'payment_processed').flatMap(({ data }) =>
  data.receipt_id !== null && data.amount_cents > 0 ? [data] : [],
)

/** Within six standard errors of a share among `total`: chance goes beyond but twice in a thousand million times. */
function expectShare(count: number, total: number, share: number): void {
  const error = Math.sqrt((share * (1 - share)) / total)
  expect(Math.abs(count / total - share)).toBeLessThanOrEqual(6 * error)
}

test('there is enough to speak of means', () => {
  expect(visits.length).toBeGreaterThan(5000)
  expect(receipts.length).toBeGreaterThan(2000)
})

test('as many people come as are expected', () => {
  const expected = only(events, 'store_day_ended')
    .filter(({ businessDate }) => businessDate < '2024-03-07')
    .reduce((sum, { data }) => sum + data.expected_visits, 0)
  // A Poisson number around its mean.
  expect(Math.abs(visits.length - expected)).toBeLessThan(6 * Math.sqrt(expected))
})

test('two visits of five end with a purchase', () => {
  const ready = visits.filter(({ purchased, payment_failed }) => purchased || payment_failed).length
  expectShare(ready, visits.length, 0.4)
})

test('tickets hold 8.2 items in the mean, within 3 %', () => {
  const mean = receipts.reduce((sum, { item_count }) => sum + item_count, 0) / receipts.length
  expect(Math.abs(mean / 8.2 - 1)).toBeLessThan(0.03)
})

test('six visits of ten are by known customers when there are enough of them', () => {
  expectShare(visits.filter(({ customer_id }) => customer_id !== null).length, visits.length, 0.6)
})

test('three unknown visitors of ten are tracked', () => {
  const unknown = visits.filter(({ customer_id }) => customer_id === null)
  expectShare(unknown.filter(({ customer_ble_id }) => customer_ble_id !== null).length, unknown.length, 0.3)
})

test.each([
  [1, 0.55],
  [2, 0.28],
  [3, 0.1],
  [4, 0.07],
])('parties of %i are a share of %d', (size, share) => {
  expectShare(visits.filter(({ party_size }) => party_size === size).length, visits.length, share)
})

describe.each(SEGMENTS)('visits of %s', (segment) => {
  const own = visits.filter((visit) => visit.segment === segment)
  const mix = company.config.visits.trip_mix[segment]

  test('are trips of the kinds that it makes', () => {
    for (const [place, trip] of TRIPS.entries()) {
      expectShare(own.filter(({ trip_type }) => trip_type === trip).length, own.length, mix[place] ?? 0)
    }
  })
})

test('first attempts to pay use the tenders as they are mixed', () => {
  const first = payments.filter(({ transaction_id }) => transaction_id.endsWith('-1'))
  const mix: Readonly<Record<StoreTender, number>> = company.config.payments.tender_mix
  for (const tender of STORE_TENDERS) {
    expectShare(first.filter(({ payment_method }) => payment_method === tender).length, first.length, mix[tender])
  }
})

test('of the attempts to pay as many are declined as the tenders say', () => {
  const { decline_rate, decline_factors } = company.config.payments
  const odds = payments.map(({ payment_method }) => decline_rate * decline_factors[payment_method])
  const expected = odds.reduce((sum, odd) => sum + odd, 0)
  const variance = odds.reduce((sum, odd) => sum + odd * (1 - odd), 0)
  const declined = payments.filter(({ status }) => status === 'DECLINED').length
  expect(Math.abs(declined - expected)).toBeLessThan(6 * Math.sqrt(variance))
})

test('visits last 10 to 45 minutes, and longer the larger the trip', () => {
  const minutes = visits.map(({ dwell_time }) => dwell_time / 60)
  expect(Math.max(...minutes)).toBeLessThanOrEqual(45.01)
  const means = TRIPS.map((trip) => {
    const own = visits.filter(({ trip_type }) => trip_type === trip)
    return own.reduce((sum, { dwell_time }) => sum + dwell_time, 0) / own.length
  })
  expect(means).toEqual(means.toSorted((a, b) => a - b))
  expect((means[0] ?? 0) * 1.5).toBeLessThan(means[3] ?? 0)
})
