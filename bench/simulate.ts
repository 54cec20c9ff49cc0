import { configSchema } from '../src/config/schema.ts'
import { DICTIONARY_FOLDER } from '../src/dictionaries/dictionary-folder.ts'
import { loadDictionaries } from '../src/dictionaries/load-dictionaries.ts'
import { endBefore, startOfDay } from '../src/retail/company.ts'
import { simulateCompany } from '../src/retail/company-simulation.ts'
import { foundCompany } from '../src/retail/found-company.ts'
import { HOUR } from '../src/time/sim-time.ts'
import { type Figure, figure, measureCpu } from './figure.ts'

/** Days that show the speed of a long run: the engine's compiler has done its work in the first. */
const FURTHER_DAYS = 2

/** The default company in memory, agents, world and events without log and tables: its first day, and the next ones. */
export async function benchSimulate(): Promise<Figure[]> {
  const company = foundCompany(configSchema.parse({}), await loadDictionaries(DICTIONARY_FOLDER))
  const { kernel } = simulateCompany(company)
  let now = startOfDay(company, company.startDay)

  const simulateUntil = (day: number) => {
    const end = endBefore(company, day)
    let events = 0
    const cpu = measureCpu(() => {
      for (; now < end; now = Math.min(now + HOUR, end)) {
        const slice: object[] = []
        kernel.advance(Math.min(now + HOUR, end), slice as never)
        events += slice.length
      }
    })
    return { events, eventsPerCpuSecond: events / cpu }
  }

  const first = simulateUntil(company.startDay + 1)
  const { handled } = kernel
  const further = simulateUntil(company.startDay + 1 + FURTHER_DAYS)
  return [
    figure('simulate_events', first.events, 'events'),
    figure('simulate_wake_ups', handled, 'wake-ups'),
    figure('simulate_events_per_cpu_second', first.eventsPerCpuSecond, 'events/s'),
    figure('simulate_further_events', further.events, 'events'),
    figure('simulate_further_events_per_cpu_second', further.eventsPerCpuSecond, 'events/s'),
    figure('simulate_peak_rss', process.resourceUsage().maxRSS / 1024, 'MB'),
  ]
}
