import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../../src/retail/agent-codes.ts'
import type { Entry } from '../../../src/retail/commands/command.ts'
import { HOUR } from '../../../src/time/sim-time.ts'
import { given, happened, NOON } from '../given.ts'
import { happens, only, type Settings, smallCompany } from '../simulated.ts'
import { tinyCompany } from '../tiny.ts'

const tiny = tinyCompany({
  products: [{}, { department: 'Clothing', category: 'Shoes', salePriceCents: 99 }],
  settings: { disruptions: { daily_chance: 0 } },
})

function commanded(entry: Entry) {
  const command = { number: 3, id: 'scenario-3', origin: 'scenario', entry, effectiveAt: NOON, endsAt: NOON + 2 * HOUR }
  return given(tiny).whenWoken({ code: COMMANDS, number: 3, kind: 'accept', data: command }, NOON + 3 * HOUR)
}

const SALE = { kind: 'promotion', after: '0h', for: '2h', code: 'SAVE20' } as const
const CUT = { kind: 'price_change', after: '0h', for: '2h', factor: 0.85 } as const

describe('a promotion by command', () => {
  test('is that of the dictionary, opens at once and ends in time', () => {
    const window = { promotion_id: 'SAVE20_scenario-3', promo_code: 'SAVE20', value: 2000, minimum_cents: 5000 }
    const { events, leadsTo } = commanded(SALE)
    leadsTo(
      happened('command_accepted', { kind: 'promotion', details: { code: 'SAVE20' } }),
      happened('promotion_started', { ...window, origin: 'command', starts_on: '2024-03-04' }),
      happened('promotion_ended', window),
    )
    expect(events.map(({ causation }) => causation)).toEqual([null, events[0]?.id, events[1]?.id])
    expect(events[2]?.occurredAt).toBe(NOON + 2 * HOUR)
  })

  test('is as the command defines it', () => {
    const definition = { discount: 'FIXED_AMOUNT', amount_cents: 300, departments: ['Grocery'] } as const
    const { events } = commanded({ ...SALE, code: 'MINE', definition })
    expect(events[1]?.data).toMatchObject({ discount_type: 'FIXED_AMOUNT', value: 300, departments: ['Grocery'] })
  })
})

describe('prices by command', () => {
  const prices = { product_id: 2, reason: 'command' } as const

  test('change at once and go back in time, to the cent', () => {
    const { events, leadsTo, world } = commanded({ ...CUT, department: 'Clothing' })
    leadsTo(
      happened('command_accepted', { kind: 'price_change' }),
      happened('price_changed', {
        ...prices,
        price_list_id: 'scenario-3',
        old_price_cents: 99,
        new_price_cents: 84,
      }),
      happened('price_changed', {
        ...prices,
        price_list_id: 'scenario-3-back',
        old_price_cents: 84,
        new_price_cents: 99,
      }),
    )
    expect(events.slice(1).map(({ causation }) => causation)).toEqual([events[0]?.id, events[0]?.id])
    expect(world.prices.current[1]).toBe(99)
  })

  test.each([
    ['above cost', 0.3, 61],
    ['at most at the MSRP', 1.9, 120],
  ])('stay %s', (_, factor, price) => {
    const { events } = commanded({ ...CUT, factor, product_ids: [1] })
    expect(only(events, 'price_changed').map(({ data }) => data.new_price_cents)).toEqual([price, 100])
  })

  test('are left alone by the weekly lists until the command ends', () => {
    const entry = { kind: 'price_change', after: '6d', for: '3d', factor: 0.95, department: 'Grocery' } as const
    const scenario = { name: 'test', entries: [entry] } as unknown as NonNullable<Settings['scenario']>
    const company = smallCompany({ prices: { weekly_change_share: 1 }, scenario, disruptions: { daily_chance: 0 } })
    const changes = only(happens(company, 16), 'price_changed').filter(({ data }) => data.reason === 'weekly')
    const ofGrocery = changes.filter(
      ({ data }) => company.master.products[data.product_id - 1]?.department === 'Grocery',
    )
    const mondays = (some: typeof changes) => new Set(some.map(({ data }) => data.effective_date))
    expect(mondays(changes)).toEqual(new Set(['2024-03-04', '2024-03-11', '2024-03-18']))
    expect(mondays(ofGrocery)).toEqual(new Set(['2024-03-04', '2024-03-18']))
  })

  test('of goods that the command does not name stay', () => {
    expect(
      commanded({ ...CUT, product_ids: [1] }).events.map(({ data }) => 'product_id' in data && data.product_id),
    ).toEqual([false, 1, 1])
  })
})
