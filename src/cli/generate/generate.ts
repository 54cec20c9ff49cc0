import { join } from 'node:path'
import { worldConfigOf } from '../../config/world.ts'
import type { Database } from '../../database/connect.ts'
import type { Dictionaries } from '../../dictionaries/types.ts'
import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import type { EventStore } from '../../event-store/port.ts'
import { readSlices } from '../../event-store/reader.ts'
import { createRecorder, type Recorder } from '../../event-store/recorder.ts'
import type { Projector } from '../../projection/projector.ts'
import { type Company, endBefore, startOfDay } from '../../retail/company.ts'
import { foundCompany } from '../../retail/found-company.ts'
import { MODEL_VERSION } from '../../retail/model-version.ts'
import { sliceEnds } from '../../retail/slice-ends.ts'
import { run } from '../../run.ts'
import { noteExtension, noteStart, RUN_STREAM } from '../../run-history.ts'
import { openSnapshots } from '../../snapshots.ts'
import { type DayNumber, dateText, dayNumberOf } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { CommandContext } from '../command.ts'
import type { GenerateTarget } from '../flags.ts'
import { checkSameLog, readTablePlaces } from '../history/table-places.ts'
import { checkContinuable, dictionariesOf, type OpenLog } from '../open-log.ts'
import { buildDeferredKeys, deferKeysFor, fillDimensions, migrateTables, openFactTables } from '../open-tables.ts'
import { timeZoneDigest } from '../time-zone-digest.ts'
import { showProgress } from './show-progress.ts'
import { type SimulationParts, type StartedSimulation, startAtEnd, startNew } from './start-simulation.ts'
import { firstIncompleteDay, targetDay } from './target.ts'

