import { expect, test } from 'vitest'
import { CONFIG_KEYS } from '../../../src/config/keys.ts'
import { WORLD_SHAPING_KEYS } from '../../../src/config/world.ts'
import type { Company } from '../../../src/retail/company.ts'
import { dateText } from '../../../src/time/business-date.ts'
import { DISRUPTION_EFFECTS } from './disruption-effects.ts'
import { lively, twoDays } from './observing.ts'
import { HABIT_EFFECTS } from './habit-effects.ts'
import { ONLINE_EFFECTS } from './online-effects.ts'
import { SALES_EFFECTS } from './sales-effects.ts'
import { MARKETING_EFFECTS } from './marketing-effects.ts'
import { SHOPPING_EFFECTS } from './shopping-effects.ts'
import { STORE_TYPE_EFFECTS } from './store-type-effects.ts'
import { SUPPLY_EFFECTS } from './supply-effects.ts'

const EFFECTS = [
  ...SHOPPING_EFFECTS,
  ...SUPPLY_EFFECTS,
  ...STORE_TYPE_EFFECTS,
  ...HABIT_EFFECTS,
  ...ONLINE_EFFECTS,
  ...DISRUPTION_EFFECTS,
  ...SALES_EFFECTS,
  ...MARKETING_EFFECTS,
]

const plain: Company = lively()

test.each(EFFECTS.map((effect) => ({ key: effect[0], effect })))('$key has an effect', ({ effect }) => {
  const [, after, change, observe, before] = effect
  const usual = observe(before === undefined ? plain : lively(before))
  const now = observe(lively(after))
  expect(Number.isFinite(usual) && Number.isFinite(now)).toBe(true)
  if (change === 'more') expect(now).toBeGreaterThan(usual)
  else expect(now).toBeLessThan(usual)
})

test('the seed decides the luck, and the start date the first day', () => {
  const [other, later] = [lively({ seed: 8 }), lively({ historical: { start_date: '2024-05-06' } })]
  expect(other.master.customers).not.toEqual(plain.master.customers)
  expect(twoDays(other)[100]?.id).not.toEqual(twoDays(plain)[100]?.id)
  expect([dateText(later.startDay), twoDays(later)[0]?.businessDate]).toEqual(['2024-05-06', '2024-05-06'])
})

test('every key that shapes the world is tested here', () => {
  const shaping = CONFIG_KEYS.map(({ path }) => path).filter((path) =>
    WORLD_SHAPING_KEYS.some((key) => path.split('.')[0] === key),
  )
  const tested = [...EFFECTS.map(([key]) => key), 'seed', 'historical.start_date']
  expect(new Set(tested).size).toBe(tested.length)
  expect(tested.toSorted()).toEqual(shaping.toSorted())
})
