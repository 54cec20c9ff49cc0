import type { DayNumber } from './business-date.ts'
import { type HolidayRule, holidayKey, parseHolidayRule, ruleDay } from './holiday-rule.ts'

/** A holiday by rule, as the dictionary has it. */
export interface Holiday {
  readonly name: string
  /** `12-25`, `11-thu-4`, `05-mon-last`, or `thanksgiving+1`: days after or before another holiday of the list. */
  readonly rule: string
  /** Factor on the expected visitors at its peak, 0 or more. */
  readonly demandFactor: number
  /** Days that the effect lasts, 1 to 180, the rule's day included. */
  readonly days: number
  /** Whether the effect builds up to the rule's day instead of fading after it. */
  readonly leads: boolean
  /** Whether stores are closed on the rule's day. */
  readonly closed: boolean
}

/** An effect, or a way from one holiday to another, stays within the neighbouring years. */
export const MAX_HOLIDAY_REACH = 180

/** A holiday whose rule has been followed to one that stands alone. */
export interface ResolvedHoliday extends Holiday {
  /** The rule's day in `year`, undefined in years without it. */
  readonly dayIn: (year: number) => DayNumber | undefined
}

/** Holidays with their days, in the same order. @throws RangeError that lists every entry that is wrong, and why. */
export function resolveHolidays(holidays: readonly Holiday[]): ResolvedHoliday[] {
  const rules = new Map<string, HolidayRule>()
  const problems: string[] = []
  for (const holiday of holidays) {
    const key = holidayKey(holiday.name)
    const rule = parseHolidayRule(holiday.rule)
    if (rule === undefined)
      problems.push(`${said(holiday)}: expected MM-DD, MM-www-N, MM-www-last, or NAME+N or NAME-N`)
    if (rules.has(key)) problems.push(`${said(holiday)}: the name "${holiday.name}" occurs twice`)
    if (rule !== undefined) rules.set(key, rule)
    problems.push(...rangeProblems(holiday))
  }
  if (problems.length === 0) problems.push(...holidays.flatMap((holiday) => chainProblem(holiday, rules)))
  if (problems.length > 0) throw new RangeError(`holidays are wrong:\n${problems.join('\n')}`)
  return holidays.map((holiday) => {
    const chain = follow(holidayKey(holiday.name), rules)
    return { ...holiday, dayIn: (year) => dayOfChain(chain, year) }
  })
}

interface Chain {
  /** The rule that stands alone, undefined when a name is missing or the names go round in a circle. */
  readonly root: Exclude<HolidayRule, { kind: 'relative' }> | undefined
  readonly offset: number
  readonly last: string
}

function follow(key: string, rules: ReadonlyMap<string, HolidayRule>): Chain {
  let at = key
  let offset = 0
  for (let steps = 0; steps <= rules.size; steps++) {
    const rule = rules.get(at)
    if (rule?.kind !== 'relative') return { root: rule, offset, last: at }
    offset += rule.offset
    at = rule.base
  }
  return { root: undefined, offset, last: at }
}

function dayOfChain({ root, offset }: Chain, year: number): DayNumber | undefined {
  const day = root && ruleDay(root, year)
  return day === undefined ? undefined : day + offset
}

function chainProblem(holiday: Holiday, rules: ReadonlyMap<string, HolidayRule>): string[] {
  const chain = follow(holidayKey(holiday.name), rules)
  if (!rules.has(chain.last)) return [`${said(holiday)}: no holiday is called "${chain.last}"`]
  if (chain.root === undefined) return [`${said(holiday)}: the names go round in a circle`]
  if (Math.abs(chain.offset) <= MAX_HOLIDAY_REACH) return []
  return [`${said(holiday)}: ${chain.offset} days away, at most ${MAX_HOLIDAY_REACH} are allowed`]
}

function rangeProblems(holiday: Holiday): string[] {
  const { days, demandFactor } = holiday
  const problems: string[] = []
  if (!(Number.isFinite(demandFactor) && demandFactor >= 0)) {
    problems.push(`${said(holiday)}: demand factor ${demandFactor}, expected a number of 0 or more`)
  }
  if (!(Number.isInteger(days) && days >= 1 && days <= MAX_HOLIDAY_REACH)) {
    problems.push(`${said(holiday)}: days ${days}, expected a whole number from 1 to ${MAX_HOLIDAY_REACH}`)
  }
  return problems
}

function said(holiday: Holiday): string {
  return `${holiday.name} (${holiday.rule})`
}
