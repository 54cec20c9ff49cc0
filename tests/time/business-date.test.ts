import { expect, test } from 'vitest'
import { civilOf, dateText, dayNumberOf, seasonOf, utcDayAt, weekdayOf } from '../../src/time/business-date.ts'

function seasonOn(date: string): string {
  return seasonOf(dayNumberOf(date))
}

test('dates count from 1970-01-01', () => {
  expect(dayNumberOf('1970-01-01')).toBe(0)
  expect(dayNumberOf('1969-12-31')).toBe(-1)
  expect(dayNumberOf('2000-02-29')).toBe(11_016)
  expect(dayNumberOf('2024-01-01')).toBe(19_723)
})

test('text, number and civil date agree with the engine on every day of four centuries', () => {
  for (let day = dayNumberOf('1800-01-01'); day <= dayNumberOf('2200-12-31'); day++) {
    const date = new Date(day * 86_400_000)
    const text = date.toISOString().slice(0, 10)
    if (dateText(day) !== text || dayNumberOf(text) !== day || weekdayOf(day) !== (date.getUTCDay() + 6) % 7) {
      expect.fail(`${text} is day ${dayNumberOf(text)}, said as ${dateText(day)}, weekday ${weekdayOf(day)}`)
    }
  }
  expect(civilOf(dayNumberOf('2024-02-29'))).toEqual({ year: 2024, month: 2, day: 29 })
})

test('two days that share a slot of the cache keep their own texts', () => {
  const day = dayNumberOf('2024-01-15')
  expect([dateText(day), dateText(day + 4096), dateText(day)]).toEqual(['2024-01-15', '2035-04-03', '2024-01-15'])
})

test('the first and the last date that four digits can say', () => {
  expect(dateText(dayNumberOf('0000-01-01'))).toBe('0000-01-01')
  expect(dateText(dayNumberOf('9999-12-31'))).toBe('9999-12-31')
  expect(() => dateText(dayNumberOf('9999-12-31') + 1)).toThrow('day number 2932897 is not a date')
  expect(() => dateText(1.5)).toThrow('day number 1.5 is not a date')
  expect(() => dateText(Number.NaN)).toThrow('day number NaN is not a date')
})

test.each([
  ['2024-02-30', '2024-02-30 is not a date: 2024-02 has days 01 to 29'],
  ['2023-02-29', '2023-02-29 is not a date: 2023-02 has days 01 to 28'],
  ['1900-02-29', '1900-02-29 is not a date: 1900-02 has days 01 to 28'],
  ['2024-04-31', '2024-04-31 is not a date: 2024-04 has days 01 to 30'],
  ['2024-01-00', '2024-01-00 is not a date: 2024-01 has days 01 to 31'],
  ['2024-13-01', '2024-13-01 is not a date: months go from 01 to 12'],
  ['2024-00-01', '2024-00-01 is not a date: months go from 01 to 12'],
  ['2024-1-15', '"2024-1-15" is not a date: expected YYYY-MM-DD'],
  ['2024-01-15T00:00', '"2024-01-15T00:00" is not a date: expected YYYY-MM-DD'],
  ['2024-O1-15', '"2024-O1-15" is not a date: expected YYYY-MM-DD'],
  ['2024/01-15', '"2024/01-15" is not a date: expected YYYY-MM-DD'],
  ['', '"" is not a date: expected YYYY-MM-DD'],
])('%s is refused with the reason', (text, message) => {
  expect(() => dayNumberOf(text)).toThrow(new RangeError(message))
})

test('weeks start on Monday, before 1970 as well', () => {
  expect(weekdayOf(dayNumberOf('2024-01-15'))).toBe(0)
  expect(weekdayOf(dayNumberOf('2024-01-21'))).toBe(6)
  expect(weekdayOf(dayNumberOf('1969-12-29'))).toBe(0)
  expect(weekdayOf(dayNumberOf('1969-12-22'))).toBe(0)
})

test('seasons change on the first of March, June, September and December', () => {
  expect(['2024-02-29', '2024-03-01', '2024-05-31', '2024-06-01'].map(seasonOn)).toEqual([
    'winter',
    'spring',
    'spring',
    'summer',
  ])
  expect(['2024-08-31', '2024-09-01', '2024-11-30', '2024-12-01'].map(seasonOn)).toEqual([
    'summer',
    'autumn',
    'autumn',
    'winter',
  ])
})

test('the UTC date of an instant rounds down', () => {
  expect([utcDayAt(0), utcDayAt(86_399_999), utcDayAt(86_400_000), utcDayAt(-1)]).toEqual([0, 0, 1, -1])
})
