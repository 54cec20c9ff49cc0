import type { Config } from '../../config/schema.ts'
import type { PromotionEntry } from '../../dictionaries/types.ts'
import { type DrawKey, KeyBuilder, wordAt, wordOf } from '../../simulation/random.ts'
import { civilOf, type DayNumber, weekdayOf } from '../../time/business-date.ts'
import { daysFromCivil, daysInMonth } from '../../time/civil-date.ts'
import { type Promotion, promotionOf } from './promotion.ts'

const WEEKLY = wordOf('promotion-week')
const WEEK = 7
const MONTHS = 12
/** Days that are remembered: stores in several time zones ask for two at a time. */
const REMEMBERED_DAYS = 8

/** Business days on which a code is valid, both included. */
export interface PromotionWindow {
  readonly first: DayNumber
  readonly last: DayNumber
}

/** What is valid on a business day by the calendar. */
export interface PromotionDay {
  readonly valid: readonly Promotion[]
  /** Departments that a valid code names: one bit per place in `DEPARTMENTS`. */
  readonly lifted: number
}

/** When codes are valid: a function of seed, calendar, dictionary and configuration alone. */
export interface PromotionCalendar {
  readonly entries: readonly PromotionEntry[]
  /** The window of a code (place in `entries`) around a day; null when it is not valid then. */
  readonly windowAt: (place: number, day: DayNumber) => PromotionWindow | null
  readonly on: (day: DayNumber) => PromotionDay
}

/** Codes with months run through each contiguous run of them, others in whole weeks by chance. */
export function promotionCalendar(
  { promotions }: Config,
  entries: readonly PromotionEntry[],
  root: DrawKey,
): PromotionCalendar {
  const all = entries.map(promotionOf)
  const remembered = new Map<DayNumber, PromotionDay>()
  const windowAt = (place: number, day: DayNumber) => {
    const { months } = entries[place]
    return months.length > 0 ? monthsAround(months, day) : weekAround(all[place], day)
  }

  function weekAround({ word }: Promotion, day: DayNumber): PromotionWindow | null {
    const first = day - weekdayOf(day)
    const key = new KeyBuilder().from(root).add(WEEKLY).add(word).add(first)
    const isOn = (wordAt(key, 0) >>> 0) / 2 ** 32 < promotions.weekly_chance
    return isOn ? { first, last: first + WEEK - 1 } : null
  }

  return {
    entries,
    windowAt,
    on(day) {
      const known = remembered.get(day)
      if (known !== undefined) return known
      const valid = all.filter((_, place) => windowAt(place, day) !== null)
      const found = { valid, lifted: liftedBy(valid) }
      if (remembered.size === REMEMBERED_DAYS) remembered.clear()
      remembered.set(day, found)
      return found
    },
  }
}

/** Departments that any of these promotions names. */
export function liftedBy(promotions: readonly Promotion[]): number {
  return promotions.reduce((bits, { departments, isTargeted }) => (isTargeted ? bits | departments : bits), 0)
}

/** The contiguous run of months around a day. A code for all twelve runs from January to December. */
function monthsAround(months: readonly number[], day: DayNumber): PromotionWindow | null {
  const { year, month } = civilOf(day)
  if (!months.includes(month)) return null
  let [from, to] = [year * MONTHS + month - 1, year * MONTHS + month - 1]
  if (months.length === MONTHS) [from, to] = [year * MONTHS, year * MONTHS + MONTHS - 1]
  else {
    while (months.includes(monthOf(from - 1))) from--
    while (months.includes(monthOf(to + 1))) to++
  }
  const lastYear = Math.floor(to / MONTHS)
  const last = daysFromCivil(lastYear, monthOf(to), daysInMonth(lastYear, monthOf(to)))
  return { first: daysFromCivil(Math.floor(from / MONTHS), monthOf(from), 1), last }
}

/** 1..12 of months counted through the years. */
function monthOf(index: number): number {
  return (index % MONTHS) + 1
}
