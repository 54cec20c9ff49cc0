import { expect, test } from 'vitest'
import type { HolidayEntry } from '../../src/dictionaries/types.ts'
import { dateText, dayNumberOf } from '../../src/time/business-date.ts'
import { holidayCalendar } from '../../src/time/calendar.ts'

function holiday(name: string, rule: string, more: Partial<HolidayEntry> = {}): HolidayEntry {
  return { name, rule, demandFactor: 2, days: 1, leads: false, closed: false, ...more }
}

const US = holidayCalendar([
  holiday('New Year', '01-01', { demandFactor: 0.5 }),
  holiday("Mother's Day", '05-sun-2', { demandFactor: 1.6 }),
  holiday('Memorial Day', '05-mon-last', { demandFactor: 1.2 }),
  holiday('Back to School', '08-15', { demandFactor: 1.8, days: 14 }),
  holiday('Labor Day', '09-mon-1', { demandFactor: 1.1 }),
  holiday('Black Friday', 'thanksgiving+1', { demandFactor: 3.5 }),
  holiday('Thanksgiving', '11-thu-4', { demandFactor: 0.8 }),
  holiday('Christmas Week', 'Christmas Day-1', { demandFactor: 2, days: 7, leads: true }),
  holiday('Christmas Day', '12-25', { demandFactor: 1, closed: true }),
  holiday('Boxing Day', '12-26', { demandFactor: 2.5 }),
])

function dates(calendar: ReturnType<typeof holidayCalendar>, year: number, name: string): string[] {
  const found: string[] = []
  for (let day = dayNumberOf(`${year}-01-01`); day <= dayNumberOf(`${year}-12-31`); day++) {
    if (calendar.namesOn(day).includes(name)) found.push(dateText(day))
  }
  return found
}

test.each([
  [2023, ['2023-05-14', '2023-05-29', '2023-09-04', '2023-11-23', '2023-11-24']],
  [2024, ['2024-05-12', '2024-05-27', '2024-09-02', '2024-11-28', '2024-11-29']],
  [2026, ['2026-05-10', '2026-05-25', '2026-09-07', '2026-11-26', '2026-11-27']],
])('the movable holidays of %i fall on their published dates', (year, published) => {
  const names = ["Mother's Day", 'Memorial Day', 'Labor Day', 'Thanksgiving', 'Black Friday']
  expect(names.flatMap((name) => dates(US, year, name))).toEqual(published)
})

test('an ordinary day has factor 1, no name, and open stores', () => {
  const day = dayNumberOf('2024-03-12')
  expect([US.factorOn(day), US.isClosed(day), US.namesOn(day)]).toEqual([1, false, []])
})

test('stores close on the day of a closed holiday only', () => {
  expect(['2024-12-24', '2024-12-25', '2024-12-26'].map((date) => US.isClosed(dayNumberOf(date)))).toEqual([
    false,
    true,
    false,
  ])
})

test('a longer effect fades to 30 percent of its peak, and keeps its name for the first day', () => {
  const first = dayNumberOf('2024-08-15')
  expect(US.factorOn(first - 1)).toBe(1)
  expect(US.factorOn(first)).toBe(1.8)
  expect(US.factorOn(first + 7)).toBeCloseTo(1 + 0.8 * 0.65, 12)
  expect(US.factorOn(first + 13)).toBeCloseTo(1 + 0.8 * 0.35, 12)
  expect(US.factorOn(first + 14)).toBe(1)
  expect(dates(US, 2024, 'Back to School')).toEqual(['2024-08-15'])
})

test('a leading effect builds up to its day', () => {
  const factors = ['2024-12-17', '2024-12-18', '2024-12-23', '2024-12-24', '2024-12-25']
  expect(factors.map((date) => Number(US.factorOn(dayNumberOf(date)).toFixed(3)))).toEqual([1, 1.4, 1.9, 2, 1])
})

