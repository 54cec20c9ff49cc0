import type { Database } from '../../database/connect.ts'
import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import type { Projector } from '../../projection/projector.ts'
import { type Company, endBefore, startOfDay } from '../../retail/company.ts'
import { noteExtension } from '../../run-history.ts'
import { type DayNumber, dateText, dayNumberOf } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { GenerateTarget } from '../flags.ts'
import { buildDeferredKeys, deferKeysFor } from '../open-tables.ts'
import { checkTables, makePlan, noteBeginning, openTables, type Plan, type SimulatingParts } from '../simulate/plan.ts'
import { catchUp, owned, simulateOn, simulationOf } from '../simulate/simulate-on.ts'
import { type StartedSimulation, startNew } from '../simulate/start-simulation.ts'
import { adoptCommands, type Adoption, checkAdoption, type CommandSource } from './commands-of.ts'
import { showProgress } from './show-progress.ts'
import { firstIncompleteDay, targetDay } from './target.ts'

/** What `generate` works with. */
export interface GenerateParts extends SimulatingParts {
  readonly target: GenerateTarget
  /** The log that is simulated again. */
  readonly commandSource?: CommandSource | undefined
}

/** What a call has done. */
export interface Generated {
  readonly company: Company
  /** First business day that is not wholly simulated, before and after the call. */
  readonly endBefore: DayNumber
  readonly endAfter: DayNumber
  readonly events: number
  /** Wall seconds of the simulation with everything that follows it. */
  readonly seconds: number
  /** CPU seconds of this process in that time. */
  readonly cpuSeconds: number
  readonly database: Database
  readonly projected: Projector['statistics']
}

/** A plan, and how far to go. */
interface Goal extends Plan {
  readonly end: DayNumber
  readonly target: DayNumber
  /** Before which everything happens. */
  readonly until: SimTime
  /** The commands of another log that this one shall have. */
  readonly adoption: Adoption | undefined
}

/** Simulates history up to the target and projects it, from wherever the log ends. The caller disposes of the database. */
export async function generate(parts: GenerateParts): Promise<Generated> {
  const goal = await makeGoal(parts)
  const { company, recorder, end, from, until } = goal
  await using early = recorder.last === undefined && until > from ? owned(startNew(simulationOf(parts, goal))) : null
  const database = await parts.openDatabase()
  await checkTables(parts, database)
  const logId = await noteTarget(parts, goal)
  if (goal.adoption !== undefined) await adoptCommands(goal.desk, goal.adoption)
  await using projector = await openTables(parts, goal, { database, logId })
  await deferKeysFor(database, company, [startOfDay(company, company.startDay), until])
  const figures = await simulate({ ...parts, database, early }, goal, projector, logId)
  const endAfter = firstIncompleteDay(company, recorder.last?.to)
  return { company, endBefore: end, endAfter, ...figures, database, projected: projector.statistics }
}

async function makeGoal(parts: GenerateParts): Promise<Goal> {
  const plan = await makePlan(parts)
  const { company, recorder } = plan
  const end = firstIncompleteDay(company, recorder.last?.to)
  const { endDate } = parts.log.history
  const asked = endDate === undefined ? end : dayNumberOf(endDate)
  const target = targetDay(company, parts, { end, asked }, parts.now())
  const wanted = parts.commandSource?.commands
  const adoption = wanted && { known: parts.log.history.commands, from: plan.from, wanted }
  if (adoption !== undefined) checkAdoption(adoption)
  return { ...plan, adoption, end, target, until: endBefore(company, target) }
}

/** Notes how far to go before anything else, so that whatever interrupts, the next call knows; returns the id of the log. */
async function noteTarget(parts: GenerateParts, goal: Goal): Promise<string> {
  const { recorder, end, target } = goal
  const isExtended = parts.log.history.started !== undefined && target > end
  const asked_at = new Date(parts.now()).toISOString()
  if (isExtended) await noteExtension(recorder, { end_date: dateText(target), asked_at })
  return await noteBeginning(parts, goal, target)
}

interface SimulateParts extends GenerateParts {
  readonly database: Database
  /** The simulation, when it was begun already. */
  readonly early: StartedSimulation | null
}

/** From the end of the log to the target, with the tables. */
async function simulate(parts: SimulateParts, goal: Goal, projector: Projector, logId: string) {
  const { company, from, until } = goal
  const { log, context, early } = parts
  const progress = showProgress(context, company, { from, until, projector })
  const began = performance.now()
  const cpu = process.cpuUsage()
  let events = 0
  const onSlice = (slice: RecordedSlice) => {
    events += slice.eventCount
    progress.update(slice, events)
  }
  const { signal } = context
  try {
    if (from < until) await simulateOn(parts, goal, { until, projector, logId, onSlice, early, signal })
    else await catchUp(log.store, projector, signal)
  } finally {
    progress.finish()
  }
  await buildDeferredKeys(parts.database, context)
  const { user, system } = process.cpuUsage(cpu)
  return { events, seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 }
}
