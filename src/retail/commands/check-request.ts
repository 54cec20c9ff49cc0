import { isoTime } from '../../time/iso-time.ts'
import type { SimTime } from '../../time/sim-time.ts'
import { checkNames, type Known, type Say } from './check-names.ts'
import { LAST_INSTANT } from './check-scenario.ts'
import { type Command, scenarioCommands } from './command.ts'
import { crowdProblems } from './crowds.ts'
import { factorsOf } from './demand-factors.ts'

/** What is wrong with a field of a request: `where.dc`. */
export interface RequestProblem {
  readonly field: string
  readonly message: string
}

/** What a command is held against. */
export interface RequestSurroundings extends Known {
  /** Those that were asked for before it. */
  readonly others: readonly Command[]
  /** The earliest instant at which it can take effect. */
  readonly from: SimTime
}

/** Everything that the company does not have, or cannot do, of what somebody asks for while it runs. */
export function requestProblems(command: Command, surroundings: RequestSurroundings): RequestProblem[] {
  const problems: RequestProblem[] = []
  const say: Say = (field, got, allowed) =>
    problems.push({ field, message: `got ${JSON.stringify(got)}, allowed: ${allowed}` })
  checkTime(command, surroundings.from, say)
  checkNames(surroundings, command.entry, say)
  if (problems.length === 0) checkCrowds(command, surroundings, say)
  return problems
}

function checkTime({ entry, effectiveAt, endsAt }: Command, from: SimTime, say: Say): void {
  if (effectiveAt < from) say('at', entry.at, `${isoTime(from)}, which comes next in the simulation, or later`)
  if (effectiveAt >= LAST_INSTANT) say('at', entry.at, `an instant before ${isoTime(LAST_INSTANT)}`)
  if (endsAt !== null && endsAt >= LAST_INSTANT && 'for' in entry)
    say('for', entry.for, 'so long that it ends before 2101')
}

/** Together with all that was asked before and holds at the same time. */
function checkCrowds(command: Command, { company, others, from }: RequestSurroundings, say: Say): void {
  if (command.entry.kind !== 'demand_factor') return
  const before = [...scenarioCommands(company), ...others].filter(({ endsAt }) => endsAt === null || endsAt > from)
  const commands = [...before, command]
  for (const problem of crowdProblems(company, factorsOf(company, commands))) {
    say('factor', command.entry.factor, `so much that the company can number who comes (${problem})`)
  }
}
