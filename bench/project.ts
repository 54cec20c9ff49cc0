import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from 'pg'
import { projections } from '../projections/index.ts'
import { configSchema } from '../src/config/schema.ts'
import { connectDatabase, type Database } from '../src/database/connect.ts'
import { migrate } from '../src/database/migrate.ts'
import { DICTIONARY_FOLDER } from '../src/dictionaries/dictionary-folder.ts'
import { loadDictionaries } from '../src/dictionaries/load-dictionaries.ts'
import { eventEncoder } from '../src/projection/event-encoder.ts'
import { openProjector, type ProjectorStatistics } from '../src/projection/projector.ts'
import { startOfDay } from '../src/retail/company.ts'
import { simulateCompany } from '../src/retail/company-simulation.ts'
import { foundCompany } from '../src/retail/found-company.ts'
import type { SlicePlace } from '../src/projection/slice-batch.ts'
import type { DomainEvent } from '../src/simulation/domain-event.ts'
import { MINUTE } from '../src/time/sim-time.ts'
import { type Figure, figure, measureCpu } from './figure.ts'

const EVENTS = 300_000
const SLICE = 30 * MINUTE
const VOLUME = { stores: 8, dcs: 1, total_products: 2000, total_customers: 10_000, online_orders_per_day: 500 }
/** The unit of CPU times in /proc. */
const TICKS_PER_SECOND = 100

type SliceOfEvents = SlicePlace & { readonly events: readonly DomainEvent[] }

/** Events of a small company into the tables of a fresh embedded Postgres. CPU of the server is read from /proc (Linux). */
export async function benchProject(): Promise<Figure[]> {
  const slices = await simulatedSlices()
  const events = slices.reduce((sum, slice) => sum + slice.events.length, 0)
  const { statistics, wall, node, server } = await projected(slices)
  const { rows, bytes, transactions } = statistics
  const encode = measureCpu(() => encodeAll(slices))
  return [
    figure('project_events', events, 'events'),
    figure('project_rows', rows, 'rows'),
    figure('project_bytes', bytes / rows, 'bytes/row'),
    figure('project_transactions', transactions, 'transactions'),
    figure('project_rate', events / wall, 'events/s'),
    figure('project_row_rate', rows / wall, 'rows/s'),
    figure('project_node', (node / rows) * 1e6, 'CPU us/row'),
    figure('project_postgres', (server / rows) * 1e6, 'CPU us/row'),
    figure('project_encode', (encode / rows) * 1e6, 'CPU us/row'),
  ]
}

async function simulatedSlices(): Promise<SliceOfEvents[]> {
  const config = configSchema.parse({ volume: VOLUME })
  const company = foundCompany(config, await loadDictionaries(DICTIONARY_FOLDER))
  const { kernel } = simulateCompany(company)
  const slices: SliceOfEvents[] = []
  let count = 0
  for (let to = startOfDay(company, company.startDay) + SLICE; count < EVENTS; to += SLICE) {
    const events: DomainEvent[] = []
    kernel.advance(to, events)
    slices.push({ number: slices.length + 1, to, events, upTo: BigInt(slices.length + 1) })
    count += events.length
  }
  return slices
}

async function projected(slices: readonly SliceOfEvents[]) {
  const dataDir = mkdtempSync(join(tmpdir(), 'tillstream-bench-'))
  try {
    await using database = await connectDatabase({ dataDir })
    return await projectInto(database, slices)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface Run {
  readonly statistics: ProjectorStatistics
  readonly wall: number
  readonly node: number
  readonly server: number
}

async function projectInto(database: Database, slices: readonly SliceOfEvents[]): Promise<Run> {
  const client = await database.connect()
  await migrate(client)
  await client.end()
  let backend: Client | undefined
  const connect = async () => {
    backend = await database.connect()
    return backend
  }
  await using projector = await openProjector({ connect, projections, logId: 'bench' })
  const pid = Number((await backend?.query('SELECT pg_backend_pid() AS pid'))?.rows[0].pid)
  const cpu = process.cpuUsage()
  const serverBefore = processCpuSeconds(pid)
  const start = performance.now()
  for (const slice of slices) await projector.handle(slice)
  await projector.settle()
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return {
    statistics: projector.statistics,
    wall,
    node: (user + system) / 1e6,
    server: processCpuSeconds(pid) - serverBefore,
  }
}

function encodeAll(slices: readonly SliceOfEvents[]): void {
  const encode = eventEncoder(projections)
  for (const { events } of slices) encode(events)
}

/** User and system time of a process: fields 14 and 15 of its stat line. */
function processCpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
