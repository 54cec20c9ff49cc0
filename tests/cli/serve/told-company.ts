import { projections } from '../../../projections/index.ts'
import { type LogEnd, readLogEnd } from '../../../src/cli/serve/figures-at-end.ts'
import { fillDimensions } from '../../../src/cli/open-tables.ts'
import { timeZoneDigest } from '../../../src/cli/time-zone-digest.ts'
import { worldConfigOf } from '../../../src/config/world.ts'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../../src/event-store/embedded.ts'
import { byStream } from '../../../src/event-store/packed-streams.ts'
import { readSlices, type Slice } from '../../../src/event-store/reader.ts'
import { createRecorder } from '../../../src/event-store/recorder.ts'
import { openProjector } from '../../../src/projection/projector.ts'
import { startOfDay } from '../../../src/retail/company.ts'
import { simulateCompany } from '../../../src/retail/company-simulation.ts'
import { MODEL_VERSION } from '../../../src/retail/model-version.ts'
import { noteStart, RUN_STREAM } from '../../../src/run-history.ts'
import { HOUR } from '../../../src/time/sim-time.ts'
import { temporaryFolder } from '../../database/temporary-database.ts'
import { type TestDatabase, testDatabase } from '../../projection/database.ts'
import { dictionaries, eventsUntil, type Settings, smallCompany } from '../../retail/simulated.ts'

/** A company that has lived for some days: its log, hour by hour, and tables that know as much of it as a test wants. */
export interface ToldCompany extends AsyncDisposable {
  readonly store: EmbeddedEventStore
  readonly end: LogEnd
  readonly slices: readonly Slice[]
  readonly db: TestDatabase
  /** Brings the tables to the end of a slice. */
  readonly projectTo: (slice: number) => Promise<void>
}

/** Two regions in two time zones, in which much is sold out, and trucks are late. */
const SETTINGS: Settings = {
  volume: {
    stores: 4,
    dcs: 2,
    total_products: 120,
    marketing_impressions_per_day: 1500,
    store_initial_inventory_min: 1,
    store_initial_inventory_max: 12,
    dc_initial_inventory_min: 4,
    dc_initial_inventory_max: 20,
    dc_reorder_point_min: 2,
    dc_reorder_point_max: 10,
    supplier_refrigerated_trucks: 1,
    supplier_non_refrigerated_trucks: 1,
  },
  disruptions: { daily_chance: 1 },
}

export async function toldCompany(days: number): Promise<ToldCompany> {
  await using stack = new AsyncDisposableStack()
  const folder = stack.use(temporaryFolder())
  const store = stack.use(await openEmbeddedEventStore(folder.path))
  const logId = await record(store, days)
  const slices = await Array.fromAsync(readSlices(store, 'start'))
  const db = stack.use(await testDatabase())
  await fillDimensions(db.database, COMPANY, dictionaries)
  const projector = stack.use(
    await openProjector({ connect: () => db.database.connect(), projections, logId, maxBatchBytes: 1 }),
  )
  const owned = stack.move()
  return {
    store,
    end: await readLogEnd(store),
    slices,
    db,
    async projectTo(slice) {
      for (const one of slices) if (one.number <= slice) await projector.handle(one)
      await projector.settle()
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const COMPANY = smallCompany(SETTINGS)

async function record(store: EmbeddedEventStore, days: number): Promise<string> {
  const recorder = await createRecorder(store, RUN_STREAM)
  const { log_id } = await noteStart(recorder, {
    model_version: MODEL_VERSION,
    config: worldConfigOf(COMPANY.config),
    dictionary_digest: dictionaries.digest,
    time_zone_digest: timeZoneDigest(COMPANY),
    start_date: '2024-03-04',
    end_date: '2024-03-05',
    program_version: '0.0.1',
    started_at: '2024-03-05T00:00:00.000Z',
  })
  const simulation = simulateCompany(COMPANY)
  const start = startOfDay(COMPANY, COMPANY.startDay)
  for (let hour = 0; hour < 24 * days; hour++) {
    const [from, to] = [start + hour * HOUR, start + (hour + 1) * HOUR]
    await recorder.record({ from, to, streams: byStream(eventsUntil(simulation, to), () => false) })
  }
  return log_id
}
