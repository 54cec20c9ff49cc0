import { describe, expect, test } from 'vitest'
import { VISITS } from '../../../src/retail/agent-codes.ts'
import { startOfDay } from '../../../src/retail/company.ts'
import { nextMonday } from '../../../src/retail/prices/price-lists.ts'
import { type PriceChanged, priceChanged } from '../../../src/retail/prices/events.ts'
import { oneMore, reconsider } from '../../../src/retail/prices/react.ts'
import { priceOf } from '../../../src/retail/prices/shelf-prices.ts'
import { openWorld, type World } from '../../../src/retail/world.ts'
import { foldEvent } from '../../../src/retail/fold-event.ts'
import { Moment } from '../../../src/simulation/moment.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { dateText, dayNumberOf } from '../../../src/time/business-date.ts'
import { atTheTill } from '../at-the-till.ts'
import { given, stock } from '../given.ts'
import { happens, only, type Settings, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const MONDAY = '2024-03-04'

function change(price: number, terms: Partial<PriceChanged['data']> = {}): PriceChanged {
  const data = {
    price_list_id: MONDAY,
    product_id: 1,
    old_price_cents: 100,
    effective_date: MONDAY,
    reason: 'weekly',
  } as const
  return priceChanged({ ...data, new_price_cents: price, ...terms }, null)
}

const byCommand = (price: number) => change(price, { price_list_id: 'C1', reason: 'command' })

const company = tinyCompany({
  products: [{}, { subcategory: 'Pasta' }],
  settings: { promotions: { weekly_chance: 0 } },
})

function worldAfter(...changes: readonly PriceChanged[]): World {
  const world = openWorld(company)
  for (const event of changes) foldEvent(world, event, company)
  return world
}

describe('a weekly list', () => {
  const shop = smallCompany({ prices: { weekly_change_share: 0.1 }, volume: { customers_per_day: 20 } })
  const events = happens(shop, 15)
  const changes = only(events, 'price_changed')

  test('is told as its Monday begins in the first time zone, each price once', () => {
    const mondays = [0, 7, 14].map((days) => shop.startDay + days)
    expect(new Set(changes.map(({ occurredAt }) => occurredAt))).toEqual(
      new Set(mondays.map((day) => startOfDay(shop, day))),
    )
    expect(new Set(changes.map(({ stream }) => stream)).size).toBe(changes.length)
    for (const { data } of changes) expect(mondays.map(dateText)).toContain(data.effective_date)
  })

  test('changes about as many launched products as its share says', () => {
    const launched = shop.master.products.filter((_, index) =>
      shop.assortmentOf(1).isLaunched(index, shop.startDay),
    ).length
    // Six standard errors of a tenth; a product whose price is bound by cost and MSRP may keep it.
    const expected = 3 * launched * 0.1
    expect(changes.length).toBeLessThan(expected + 6 * Math.sqrt(expected * 0.9))
    expect(changes.length).toBeGreaterThan(0.5 * expected)
    for (const { data } of changes)
      expect(shop.assortmentOf(1).isLaunched(data.product_id - 1, dayNumberOf(data.effective_date))).toBe(true)
  })

  test('sets prices above cost and at most at the MSRP, and names the price before', () => {
    const before = new Map<number, number>()
    for (const { data } of changes) {
      const { costCents, msrpCents, salePriceCents } = shop.master.products[data.product_id - 1]
      expect(data.new_price_cents).toBeGreaterThan(costCents)
      expect(data.new_price_cents).toBeLessThanOrEqual(msrpCents)
      expect(data.old_price_cents).toBe(before.get(data.product_id) ?? salePriceCents)
      expect(data.new_price_cents).not.toBe(data.old_price_cents)
      before.set(data.product_id, data.new_price_cents)
    }
  })

  test('is the same whatever happens in the stores', () => {
    const busy = smallCompany({ prices: { weekly_change_share: 0.1 }, volume: { customers_per_day: 200 } })
    const again = only(happens(busy, 15), 'price_changed')
    expect(again.map(({ data }) => data)).toEqual(changes.map(({ data }) => data))
  })

  test.each([
    ['2024-03-04', '2024-03-04'],
    ['2024-03-05', '2024-03-11'],
    ['2024-03-10', '2024-03-11'],
  ])('of a history that begins on %s is first that of %s', (start, monday) => {
    expect(dateText(nextMonday(dayNumberOf(start)))).toBe(monday)
  })
})

describe('a store charges', () => {
  const sunday = dayNumberOf(MONDAY) - 1

  test('a listed price from its own Monday on', () => {
    const world = worldAfter(change(110))
    expect([sunday, sunday + 1, sunday + 8].map((day) => priceOf(world, 0, day))).toEqual([100, 110, 110])
    expect(priceOf(world, 1, sunday + 1)).toBe(100)
  })

  test('what a command says at once', () => {
    const world = worldAfter(change(110), byCommand(90))
    expect([sunday, sunday + 1].map((day) => priceOf(world, 0, day))).toEqual([90, 90])
  })

  test('at the till', () => {
    const settings: Settings = { promotions: { rate_factor: 0 } }
    const shop = tinyCompany({ products: [{}], settings })
    const waking = { code: VISITS, number: 1, kind: 'step', data: atTheTill(shop.startDay, 1, 2) }
    const { events } = given(shop, stock({ store_id: 1, product_id: 1, units: 9 }), change(110)).whenWoken(waking)
    expect(only(events, 'receipt_line_added')[0]?.data).toMatchObject({
      unit_price_cents: 110,
      extended_price_cents: 220,
    })
  })
})

describe('shoppers', () => {
  const TIMES = 5000
  const buyer = { storeId: 1, customerId: 0, segment: 0, trip: 0, day: company.startDay, month: 3 }

  /** Of many choices of product 0, how many do this. */
  function share(does: (at: Moment, choice: Parameters<typeof oneMore>[2]) => boolean): number {
    const at = new Moment(rootKey('prices'), () => {})
    let count = 0
    for (let line = 0; line < TIMES; line++) {
      at.begin({ due: line + 1, entity: 1, kind: 0, data: null })
      if (does(at, { index: 0, buyer, line })) count++
    }
    return count / TIMES
  }

  const leaves = (world: World) => share((at, choice) => reconsider(company, world, choice, at) !== 0)
  const adds = (world: World) => share((at, choice) => oneMore(company, world, choice, at) === 1)

  test('put back what has become dearer, and may choose the same again', () => {
    expect(leaves(worldAfter())).toBe(0)
    expect(leaves(worldAfter(change(90)))).toBe(0)
    // A tenth dearer, with elasticity 1.5: 15 % put it back, and some of them take it after all.
    const dearer = leaves(worldAfter(change(110)))
    expect(dearer).toBeGreaterThan(0)
    expect(dearer).toBeLessThan(0.15)
    expect(leaves(worldAfter(change(120)))).toBeGreaterThan(1.5 * dearer)
  })

  test('take one more of what has become cheaper', () => {
    expect(adds(worldAfter())).toBe(0)
    expect(adds(worldAfter(change(110)))).toBe(0)
    expect(Math.abs(adds(worldAfter(change(90))) - 0.15)).toBeLessThan(0.031)
    expect(Math.abs(adds(worldAfter(byCommand(62))) - 0.57)).toBeLessThan(0.042)
  })

  test('do so only while a targeted promotion runs, too', () => {
    const lifted = tinyCompany({
      products: [{ department: 'Clothing' }],
      settings: { promotions: { weekly_chance: 1, uplift: 0.3 } },
    })
    const world = openWorld(lifted)
    const more = share((at, choice) => oneMore(lifted, world, choice, at) === 1)
    expect(Math.abs(more - 0.3)).toBeLessThan(0.039)
  })
})
