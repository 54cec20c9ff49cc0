import type { FlagSetting } from '../config/resolve.ts'
import type { Flag, FlagValues } from './command.ts'

/** What the command line gave for each flag, as text. */
export type RawFlags = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** Flags as the command gets them, what they set in the configuration, and everything that is wrong with them. */
export interface ReadFlags {
  readonly values: FlagValues
  readonly settings: readonly FlagSetting[]
  readonly problems: readonly string[]
}

type Reading = { readonly value: FlagValues[string] } | { readonly allowed: string }

const SETTING = /^([a-z0-9_.]+)=(.*)$/is

/** Whether a text is a date of the calendar, YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function readWhole(text: string, min: number, max: number): Reading {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? { value } : { allowed: `whole number from ${min} to ${max}` }
}

function readOne({ kind }: Flag, given: string | boolean | readonly string[]): Reading {
  if (typeof given !== 'string') return { value: given }
  if (kind.is === 'whole') return readWhole(given, kind.min, kind.max)
  if (kind.is === 'date') {
    const known = isDate(given) && given >= '2000-01-01' && given <= '2100-12-31'
    return known ? { value: given } : { allowed: 'date as YYYY-MM-DD from 2000-01-01 to 2100-12-31' }
  }
  return { value: given }
}

function settingsOf(flag: Flag, given: string | boolean | readonly string[]): readonly FlagSetting[] {
  const name = `--${flag.name}`
  if (flag.kind.is === 'config') return [{ path: flag.kind.key, value: String(given), flag: name }]
  if (flag.kind.is !== 'settings') return []
  const parts = (given as readonly string[]).map((text) => SETTING.exec(text))
  return parts.flatMap((part) => (part ? [{ path: part[1] ?? '', value: part[2] ?? '', flag: name }] : []))
}

function malformed(flag: Flag, given: string | boolean | readonly string[]): readonly string[] {
  if (flag.kind.is !== 'settings') return []
  const bad = (given as readonly string[]).filter((text) => !SETTING.test(text))
  return bad.map((text) => `--set: got ${JSON.stringify(text)}, allowed: SECTION.KEY=VALUE`)
}

/** Checks every flag and turns it into its value; all problems are found. */
export function readFlags(flags: readonly Flag[], raw: RawFlags): ReadFlags {
  const values: Record<string, FlagValues[string]> = {}
  const settings: FlagSetting[] = []
  const problems: string[] = []
  for (const flag of flags) {
    const given = raw[flag.name]
    if (given === undefined) continue
    const reading = readOne(flag, given)
    if ('value' in reading) values[flag.name] = reading.value
    else problems.push(`--${flag.name}: got ${JSON.stringify(given)}, allowed: ${reading.allowed}`)
    problems.push(...malformed(flag, given))
    settings.push(...settingsOf(flag, given))
  }
  return { values, settings, problems }
}
