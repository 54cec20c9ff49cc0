import { expect, test } from 'vitest'
import { dateText, dayNumberOf } from '../../src/time/business-date.ts'
import { holidayCalendar } from '../../src/time/calendar.ts'
import { dateDimension } from '../../src/time/date-dimension.ts'
import { fiscalDateOf, fiscalYearStart } from '../../src/time/fiscal-year.ts'

const calendar = holidayCalendar([
  { name: 'New Year', rule: '01-01', demandFactor: 0.5, days: 1, leads: false, closed: false },
  { name: 'Sale', rule: '01-01', demandFactor: 1.5, days: 3, leads: false, closed: false },
])

function rows(from: string, to: string) {
  return [...dateDimension(dayNumberOf(from), dayNumberOf(to), calendar)]
}

function fiscal(date: string) {
  const { year, quarter, month, week } = fiscalDateOf(dayNumberOf(date))
  return [year, quarter, month, week]
}

test('a row says everything about its date', () => {
  expect(rows('2024-01-01', '2024-01-01')).toEqual([
    {
      date_key: 20_240_101,
      date: '2024-01-01',
      year: 2024,
      quarter: 1,
      month: 1,
      month_name: 'January',
      day: 1,
      day_of_week: 1,
      day_name: 'Monday',
      week_of_year: 1,
      iso_year: 2024,
      is_weekend: false,
      is_holiday: true,
      holiday_name: 'New Year / Sale',
      fiscal_year: 2023,
      fiscal_quarter: 4,
      fiscal_month: 12,
      fiscal_week: 49,
    },
  ])
})

test('both ends are included, and a reversed range is refused', () => {
  const leapYear = rows('2024-01-01', '2024-12-31')
  expect(leapYear).toHaveLength(366)
  expect(leapYear.filter((row) => row.is_weekend)).toHaveLength(104)
  expect(leapYear.filter((row) => row.is_holiday)).toHaveLength(1)
  expect(new Set(leapYear.map((row) => row.quarter))).toEqual(new Set([1, 2, 3, 4]))
  expect(() => rows('2024-01-02', '2024-01-01')).toThrow('ends on 2024-01-01, before it starts on 2024-01-02')
})

test.each([
  ['2021-01-03', 2020, 53],
  ['2021-01-04', 2021, 1],
  ['2024-12-29', 2024, 52],
  ['2024-12-30', 2025, 1],
  ['2027-01-01', 2026, 53],
  ['2023-01-01', 2022, 52],
])('%s is in ISO week %i-%i', (date, year, week) => {
  expect(rows(date, date)).toMatchObject([{ iso_year: year, week_of_year: week }])
})

test('fiscal years begin on the Sundays that the National Retail Federation published', () => {
  expect([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => dateText(fiscalYearStart(year)))).toEqual([
    '2019-02-03',
    '2020-02-02',
    '2021-01-31',
    '2022-01-30',
    '2023-01-29',
    '2024-02-04',
    '2025-02-02',
    '2026-02-01',
  ])
})

test('the years with 53 weeks are those that the National Retail Federation published', () => {
  const long: number[] = []
  for (let year = 1998; year <= 2026; year++) {
    const weeks = (fiscalYearStart(year + 1) - fiscalYearStart(year)) / 7
    expect([52, 53]).toContain(weeks)
    if (weeks === 53) long.push(year)
  }
  expect(long).toEqual([2000, 2006, 2012, 2017, 2023])
})

test('fiscal months have four, five and four weeks, and week 53 ends the twelfth', () => {
  expect(fiscal('2024-02-03')).toEqual([2023, 4, 12, 53])
  expect(fiscal('2024-01-28')).toEqual([2023, 4, 12, 53])
  expect(fiscal('2024-01-27')).toEqual([2023, 4, 12, 52])
  expect(fiscal('2024-02-04')).toEqual([2024, 1, 1, 1])
  expect(fiscal('2024-03-02')).toEqual([2024, 1, 1, 4])
  expect(fiscal('2024-03-03')).toEqual([2024, 1, 2, 5])
  expect(fiscal('2024-04-06')).toEqual([2024, 1, 2, 9])
  expect(fiscal('2024-04-07')).toEqual([2024, 1, 3, 10])
  expect(fiscal('2024-05-04')).toEqual([2024, 1, 3, 13])
  expect(fiscal('2024-05-05')).toEqual([2024, 2, 4, 14])
  expect(fiscal('2024-11-28')).toEqual([2024, 4, 10, 43])
})
