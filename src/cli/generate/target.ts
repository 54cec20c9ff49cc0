import { lastDateFrom } from '../../database/dimensions/date-table.ts'
import { type Company, endBefore } from '../../retail/company.ts'
import { type DayNumber, dateText, dayNumberOf } from '../../time/business-date.ts'
import { DAY, type SimTime } from '../../time/sim-time.ts'
import type { GenerateTarget } from '../flags.ts'
import type { CommandSource } from './commands-of.ts'
import { UsageError } from '../usage-error.ts'

/** How far a log goes. */
export interface Reach {
  /** The first business day that is not wholly simulated. */
  readonly end: DayNumber
  /** The first business day that an earlier call was not asked for; that call was interrupted when it lies behind `end`. */
  readonly asked: DayNumber
}

/** What a call asks for. */
export interface Target {
  readonly target: GenerateTarget
  /** The log that is simulated again: as far as its whole days go, unless the call says how far. */
  readonly commandSource?: Pick<CommandSource, 'end'> | undefined
}

/** The first business day that is not wholly before `endOfLog`; the start of history for an empty log. */
export function firstIncompleteDay(company: Company, endOfLog: SimTime | undefined): DayNumber {
  let day = company.startDay
  if (endOfLog === undefined) return day
  while (endBefore(company, day + 1) <= endOfLog) day++
  return day
}

/**
 * The first business day that shall not be simulated. With `--from` the target is absolute; without, an unfinished target is
 * completed, else days are added; with neither, history goes through the last day that is over everywhere at `now`.
 * @throws UsageError when there is no such day.
 */
export function targetDay(company: Company, asked: Target, reach: Reach, now: SimTime): DayNumber {
  const day = wantedDay(company, asked, reach, now)
  const last = lastDateFrom(company.startDay)
  if (day - 1 <= last) return day
  const flag = asked.target.to === undefined ? '--days' : '--to'
  throw new UsageError([
    `${flag}: history would go to ${dateText(day - 1)}, allowed: up to ${dateText(last)}, where the calendar of dim_date ends`,
  ])
}

function wantedDay(company: Company, { target, commandSource }: Target, reach: Reach, now: SimTime): DayNumber {
  const { from, to, days } = target
  if (commandSource !== undefined && to === undefined && days === undefined) return wholeDays(company, commandSource)
  if (to !== undefined) return dayAfter(company, to)
  if (from !== undefined && days !== undefined) return company.startDay + days
  if (reach.asked > reach.end) return reach.asked
  if (days !== undefined) return reach.end + days
  return Math.max(reach.end, lastDayOver(company, now) + 1)
}

function wholeDays(company: Company, { end }: Pick<CommandSource, 'end'>): DayNumber {
  const day = firstIncompleteDay(company, end)
  if (day > company.startDay) return day
  throw new UsageError(['--from-commands: that log holds no whole business day; say how far to go with --days or --to'])
}

function dayAfter({ startDay }: Company, to: string): DayNumber {
  const day = dayNumberOf(to) + 1
  if (day > startDay) return day
  throw new UsageError([`--to: got "${to}", allowed: ${dateText(startDay)} (the first business day) or later`])
}

function lastDayOver(company: Company, now: SimTime): DayNumber {
  let day = Math.floor(now / DAY)
  while (endBefore(company, day + 1) > now) day--
  if (day >= company.startDay) return day
  throw new UsageError([
    `generate: ${dateText(company.startDay)} is not over yet; say how far to go with --days or --to`,
  ])
}
