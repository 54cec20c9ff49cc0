import { scenarioCommands } from '../../retail/commands/command.ts'
import { targetsOf } from '../../retail/commands/where.ts'
import { type Company, startOfDay } from '../../retail/company.ts'
import { disruptionByChance } from '../../retail/disruptions/chance.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'

interface Stretch {
  readonly startsAt: SimTime
  readonly endsAt: SimTime
}

/** Rows about disruptions and commands on the business days from `from` to the one before `end`; known before they happen. */
export function estimateDisruptions(company: Company, from: DayNumber, end: DayNumber) {
  const [first, last] = [startOfDay(company, from), startOfDay(company, end)]
  const isIn = (instant: SimTime) => instant >= first && instant < last
  const all = [...chances(company, end), ...asked(company)]
  return {
    fact_disruptions: all.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]).filter(isIn).length,
    fact_commands: scenarioCommands(company).filter(({ effectiveAt }) => isIn(effectiveAt)).length,
  }
}

function chances(company: Company, end: DayNumber): Stretch[] {
  const days = Array.from({ length: end - company.startDay }, (_, index) => company.startDay + index)
  return company.master.distributionCenters.flatMap(({ dcId }) =>
    days.map((day) => disruptionByChance(company, dcId, day)).filter((plan) => plan !== undefined),
  )
}

function asked(company: Company): Stretch[] {
  return scenarioCommands(company).flatMap(({ entry, effectiveAt, endsAt }) =>
    entry.kind === 'disruption'
      ? targetsOf(company, entry.where).map(() => ({ startsAt: effectiveAt, endsAt: endsAt ?? effectiveAt }))
      : [],
  )
}