/** What `generate` works with. */
export interface GenerateParts {
  readonly context: CommandContext
  readonly log: OpenLog
  readonly openDatabase: () => Promise<Database>
  readonly target: GenerateTarget
  readonly programVersion: string
  /** Wall time, milliseconds since the Unix epoch. */
  readonly now: () => number
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

/** The company, its log and how far to go: everything that is checked before anything is written. */
interface Plan {
  readonly company: Company
  readonly dictionaries: Dictionaries
  readonly recorder: Recorder
  readonly end: DayNumber
  readonly target: DayNumber
  /** The same as instants: where the log ends, and before which everything happens. */
  readonly from: SimTime
  readonly until: SimTime
}

/** Simulates history up to the target and projects it, from wherever the log ends. The caller disposes of the database. */
export async function generate(parts: GenerateParts): Promise<Generated> {
  const plan = await makePlan(parts)
  const { company, dictionaries, recorder, end, until } = plan
  await using early =
    recorder.last === undefined && until > plan.from ? owned(startNew(simulationOf(parts, plan))) : null
  const database = await parts.openDatabase()
  checkSameLog(await readTablePlaces(database.pool), parts.log.history.started?.log_id)
  const logId = await noteTarget(parts, plan)
  await migrateTables(database)
  const place = { logId, lastSlice: recorder.last?.number ?? 0 }
  await using projector = await openFactTables(database, place, parts.context.signal)
  await fillDimensions(database, company, dictionaries)
  await deferKeysFor(database, company, [startOfDay(company, company.startDay), until])
  const figures = await simulate({ ...parts, database, early }, plan, projector, logId)
  const endAfter = firstIncompleteDay(company, recorder.last?.to)
  return { company, endBefore: end, endAfter, ...figures, database, projected: projector.statistics }
}

async function makePlan({ log, context, target, now }: GenerateParts): Promise<Plan> {
  const { config } = log.resolved
  const dictionaries = await dictionariesOf(config)
  const company = foundCompany(config, dictionaries)
  checkContinuable(log.history, dictionaries, company)
  for (const warning of company.master.warnings) context.log.warn(warning)
  const recorder = await createRecorder(log.store, RUN_STREAM)
  const end = firstIncompleteDay(company, recorder.last?.to)
  const { endDate } = log.history
  const asked = endDate === undefined ? end : dayNumberOf(endDate)
  const day = targetDay(company, target, { end, asked }, now())
  const from = recorder.last?.to ?? startOfDay(company, company.startDay)
  return { company, dictionaries, recorder, end, target: day, from, until: endBefore(company, day) }
}

/** Notes how far to go before anything else, so that whatever interrupts, the next call knows; returns the id of the log. */
async function noteTarget(
  parts: GenerateParts,
  { company, dictionaries, recorder, end, target }: Plan,
): Promise<string> {
  const { started } = parts.log.history
  const wallTime = new Date(parts.now()).toISOString()
  const end_date = dateText(target)
  if (started !== undefined) {
    if (target > end) await noteExtension(recorder, { end_date, asked_at: wallTime })
    return started.log_id
  }
  const { log_id } = await noteStart(recorder, {
    model_version: MODEL_VERSION,
    config: worldConfigOf(company.config),
    dictionary_digest: dictionaries.digest,
    time_zone_digest: timeZoneDigest(company),
    start_date: dateText(company.startDay),
    end_date,
    program_version: parts.programVersion,
    started_at: wallTime,
  })
  return log_id
}

interface SimulateParts extends GenerateParts {
  readonly database: Database
  /** The simulation, when it was begun already. */
  readonly early: StartedSimulation | null
}

/** From the end of the log to the target, with the tables. */
async function simulate(parts: SimulateParts, plan: Plan, projector: Projector, logId: string) {
  const { company, from, until } = plan
  const { log, context } = parts
  const progress = showProgress(context, company, { from, until, rows: () => projector.statistics.rows })
  const began = performance.now()
  const cpu = process.cpuUsage()
  let events = 0
  const onSlice = (slice: RecordedSlice) => {
    events += slice.eventCount
    progress.update(slice, events)
  }
  try {
    if (from < until) await simulateOn(parts, plan, { projector, logId, onSlice })
    else await catchUp(log.store, projector, context.signal)
  } finally {
    progress.finish()
  }
  await buildDeferredKeys(parts.database, context)
  const { user, system } = process.cpuUsage(cpu)
  return { events, seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 }
}

interface Followers {
  readonly projector: Projector
  readonly logId: string
  readonly onSlice: (slice: RecordedSlice) => void
}

async function simulateOn(parts: SimulateParts, plan: Plan, { projector, logId, onSlice }: Followers): Promise<void> {
  const { company, recorder, from, until } = plan
  const { store, resolved } = parts.log
  const { signal, log } = parts.context
  const { paths, performance: tuning } = resolved.config
  const snapshots = openSnapshots(join(paths.data, 'snapshots'))
  const end = { recorder, snapshots, logId, signal, tell: log.info }
  await using simulation = owned(parts.early ?? (await startAtEnd(simulationOf(parts, plan), end)))
  await catchUp(store, projector, signal)
  const running = {
    ...simulation,
    sliceEnds: sliceEnds(company, tuning.slice_events),
    recorder,
    projector,
    saveSnapshot: ({ number: slice, upTo: position, to: now }: RecordedSlice, shares: readonly Uint8Array[]) =>
      snapshots.save({ logId, modelVersion: MODEL_VERSION, slice, position, now, shares }),
  }
  await run(running, { from, until, signal, onSlice })
}

function simulationOf({ log }: GenerateParts, { company, dictionaries }: Plan): SimulationParts {
  const { max_workers: workers } = log.resolved.config.performance
  return { company, dictionaries, store: log.store, workers }
}

/** Ends the workers with the scope. */
function owned(simulation: StartedSimulation): StartedSimulation & AsyncDisposable {
  return { ...simulation, [Symbol.asyncDispose]: () => simulation.shares[Symbol.asyncDispose]() }
}

/** Brings the tables to the end of the log. */
async function catchUp(store: EventStore, projector: Projector, signal: AbortSignal): Promise<void> {
  for await (const slice of readSlices(store, projector.checkpoint, { signal })) await projector.handle(slice)
  await projector.settle()
}
