import { describe, expect, test } from 'vitest'
import { type AdImpression, adImpression } from '../../../src/retail/marketing/events.ts'
import { type Intent, intentOf } from '../../../src/retail/marketing/intent.ts'
import { makeEventId } from '../../../src/simulation/event-id.ts'
import { HOUR, MINUTE } from '../../../src/time/sim-time.ts'
import type { MarketingChannel } from '../../../src/dictionaries/types.ts'
import { NOON } from '../given.ts'
import type { Settings } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const ALWAYS: Settings = { marketing: { conversion_factor: 100 } }

function companyWith(settings: Settings = {}) {
  return tinyCompany({ stores: [{}, { opensAt: 9, closesAt: 21 }], customers: [{ homeStoreId: 2 }], settings })
}

/** Impression `n` at `at`; its id is its luck. */
function seen(n: number, at = NOON, data: Partial<AdImpression['data']> = {}): AdImpression {
  const draft = adImpression(
    {
      channel: 'EMAIL',
      campaign_id: 'C20240304-1',
      creative_id: 'C20240304-1-EMAIL-1',
      customer_ad_id: 'AD1',
      customer_id: null,
      impression_id: 'I1-20240304-00000001',
      cost_cents: 12,
      device_type: 'MOBILE',
      ...data,
    },
    null,
  )
  return { ...draft, id: makeEventId(at, n, Math.imul(n, 0x9e3779b1), Math.imul(n, 0x85ebca6b)), occurredAt: at }
}

function intents(count: number, settings: Settings, at = NOON, data: Partial<AdImpression['data']> = {}): Intent[] {
  const company = companyWith(settings)
  return Array.from({ length: count }, (_, n) => intentOf(company, seen(n, at, data))).filter((found) => found !== null)
}

test.each([
  ['SEARCH', 0.035],
  ['EMAIL', 0.025],
  ['VIDEO', 0.015],
  ['SOCIAL', 0.012],
  ['DISPLAY', 0.008],
  ['FACEBOOK', 0.015],
] as ReadonlyArray<readonly [MarketingChannel, number]>)(
  'an impression on %s brings a customer with the chance %d',
  (channel, rate) => {
    const count = 20_000
    const came = intents(count, {}, NOON, { channel }).length
    expect(Math.abs(came / count - rate)).toBeLessThan(6 * Math.sqrt((rate * (1 - rate)) / count))
  },
)

test('what strangers see brings nobody', () => {
  expect(intents(100, ALWAYS, NOON, { customer_ad_id: 'AX0000000000000001' })).toEqual([])
})

test('whoever asks learns the same', () => {
  expect(intents(300, {})).toEqual(intents(300, {}))
})

/** Share of visits that begin between two numbers of hours from noon. */
function shareBetween(came: readonly Intent[], from: number, to: number): number {
  return came.filter(({ visitAt }) => visitAt >= NOON + from * HOUR && visitAt < NOON + to * HOUR).length / came.length
}

describe('the visit', () => {
  const came = intents(4000, ALWAYS)

  test('is by the customer, at the home store', () => {
    expect(came.length).toBe(4000)
    expect(came.every(({ customerId, storeId }) => customerId === 1 && storeId === 2)).toBe(true)
  })

  test('begins one to 48 hours later, while the store is open for the shortest visit still', () => {
    const { storeZones } = companyWith()
    const zone = storeZones[2]
    for (const { visitAt } of came) {
      expect(visitAt).toBeGreaterThanOrEqual(NOON + HOUR)
      expect(visitAt).toBeLessThanOrEqual(NOON + 48 * HOUR)
      const day = zone.dayAt(visitAt)
      expect(visitAt).toBeGreaterThan(zone.localHourStart(day, 9))
      expect(visitAt).toBeLessThan(zone.localHourStart(day, 21) - 10 * MINUTE)
    }
  })

  test('is as likely at one open instant as at another', () => {
    // From noon on there are 7.83 open hours, then 11.83, then 3, of which the first hour is too soon.
    const total = 7.833 + 11.833 + 3
    for (const [from, to, open] of [
      [0, 12, 7.833],
      [12, 36, 11.833],
      [36, 49, 3],
    ] as const) {
      expect(Math.abs(shareBetween(came, from, to) - open / total)).toBeLessThan(0.05)
    }
  })
})

test('nobody is brought to closed doors', () => {
  const christmas = Date.UTC(2024, 11, 25, 3)
  const zone = companyWith().storeZones[2]
  const closed = zone.dayAt(Date.UTC(2024, 11, 25, 18))
  const came = intents(500, ALWAYS, christmas)
  expect(came.length).toBe(500)
  expect(came.some(({ visitAt }) => zone.dayAt(visitAt) === closed)).toBe(false)
})

test('who sees an ad before doors stay shut for days does not come', () => {
  const shut = companyWith(ALWAYS)
  const calendar = { ...shut.demand.calendar, isClosed: () => true }
  expect(intentOf({ ...shut, demand: { ...shut.demand, calendar } }, seen(1))).toBeNull()
})
