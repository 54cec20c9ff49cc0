import type { Client } from 'pg'
import { projections } from '../../projections/index.ts'
import { toldFacts } from '../../src/cli/verify/told-facts.ts'
import { PRESETS } from '../../src/config/presets.ts'
import { type Config, configSchema } from '../../src/config/schema.ts'
import type { Database } from '../../src/database/connect.ts'
import { writeDimensions } from '../../src/database/dimension-writer.ts'
import { migrate } from '../../src/database/migrate.ts'
import { loadDeniedNames } from '../../src/dictionaries/denied-names.ts'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import { loadDictionaries } from '../../src/dictionaries/load-dictionaries.ts'
import { openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import type { EventStore } from '../../src/event-store/port.ts'
import { readSlices } from '../../src/event-store/reader.ts'
import { byStream } from '../../src/event-store/packed-streams.ts'
import { createRecorder } from '../../src/event-store/recorder.ts'
import { openProjector } from '../../src/projection/projector.ts'
import { endBefore, startOfDay } from '../../src/retail/company.ts'
import { simulateCompany } from '../../src/retail/company-simulation.ts'
import { foundCompany } from '../../src/retail/found-company.ts'
import { truthOf } from '../../src/retail/truth/truth-of.ts'
import type { DomainEvent } from '../../src/simulation/domain-event.ts'
import { dayNumberOf } from '../../src/time/business-date.ts'
import type { HolidayCalendar } from '../../src/time/calendar.ts'
import { dateDimension } from '../../src/time/date-dimension.ts'
import { HOUR } from '../../src/time/sim-time.ts'
import { lendDeniedNames, type NameLists } from '../../src/verify/denied-names.ts'
import type { ToldFacts } from '../../src/verify/facts/told-rows.ts'
import { openTemporaryDatabase, temporaryFolder } from '../database/temporary-database.ts'

const RUN_STREAM = 'run-test'
const SLICE = 6 * HOUR

/** Something that goes wrong, and people who come because of it. */
export const STORM = {
  name: 'storm',
  entries: [
    { kind: 'disruption', after: '1d', for: '5h', type: 'weather_delay', where: { store: 1 }, severity: 0.1 },
    { kind: 'demand_factor', after: '20h', for: '4h', where: { dc: 1 }, factor: 1.5 },
  ],
} as const

/** A simulated history in a log and in tables of its own; disposing removes it. */
export interface SmallRun extends AsyncDisposable {
  readonly database: Database
  readonly store: EventStore
  readonly config: Config
  readonly calendar: HolidayCalendar
  readonly facts: ToldFacts
  readonly deniedNames: () => Promise<NameLists>
  /** A session that tests change the tables in; it has the lists of real names. */
  readonly client: Client
}

/** What of the configuration a run may set. */
export interface SmallRunSettings {
  readonly volume?: Partial<Config['volume']>
  readonly storeTypes?: Partial<Config['store_types']>
  readonly marketing?: Partial<Config['marketing']>
  readonly returns?: Partial<Config['returns']>
  readonly scenario?: Config['scenario']
}

/** What a run is made with. */
export interface SmallRunOptions extends SmallRunSettings {
  readonly days: number
  readonly startDate?: string
  readonly seed?: number
}

/** Simulates whole days of a small company with the real parts. */
export async function simulateSmallRun(options: SmallRunOptions): Promise<SmallRun> {
  const folder = temporaryFolder()
  const database = await openTemporaryDatabase()
  const store = await openEmbeddedEventStore(folder.path)
  const config = smallConfig(options)
  const client = await database.connect()
  await migrate(client)
  const calendar = await simulate({ store, config, client }, options.days)
  await project(store, database)
  await lendDeniedNames(client, await loadDeniedNames())
  return {
    database,
    store,
    config,
    calendar,
    facts: toldFacts(store),
    deniedNames: loadDeniedNames,
    client,
    async [Symbol.asyncDispose]() {
      await client.end()
      await store[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

function smallConfig({ startDate = '2024-03-04', seed = 42, ...settings }: SmallRunOptions): Config {
  const { volume, storeTypes, marketing, returns, scenario = null } = settings
  return configSchema.parse({
    seed,
    volume: { ...PRESETS.demo.volume, stores: 3, ...volume },
    store_types: { ...storeTypes },
    marketing,
    historical: { start_date: startDate },
    scenario,
    returns,
  })
}

type Parts = Pick<SmallRun, 'store' | 'config' | 'client'>

async function simulate({ store, config, client }: Parts, days: number): Promise<HolidayCalendar> {
  const dictionaries = await loadDictionaries(DICTIONARY_FOLDER)
  const company = foundCompany(config, dictionaries)
  const startDay = dayNumberOf(config.historical.start_date)
  await writeDimensions(client, {
    masterData: company.master,
    promotions: dictionaries.promotions,
    storeTypes: dictionaries.storeTypes,
    truth: truthOf(company),
    dates: [...dateDimension(startDay, startDay + days, company.demand.calendar)],
    startDay,
  })
  const { kernel } = simulateCompany(company)
  const recorder = await createRecorder(store, RUN_STREAM)
  // A day ends with an event at the very instant at which the next one begins.
  const until = endBefore(company, startDay + days) + 1
  for (let from = startOfDay(company, startDay); from < until; from = kernel.now) {
    const to = Math.min(until, from + SLICE)
    const events: DomainEvent[] = []
    while (!kernel.advance(to, events, 10_000));
    await recorder.record({ from, to, streams: byStream(events, () => false) })
  }
  return company.demand.calendar
}

async function project(store: EventStore, database: Database): Promise<void> {
  await using projector = await openProjector({ connect: () => database.connect(), projections, logId: 'test' })
  for await (const slice of readSlices(store, projector.checkpoint)) await projector.handle(slice)
  await projector.settle()
}
