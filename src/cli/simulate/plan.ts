import { CommandDesk } from '../../command-desk.ts'
import type { Config } from '../../config/schema.ts'
import { worldConfigOf } from '../../config/world.ts'
import type { Database } from '../../database/connect.ts'
import type { Dictionaries } from '../../dictionaries/types.ts'
import { createRecorder, type Recorder } from '../../event-store/recorder.ts'
import type { Projector } from '../../projection/projector.ts'
import { type Company, startOfDay } from '../../retail/company.ts'
import { foundCompany } from '../../retail/found-company.ts'
import { MODEL_VERSION } from '../../retail/model-version.ts'
import { noteCommand, noteStart, RUN_STREAM } from '../../run-history.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { CommandContext } from '../command.ts'
import { checkSameLog, readTablePlaces } from '../history/table-places.ts'
import { checkContinuable, dictionariesOf, type OpenLog } from '../open-log.ts'
import { fillDimensions, migrateTables, openFactTables } from '../open-tables.ts'
import { timeZoneDigest } from '../time-zone-digest.ts'

/** What a simulating command works with. */
export interface SimulatingParts {
  readonly context: CommandContext
  readonly log: OpenLog
  readonly openDatabase: () => Promise<Database>
  readonly programVersion: string
  /** Wall time, milliseconds since the Unix epoch. */
  readonly now: () => number
  /** The company of the configuration, when it was founded already. */
  readonly founded?: Founded | undefined
}

/** A company, and what it was made from. */
export type Founded = Pick<Plan, 'company' | 'dictionaries'>

/** The company, its log and where that ends: everything that is checked before anything is written. */
export interface Plan {
  readonly company: Company
  readonly dictionaries: Dictionaries
  readonly recorder: Recorder
  /** Where the log ends. */
  readonly from: SimTime
  /** What was asked of the company while it ran, and will be. */
  readonly desk: CommandDesk
}

/** Founds the company and opens its log. @throws UsageError when this program cannot continue the log. */
export async function makePlan({
  log,
  context,
  founded,
}: Pick<SimulatingParts, 'log' | 'context' | 'founded'>): Promise<Plan> {
  const { company, dictionaries } = founded ?? (await found(log.resolved.config))
  checkContinuable(log.history, dictionaries, company)
  for (const warning of company.master.warnings) context.log.warn(warning)
  const recorder = await createRecorder(log.store, RUN_STREAM)
  const from = recorder.last?.to ?? startOfDay(company, company.startDay)
  const known = log.history.commands
  const desk = new CommandDesk({
    known,
    from: Math.max(from, recorder.openFrom),
    note: (requested) => noteCommand(recorder, requested),
  })
  return { company, dictionaries, recorder, from, desk }
}

/** The company that a configuration describes. @throws DictionaryError, MasterDataError */
export async function found(config: Config): Promise<Founded> {
  const dictionaries = await dictionariesOf(config)
  return { company: foundCompany(config, dictionaries), dictionaries }
}

/** Begins the history of a log that has none; returns the id of the log. */
export async function noteBeginning(
  { log, now, programVersion }: SimulatingParts,
  { company, dictionaries, recorder }: Plan,
  end: DayNumber,
): Promise<string> {
  const { started } = log.history
  if (started !== undefined) return started.log_id
  const { log_id } = await noteStart(recorder, {
    model_version: MODEL_VERSION,
    config: worldConfigOf(company.config),
    dictionary_digest: dictionaries.digest,
    time_zone_digest: timeZoneDigest(company),
    start_date: dateText(company.startDay),
    end_date: dateText(end),
    program_version: programVersion,
    started_at: new Date(now()).toISOString(),
  })
  return log_id
}

/** @throws UsageError when the tables of a database were made from another log. */
export async function checkTables({ log }: SimulatingParts, database: Database): Promise<void> {
  checkSameLog(await readTablePlaces(database.pool), log.history.started?.log_id)
}

/** Makes the tables ready for what is recorded from now on: schema, dimensions, projector. */
export async function openTables(
  { context }: SimulatingParts,
  { company, dictionaries, recorder }: Plan,
  { database, logId }: { readonly database: Database; readonly logId: string },
): Promise<Projector> {
  await migrateTables(database)
  const projector = await openFactTables(database, { logId, lastSlice: recorder.last?.number ?? 0 }, context.signal)
  await fillDimensions(database, company, dictionaries)
  return projector
}
