import { type HolidayRule, holidayKey, parseHolidayRule } from '../time/holiday-rule.ts'
import type { DictionaryProblem } from './dictionary-error.ts'
import type { ReadTable } from './read-table.ts'
import { duplicates, eachRow, isSound, keysOf } from './relations.ts'
import type { PromotionRow } from './tables.ts'
import {
  type ChannelEntry,
  DEPARTMENTS,
  type DepartmentSeasonEntry,
  type HolidayEntry,
  MARKETING_CHANNELS,
} from './types.ts'

/** Says why the holidays that a relative rule counts from do not lead to a day. */
function baseProblem(rule: string, rules: ReadonlyMap<string, HolidayRule | undefined>): string | undefined {
  let parsed = parseHolidayRule(rule)
  for (let steps = 0; parsed?.kind === 'relative'; steps++) {
    if (!rules.has(parsed.base)) return `Rule "${rule}": expected the Name of a holiday before the sign`
    if (steps > rules.size) return `Rule "${rule}": expected a holiday that does not count from this one`
    parsed = rules.get(parsed.base)
  }
  return undefined
}

/** Holiday names are unique, and a relative rule leads to a holiday with a day of its own. */
export function checkHolidays(table: ReadTable<HolidayEntry>): DictionaryProblem[] {
  const rules = new Map(table.rows.map(({ entry }) => [holidayKey(entry.name), parseHolidayRule(entry.rule)]))
  return [
    ...duplicates(
      table,
      ({ name }) => holidayKey(name),
      ({ name }) => `Name "${name}"`,
    ),
    ...(isSound(table) ? eachRow(table, ({ rule }) => baseProblem(rule, rules)) : []),
  ]
}

/** Codes are unique, and a promotion has the value that its kind needs: a rate, or an amount below its minimum. */
export function checkPromotions(table: ReadTable<PromotionRow>): DictionaryProblem[] {
  return [
    ...duplicates(
      table,
      ({ code }) => code,
      ({ code }) => `Code "${code}"`,
    ),
    ...eachRow(table, ({ kind, rateBps, amountCents, minimumCents }) => {
      if (kind !== 'FIXED_AMOUNT') {
        if (amountCents !== 0) return `Amount: expected nothing, since ${kind} has a RateBps`
        return rateBps === 0 ? `RateBps "": expected a whole number from 1 to 9000, since Kind is ${kind}` : undefined
      }
      if (rateBps !== 0) return `RateBps "${rateBps}": expected nothing, since FIXED_AMOUNT has an Amount`
      if (amountCents === 0) return 'Amount "": expected dollars, since Kind is FIXED_AMOUNT'
      return minimumCents <= amountCents ? 'Minimum: expected more than the Amount' : undefined
    }),
  ]
}

/** What a file without bad rows should have a row for, and has not. */
function missing(
  table: ReadTable<unknown>,
  column: string,
  expected: readonly string[],
  known: ReadonlySet<string>,
): DictionaryProblem[] {
  if (!isSound(table)) return []
  return expected
    .filter((name) => !known.has(name))
    .map((name) => ({
      file: table.file,
      line: 0,
      text: `no row for ${column} "${name}": expected one for each of ${expected.join(', ')}`,
    }))
}

/** Every channel is there once, and its costs are in order. */
export function checkChannels(table: ReadTable<ChannelEntry>): DictionaryProblem[] {
  const known = keysOf(table, ({ channel }) => channel)
  return [
    ...duplicates(
      table,
      ({ channel }) => channel,
      ({ channel }) => `Channel "${channel}"`,
    ),
    ...eachRow(table, ({ costMinCents, costMaxCents }) =>
      costMinCents > costMaxCents ? 'CostMax: expected at least CostMin' : undefined,
    ),
    ...missing(table, 'Channel', MARKETING_CHANNELS, known),
  ]
}

/** Every department is there once. */
export function checkSeasons(table: ReadTable<DepartmentSeasonEntry>): DictionaryProblem[] {
  const known = keysOf(table, ({ department }) => department)
  return [
    ...duplicates(
      table,
      ({ department }) => department,
      ({ department }) => `Department "${department}"`,
    ),
    ...missing(table, 'Department', DEPARTMENTS, known),
  ]
}
