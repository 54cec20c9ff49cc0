import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configSchema } from '../src/config/schema.ts'
import { connectDatabase } from '../src/database/connect.ts'
import { writeDimensions } from '../src/database/dimension-writer.ts'
import { datesAround } from '../src/database/dimensions/date-table.ts'
import { migrate } from '../src/database/migrate.ts'
import { loadDictionaries } from '../src/dictionaries/load-dictionaries.ts'
import type { Dictionaries } from '../src/dictionaries/types.ts'
import { makeMasterData } from '../src/retail/master-data/make-master-data.ts'
import type { MasterData } from '../src/retail/master-data/types.ts'
import { wordOf } from '../src/simulation/random.ts'
import { dayNumberOf } from '../src/time/business-date.ts'
import { holidayCalendar } from '../src/time/calendar.ts'
import { type Figure, figure } from './figure.ts'
import { processCpuSeconds } from './server-cpu.ts'

const START_DAY = dayNumberOf('2024-01-01')

/** The default company: making it, writing it to an embedded Postgres, and writing it again. CPU of the server is read from /proc (Linux). */
export async function benchMaster(): Promise<Figure[]> {
  const dictionaries = await loadDictionaries(join(import.meta.dirname, '..', 'dictionaries'))
  const cpu = process.cpuUsage()
  const company = makeDefaultCompany(dictionaries)
  const make = cpuSecondsSince(cpu)
  return [
    figure('master_data_make', make, 'CPU s'),
    ...(await benchWriting(company, dictionaries)),
    figure('master_data_peak_rss', process.resourceUsage().maxRSS / 1024, 'MB'),
  ]
}

function makeDefaultCompany(dictionaries: Dictionaries): MasterData {
  const config = configSchema.parse({})
  return makeMasterData({
    dictionaries,
    volume: config.volume,
    segmentShares: config.segments.shares,
    purchaseRate: config.visits.purchase_rate,
    supplierLeadDays: config.logistics.supplier_lead_days,
    startDay: START_DAY,
    root: { x: wordOf('master bench'), y: 42 },
  })
}

async function benchWriting(masterData: MasterData, dictionaries: Dictionaries): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tillstream-bench-'))
  try {
    await using database = await connectDatabase({ dataDir })
    const client = await database.connect()
    try {
      await migrate(client)
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      const dates = datesAround(START_DAY, holidayCalendar(dictionaries.holidays))
      const { promotions, storeTypes } = dictionaries
      const truth = { affinities: [], customers: [], conversions: [], promotions: [] }
      const content = { masterData, promotions, storeTypes, truth, dates, startDay: START_DAY }
      const write = () => writeDimensions(client, content)
      return [...(await measure('write', write, rows[0].pid)), ...(await measure('write_again', write, rows[0].pid))]
    } finally {
      await client.end()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measure(name: string, work: () => Promise<unknown>, backend: number): Promise<Figure[]> {
  const cpu = process.cpuUsage()
  const server = processCpuSeconds(backend)
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  return [
    figure(`master_data_${name}_wall`, seconds, 's'),
    figure(`master_data_${name}_node`, cpuSecondsSince(cpu), 'CPU s'),
    figure(`master_data_${name}_postgres`, processCpuSeconds(backend) - server, 'CPU s'),
  ]
}

function cpuSecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
