import { configSchema } from '../src/config/schema.ts'
import { DICTIONARY_FOLDER } from '../src/dictionaries/dictionary-folder.ts'
import { loadDictionaries } from '../src/dictionaries/load-dictionaries.ts'
import { endBefore, startOfDay } from '../src/retail/company.ts'
import { simulateCompany } from '../src/retail/company-simulation.ts'
import { foundCompany } from '../src/retail/found-company.ts'
import { HOUR } from '../src/time/sim-time.ts'
import { type Figure, figure, measureCpu } from './figure.ts'

/** A day of the default company, in memory: agents, world and events without log and tables. */
export async function benchSimulate(): Promise<Figure[]> {
  const company = foundCompany(configSchema.parse({}), await loadDictionaries(DICTIONARY_FOLDER))
  const { kernel } = simulateCompany(company)
  const end = endBefore(company, company.startDay + 1)
  let events = 0
  const cpu = measureCpu(() => {
    for (let now = startOfDay(company, company.startDay); now < end; now += HOUR) {
      const slice: object[] = []
      kernel.advance(Math.min(now + HOUR, end), slice as never)
      events += slice.length
    }
  })
  return [
    figure('simulate_events', events, 'events'),
    figure('simulate_wake_ups', kernel.handled, 'wake-ups'),
    figure('simulate_events_per_cpu_second', events / cpu, 'events/s'),
    figure('simulate_peak_rss', process.resourceUsage().maxRSS / 1024, 'MB'),
  ]
}