test('where effects meet the one farthest from 1 holds alone', () => {
  const both = holidayCalendar([
    holiday('Fair', '07-01', { demandFactor: 1.5, days: 3 }),
    holiday('Strike', '07-02', { demandFactor: 0.2 }),
    holiday('Parade', '07-03', { demandFactor: 1.1 }),
  ])
  const [, second, third] = ['2024-07-01', '2024-07-02', '2024-07-03'].map((date) => both.factorOn(dayNumberOf(date)))
  expect(second).toBeCloseTo(0.2, 12)
  expect(third).toBeCloseTo(1 + 0.5 * (1 - 1.4 / 3), 12)
  expect(US.factorOn(dayNumberOf('2024-11-29'))).toBe(3.5)
})

test('effects reach over the turn of the year, both ways', () => {
  const before = holidayCalendar([
    holiday('Countdown', '01-02', { days: 5, leads: true }),
    holiday('Early', 'Countdown-5'),
  ])
  expect(before.factorOn(dayNumberOf('2024-12-29'))).toBeCloseTo(1.44, 12)
  expect(before.namesOn(dayNumberOf('2024-12-28'))).toEqual(['Early'])
  expect(before.factorOn(dayNumberOf('2024-12-27'))).toBe(1)
  const after = holidayCalendar([holiday('Afterglow', '12-28', { demandFactor: 3, days: 10 })])
  expect(after.factorOn(dayNumberOf('2025-01-06'))).toBeCloseTo(1 + 2 * 0.37, 12)
  expect(after.factorOn(dayNumberOf('2025-01-07'))).toBe(1)
})

test('holidays that a year lacks do not move elsewhere', () => {
  const rare = holidayCalendar([holiday('Leap Day', '02-29'), holiday('Fifth Friday', '02-fri-5')])
  expect([2023, 2024, 2025].map((year) => dates(rare, year, 'Leap Day'))).toEqual([[], ['2024-02-29'], []])
  expect([2024, 2023, 2008].map((year) => dates(rare, year, 'Fifth Friday'))).toEqual([[], [], ['2008-02-29']])
})

test('the answer does not depend on the order of the questions', () => {
  const days = ['2024-11-29', '2023-11-24', '2024-11-29', '2031-12-26', '2023-11-24'].map(dayNumberOf)
  expect(days.map((day) => US.factorOn(day))).toEqual([3.5, 3.5, 3.5, 2.5, 3.5])
})

test('every wrong entry is named at once', () => {
  expect(() =>
    holidayCalendar([
      holiday('A', '13-01'),
      holiday('B', '02-30'),
      holiday('C', '11-thu-6'),
      holiday('D', '11-xyz-1'),
      holiday('E', '12-01', { days: 0 }),
      holiday('F', '12-02', { demandFactor: -1 }),
      holiday('f!', '12-03'),
    ]),
  ).toThrow(
    new RangeError(
      [
        'holidays are wrong:',
        'A (13-01): expected MM-DD, MM-www-N, MM-www-last, or NAME+N or NAME-N',
        'B (02-30): expected MM-DD, MM-www-N, MM-www-last, or NAME+N or NAME-N',
        'C (11-thu-6): expected MM-DD, MM-www-N, MM-www-last, or NAME+N or NAME-N',
        'D (11-xyz-1): expected MM-DD, MM-www-N, MM-www-last, or NAME+N or NAME-N',
        'E (12-01): days 0, expected a whole number from 1 to 180',
        'F (12-02): demand factor -1, expected a number of 0 or more',
        'f! (12-03): the name "f!" occurs twice',
      ].join('\n'),
    ),
  )
})

test('a rule that leads nowhere is refused', () => {
  expect(() => holidayCalendar([holiday('A', 'Missing+1')])).toThrow('A (Missing+1): no holiday is called "missing"')
  expect(() => holidayCalendar([holiday('A', 'B+1'), holiday('B', 'A-1')])).toThrow('the names go round in a circle')
  expect(() => holidayCalendar([holiday('A', '01-01'), holiday('B', 'A+181')])).toThrow('181 days away, at most 180')
})
