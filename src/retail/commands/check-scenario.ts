import type { Dictionaries } from '../../dictionaries/types.ts'
import { isoTime } from '../../time/iso-time.ts'
import { type Company, startOfDay } from '../company.ts'
import { checkNames, type Say } from './check-names.ts'
import { type ScenarioCommand, scenarioCommands } from './command.ts'

/** The end of the calendars: commands begin before it. */
export const LAST_INSTANT = Date.UTC(2100, 11, 31)

/** What a scenario names that the company does not have, a line for each. */
export function scenarioProblems(company: Company, dictionaries: Dictionaries): string[] {
  const problems: string[] = []
  for (const command of scenarioCommands(company)) {
    const say: Say = (field, got, allowed) => {
      const path = `scenario.entries[${command.number - 1}].${field}`
      problems.push(`${path}: got ${JSON.stringify(got)}, allowed: ${allowed}`)
    }
    checkTime(company, command, say)
    checkNames({ company, dictionaries }, command.entry, say)
  }
  return problems
}

function checkTime(company: Company, { entry, effectiveAt }: ScenarioCommand, say: Say): void {
  const [field, got] = entry.at === undefined ? ['after', entry.after] : ['at', entry.at]
  const first = startOfDay(company, company.startDay)
  if (effectiveAt < first) say(field, got, `${isoTime(first)}, the start of history, or later`)
  if (effectiveAt >= LAST_INSTANT) say(field, got, `an instant before ${isoTime(LAST_INSTANT)}`)
}
