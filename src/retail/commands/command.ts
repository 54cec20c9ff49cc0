import type { CompanyRequest } from '../../config/scenario/request.ts'
import type { Config } from '../../config/schema.ts'
import { parseDuration } from '../../time/duration.ts'
import { parseIsoTime } from '../../time/iso-time.ts'
import { DAY, type SimTime } from '../../time/sim-time.ts'
import { type Company, startOfDay } from '../company.ts'
import type { COMMAND_ORIGINS } from './events.ts'

/** What a scenario file asks for. */
export type ScenarioEntry = NonNullable<Config['scenario']>['entries'][number]
/** What can be asked of the company, as scenario files say it, and whoever asks while it runs. */
export type Entry = ScenarioEntry | CompanyRequest
export type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { readonly kind: Kind }>

/** Somebody's wish to change the company. Plain data. */
export interface Command<Asked extends Entry = Entry> {
  /** 1, 2, 3, ... in the order in which commands are known; part of what follows from it. */
  readonly number: number
  readonly id: string
  readonly origin: (typeof COMMAND_ORIGINS)[number]
  readonly entry: Asked
  readonly effectiveAt: SimTime
  /** Null for good. */
  readonly endsAt: SimTime | null
}

export type ScenarioCommand = Command<ScenarioEntry>

/** The commands of the configured scenario, in the order of its entries. */
export function scenarioCommands(company: Company): ScenarioCommand[] {
  const entries = company.config.scenario?.entries ?? []
  return entries.map((entry, index) => {
    const number = index + 1
    const effectiveAt = beginningOf(company, entry)
    const endsAt = entry.for === undefined ? null : effectiveAt + parseDuration(entry.for)
    return { number, id: `scenario-${number}`, origin: 'scenario', entry, effectiveAt, endsAt }
  })
}

/**
 * What somebody asks for while the company runs, as its `nth` request: it takes effect from `from` on, the earliest instant that
 * is possible, unless it says when.
 */
export function requestedCommand<Asked extends CompanyRequest>(
  { config }: Company,
  entry: Asked,
  { number: nth, from }: { readonly number: number; readonly from: SimTime },
): Command<Asked> {
  const effectiveAt = entry.at === undefined ? from : parseIsoTime(entry.at)
  const span = 'for' in entry && entry.for !== undefined ? parseDuration(entry.for) : null
  const number = (config.scenario?.entries.length ?? 0) + nth
  const endsAt = span === null ? null : effectiveAt + span
  return { number, id: `api-${nth}`, origin: 'api', entry, effectiveAt, endsAt }
}

/**
 * When an entry takes effect. `after` counts from midnight UTC of the first business day, which is the same for every region;
 * nothing happens before the first instant of history.
 */
function beginningOf(company: Company, { at, after = '0m' }: ScenarioEntry): SimTime {
  if (at !== undefined) return parseIsoTime(at)
  return Math.max(startOfDay(company, company.startDay), company.startDay * DAY + parseDuration(after))
}
