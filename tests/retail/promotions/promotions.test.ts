import { describe, expect, test } from 'vitest'
import { PROMOTIONS, VISITS } from '../../../src/retail/agent-codes.ts'
import { endBefore, startOfDay } from '../../../src/retail/company.ts'
import { promotionEnded, type PromotionStarted, promotionStarted } from '../../../src/retail/promotions/events.ts'
import { promotionUplift } from '../../../src/retail/promotions/uplift.ts'
import { given, NOON, stock } from '../given.ts'
import { happens, only, type Settings, smallCompany } from '../simulated.ts'
import { atTheTill } from '../at-the-till.ts'
import { tinyCompany } from '../tiny.ts'

const ALWAYS: Settings = {
  promotions: { weekly_chance: 0, rate_factor: 10, most_chance: 1, segment_chance: { BUDGET: 1 } },
  payments: { tender_mix: { CREDIT_CARD: 0, DEBIT_CARD: 0, CASH: 1, MOBILE_PAY: 0, CHECK: 0 } },
  returns: { rate: 0 },
}
const products = [{ salePriceCents: 1000, costCents: 500, msrpCents: 1000 }]
const shelf = stock({ store_id: 1, product_id: 1, units: 10 })

/** A promotion that a command has opened. */
const opened: PromotionStarted['data'] = {
  promotion_id: 'HALF_C1',
  promo_code: 'HALF',
  discount_type: 'PERCENTAGE',
  value: 4000,
  minimum_cents: 0,
  departments: [],
  clearance: false,
  starts_on: '2024-01-04',
  ends_on: '2024-01-05',
  origin: 'command',
}

describe('the calendar', () => {
  const company = smallCompany({ historical: { start_date: '2024-03-07' }, volume: { customers_per_day: 2 } })
  const events = happens(company, 30)

  test('is told as its days begin and end; what runs on the first day begins with it', () => {
    const spring = 'SPRINGSALE20_2024-03-01'
    const told = [...only(events, 'promotion_started'), ...only(events, 'promotion_ended')]
    const first = startOfDay(company, company.startDay)
    expect(told.filter(({ data }) => data.promotion_id === spring).map(({ occurredAt }) => occurredAt)).toEqual([first])
    for (const { type, data, occurredAt, stream } of told) {
      expect(stream).toBe(`promotion-${data.promotion_id}`)
      const day = company.storeZones[1]?.dayAt(Date.parse(`${data.ends_on}T12:00:00Z`)) ?? 0
      if (type === 'promotion_ended') expect(occurredAt).toBe(endBefore(company, day + 1) - 1)
      else if (occurredAt > first) expect(data.starts_on).toBe(new Date(occurredAt).toISOString().slice(0, 10))
    }
  })

  test('a promotion that ends is caused by its beginning, and each ends once', () => {
    const started = new Map(only(events, 'promotion_started').map((event) => [event.data.promotion_id, event]))
    const ended = only(events, 'promotion_ended')
    expect(ended.length).toBeGreaterThan(10)
    expect(new Set(ended.map(({ data }) => data.promotion_id)).size).toBe(ended.length)
    for (const event of ended) expect(event.causation).toEqual(started.get(event.data.promotion_id)?.id)
  })

  test('wakes its agent once a day', () => {
    const waking = { code: PROMOTIONS, number: 0, kind: 'beginDay', data: { day: company.startDay }, at: NOON }
    const { events: all } = given(company).whenWoken(waking)
    expect(new Set(all.map(({ type }) => type))).toEqual(new Set(['promotion_started']))
  })
})

/** What happens when a party pays two of the product, after these facts. */
function pays(settings: Settings, ...facts: Parameters<typeof given>[1][]) {
  const company = tinyCompany({ products, settings })
  const waking = { code: VISITS, number: 1, kind: 'step', data: atTheTill(company.startDay, 1, 2) }
  return given(company, shelf, ...facts).whenWoken(waking)
}

/** Codes that thirty companies use after these facts. */
function codes(...facts: Parameters<typeof given>[1][]): string[] {
  return Array.from({ length: 30 }, (_, seed) => pays({ ...ALWAYS, seed }, ...facts)).flatMap(({ events }) =>
    only(events, 'promotion_applied').map(({ data }) => data.promo_code),
  )
}

describe('at the till', () => {
  test('a code is told after the lines that it acted on, and all amounts agree', () => {
    const { events } = pays(ALWAYS, promotionStarted(opened, null))
    const [receipt, line, applied, payment] = events
    expect(events.slice(0, 4).map(({ type }) => type)).toEqual([
      'receipt_created',
      'receipt_line_added',
      'promotion_applied',
      'payment_processed',
    ])
    const discount_cents = applied?.type === 'promotion_applied' ? applied.data.discount_cents : Number.NaN
    expect(applied?.data).toMatchObject({ receipt_id: 'R1-20240304-240001', product_count: 1, product_ids: [1] })
    expect(applied?.causation).toEqual(receipt?.id)
    expect(line?.data).toMatchObject({ discount_cents, extended_price_cents: 2000 - discount_cents })
    const subtotal_cents = 2000 - discount_cents
    const total_cents = subtotal_cents + Math.round(subtotal_cents * 0.0825)
    expect(receipt?.data).toMatchObject({ gross_subtotal_cents: 2000, discount_cents, subtotal_cents, total_cents })
    expect(payment?.data).toMatchObject({ amount_cents: total_cents })
  })

  test('what a command opens is valid until it ends', () => {
    expect(new Set(codes(promotionStarted(opened, null)))).toEqual(new Set(['HALF', 'SPRINGSALE20']))
    const over = [promotionStarted(opened, null), promotionEnded(opened, null)] as const
    expect(new Set(codes(...over))).toEqual(new Set(['SPRINGSALE20']))
  })

  test('promotions that are switched off act on nothing', () => {
    const { events } = pays({ ...ALWAYS, promotions: { rate_factor: 0 } }, promotionStarted(opened, null))
    expect(only(events, 'promotion_applied')).toEqual([])
    expect(only(events, 'receipt_line_added')[0]?.data).toMatchObject({ promo_code: null, discount_cents: 0 })
  })
})

test('the truth says of each code whom it concerns, and what it moves', () => {
  const rows = promotionUplift(smallCompany())
  const of = (promoCode: string) => rows.filter((row) => row.promoCode === promoCode)
  expect(of('SAVE10')).toHaveLength(40)
  expect(of('CLEARANCE30').map(({ department }) => department)).toEqual([
    ...Array(4).fill('Electronics'),
    ...Array(4).fill('Clothing'),
    ...Array(4).fill('Home & Garden'),
  ])
  expect(of('SAVE10').every(({ extraUnitChance }) => extraUnitChance === 0)).toBe(true)
  expect(
    of('CLEARANCE30').find(({ department, segment }) => department === 'Clothing' && segment === 'QUALITY'),
  ).toEqual({
    promoCode: 'CLEARANCE30',
    department: 'Clothing',
    segment: 'QUALITY',
    lineChance: 0.1 * 1.8,
    extraUnitChance: 0.1,
  })
  // A third of the lines of budget shoppers, times 1.8.
  expect(Math.max(...rows.map(({ lineChance }) => lineChance))).toBeCloseTo(0.54)
})
