import { describe, expect, test } from 'vitest'
import { firstIncompleteDay, targetDay } from '../../src/cli/generate/target.ts'
import { endBefore } from '../../src/retail/company.ts'
import { dateText, dayNumberOf } from '../../src/time/business-date.ts'
import { tinyCompany } from '../retail/tiny.ts'

const company = tinyCompany()
const start = dateText(company.startDay)
const NOTHING = { from: undefined, to: undefined, days: undefined, fromCommands: undefined, dryRun: false, tour: false }
/** Noon in UTC, when the day before has been over everywhere for hours. */
const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`)

/** The last business day that a call simulates, when the log is complete to `end` and was asked to go to `asked`. */
function lastDay(flags: object, place: { end?: number; asked?: number; today?: string } = {}): string {
  const { end = 0, asked = end, today = '2026-05-01' } = place
  const reach = { end: company.startDay + end, asked: company.startDay + asked }
  return dateText(targetDay(company, { target: { ...NOTHING, ...flags } }, reach, noonOf(today)) - 1)
}
const day = (number: number) => dateText(company.startDay + number - 1)

describe('generate goes', () => {
  test.each<[string, object, object, string]>([
    ['to an absolute target with --from and --days', { from: start, days: 3 }, { end: 1 }, day(3)],
    ['nowhere when that target is reached', { from: start, days: 3 }, { end: 3 }, day(3)],
    ['to the day that --to names', { to: day(5) }, { end: 2 }, day(5)],
    ['days further without --from', { days: 2 }, { end: 3 }, day(5)],
    ['to what was asked for before, when that was interrupted', { days: 2 }, { end: 3, asked: 4 }, day(4)],
    ['to what was asked for before, without any flag', {}, { end: 3, asked: 4 }, day(4)],
    ['to yesterday without any flag', {}, { end: 3 }, '2026-04-30'],
    ['nowhere without any flag when history is there already', {}, { end: 3, today: day(2) }, day(3)],
  ])('%s', (_, flags, reach, expected) => {
    expect(lastDay(flags, reach)).toBe(expected)
  })
})

describe('refused is', () => {
  test('a day before the first', () => {
    expect(() => lastDay({ to: dateText(company.startDay - 1) })).toThrow(
      `--to: got "${dateText(company.startDay - 1)}", allowed: ${start} (the first business day) or later`,
    )
  })

  test('a day that the calendar table does not have', () => {
    expect(() => lastDay({ to: '2044-01-01' })).toThrow(
      '--to: history would go to 2044-01-01, allowed: up to 2034-12-31, where the calendar of dim_date ends',
    )
    expect(() => lastDay({ days: 20_000 })).toThrow(/^--days: history would go to 20\d\d-\d\d-\d\d, allowed: up to/)
  })

  test('a history that begins today, when nobody says how far it goes', () => {
    expect(() => lastDay({}, { today: start })).toThrow(`generate: ${start} is not over yet`)
  })
})

test('a day counts when the next one has begun in every time zone', () => {
  const secondDay = endBefore(company, company.startDay + 1)
  expect(firstIncompleteDay(company, undefined)).toBe(dayNumberOf(start))
  expect(firstIncompleteDay(company, secondDay - 1)).toBe(company.startDay)
  expect(firstIncompleteDay(company, secondDay)).toBe(company.startDay + 1)
})
