import { describe, expect, test } from 'vitest'
import type { PromotionEntry } from '../../../src/dictionaries/types.ts'
import { promotionCalendar } from '../../../src/retail/promotions/calendar.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { dateText, dayNumberOf } from '../../../src/time/business-date.ts'
import { smallConfig } from '../simulated.ts'

function code(name: string, terms: Partial<PromotionEntry> = {}): PromotionEntry {
  const plain = {
    kind: 'PERCENTAGE',
    value: 1000,
    minimumCents: 0,
    months: [],
    departments: [],
    clearance: false,
  } as const
  return { code: name, ...plain, ...terms }
}

const WEEKS = Array.from({ length: 500 }, (_, week) => dayNumberOf('2024-01-01') + 7 * week)

function calendar(entries: readonly PromotionEntry[], weekly_chance = 0.6, seed = 'calendar') {
  return promotionCalendar(smallConfig({ promotions: { weekly_chance } }), entries, rootKey(seed))
}

/** `first..last`, or null. */
function window(entry: PromotionEntry, date: string): string | null {
  const found = calendar([entry]).windowAt(0, dayNumberOf(date))
  return found === null ? null : `${dateText(found.first)}..${dateText(found.last)}`
}

describe('a code with months', () => {
  const clearance = code('CLEARANCE50', { months: [1, 2, 7, 8] })

  test('runs from the first to the last day of each contiguous run of them', () => {
    expect(window(clearance, '2024-01-31')).toBe('2024-01-01..2024-02-29')
    expect(window(clearance, '2025-02-01')).toBe('2025-01-01..2025-02-28')
    expect(window(clearance, '2024-08-31')).toBe('2024-07-01..2024-08-31')
    expect(window(clearance, '2024-03-01')).toBeNull()
  })

  test('may run over the turn of the year', () => {
    const winter = code('WINTER', { months: [1, 12] })
    expect(window(winter, '2024-12-31')).toBe('2024-12-01..2025-01-31')
    expect(window(winter, '2025-01-01')).toBe('2024-12-01..2025-01-31')
  })

  test('for all months runs a year at a time', () => {
    const always = code('ALWAYS', { months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] })
    expect(window(always, '2024-06-15')).toBe('2024-01-01..2024-12-31')
  })
})

/** Mondays of the weeks in which a code runs. */
function weeksOf(of: ReturnType<typeof calendar>, place = 0): number[] {
  return WEEKS.filter((day) => of.windowAt(place, day) !== null)
}

describe('a code without months', () => {
  test('runs in whole weeks, Monday to Sunday, about as many as its chance says', () => {
    const all = calendar([code('SAVE10')])
    for (const monday of WEEKS) {
      const [first, ...others] = Array.from({ length: 7 }, (_, day) => all.windowAt(0, monday + day))
      expect(others).toEqual(Array(6).fill(first))
      expect(first ?? { first: monday, last: monday + 6 }).toEqual({ first: monday, last: monday + 6 })
    }
    // Six standard errors of a share of 0.6 among 500.
    expect(Math.abs(weeksOf(all).length / WEEKS.length - 0.6)).toBeLessThan(0.132)
  })

  test('has weeks of its own, whatever other codes there are', () => {
    const alone = weeksOf(calendar([code('SAVE10')]))
    const among = calendar([code('SAVE20'), code('SAVE10')])
    expect(weeksOf(among, 1)).toEqual(alone)
    expect(weeksOf(among, 0)).not.toEqual(alone)
    expect(weeksOf(calendar([code('SAVE10')], 0.6, 'other'))).not.toEqual(alone)
  })

  test('never runs, or always, when that is asked for', () => {
    expect(weeksOf(calendar([code('SAVE10')], 0))).toEqual([])
    expect(weeksOf(calendar([code('SAVE10')], 1))).toEqual(WEEKS)
  })
})

test('a day has the codes that are valid on it, and the departments that they name', () => {
  const all = calendar([
    code('SPRING', { months: [3] }),
    code('SHIRTS', { months: [3], departments: ['Clothing'] }),
    code('OLD', { months: [2], departments: ['Electronics'] }),
  ])
  for (let asked = 0; asked < 20; asked++) {
    const { valid, lifted } = all.on(dayNumberOf('2024-03-01') + asked)
    expect([valid.map((promotion) => promotion.code), lifted]).toEqual([['SPRING', 'SHIRTS'], 0b100])
  }
})
