import { loadDeniedNames } from '../../dictionaries/denied-names.ts'
import type { Dictionaries } from '../../dictionaries/types.ts'
import { RUN_STREAM, type RunStarted } from '../../run-history.ts'
import { type HolidayCalendar, holidayCalendar } from '../../time/calendar.ts'
import type { Evidence } from '../../verify/run-laws.ts'
import type { CommandContext } from '../command.ts'
import { interruptible } from '../history/interruptible.ts'
import type { LogUntil } from '../history/log-until.ts'
import type { History } from '../history/with-history.ts'
import { dictionariesOf } from '../open-log.ts'
import { toldFacts } from './told-facts.ts'

type Told = Pick<CommandContext, 'log' | 'signal'>

/** What the laws are held against: the log, its tables, and the world that the history was made with. */
export async function gatherEvidence({ log, database, config, assertStill }: History, told: Told): Promise<Evidence> {
  const calendar = await calendarOf(log, await dictionariesOf(config), told)
  const evidence = {
    database: interruptible(database, told.signal),
    store: log,
    config,
    facts: toldFacts(log),
    deniedNames: () => loadDeniedNames(),
    assertStill,
  }
  return calendar === undefined ? evidence : { ...evidence, calendar }
}

/** The holidays of the history, which other dictionaries than its own do not tell. */
async function calendarOf(log: LogUntil, dictionaries: Dictionaries, told: Told): Promise<HolidayCalendar | undefined> {
  if (dictionaries.digest === (await dictionaryDigestOf(log))) return holidayCalendar(dictionaries.holidays)
  told.log.warn(
    'expected_visits and expected_orders are not checked: the log was made with other dictionaries than these (paths.dictionaries)',
  )
  return undefined
}

async function dictionaryDigestOf(log: LogUntil): Promise<string | undefined> {
  for await (const { type, data } of log.readStream(RUN_STREAM)) {
    if (type === 'simulation_started') return (data as RunStarted).dictionary_digest
  }
  return undefined
}
