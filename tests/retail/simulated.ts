import { type Config, configSchema } from '../../src/config/schema.ts'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import { loadDictionaries } from '../../src/dictionaries/load-dictionaries.ts'
import { type Company, endBefore } from '../../src/retail/company.ts'
import { type CompanySimulation, simulateCompany } from '../../src/retail/company-simulation.ts'
import type { EventsByType, EventType, RetailEvent } from '../../src/retail/events.ts'
import { foundCompany } from '../../src/retail/found-company.ts'
import type { DomainEvent } from '../../src/simulation/domain-event.ts'

/** The dictionaries that ship with Tillstream. */
export const dictionaries = await loadDictionaries(DICTIONARY_FOLDER)

/** Part of a configuration, at any depth. */
export type Settings<T = Config> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: Settings<T[Key]> }
    : T

/** A small company: two stores, one DC, few products and customers. */
const SMALL: Settings = {
  volume: {
    stores: 2,
    dcs: 1,
    total_geographies: 5,
    total_customers: 150,
    total_products: 300,
    customers_per_day: 80,
    online_orders_per_day: 30,
    marketing_impressions_per_day: 30,
  },
  historical: { start_date: '2024-03-04' },
}

/** A configuration: that of the small company, changed by `settings`. */
export function smallConfig(settings: Settings = {}): Config {
  return configSchema.parse(merged(SMALL, settings))
}

/** The small company, changed by `settings`, with real master data. */
export function smallCompany(settings: Settings = {}): Company {
  return foundCompany(smallConfig(settings), dictionaries)
}

/** Everything that happens on the first `days` business days, in total order. */
export function happens(company: Company, days: number): RetailEvent[] {
  return eventsUntil(simulateCompany(company), endBefore(company, company.startDay + days))
}

/** Lets the simulation go on to `until`. */
export function eventsUntil({ kernel }: Pick<CompanySimulation, 'kernel'>, until: number): RetailEvent[] {
  const events: DomainEvent[] = []
  kernel.advance(until, events)
  return events as RetailEvent[]
}

/** Those of one type. */
export function only<Type extends EventType>(events: readonly RetailEvent[], type: Type): EventsByType[Type][] {
  return events.filter((event): event is EventsByType[Type] => event.type === type)
}

function merged(base: object, change: object): object {
  const names = new Set([...Object.keys(base), ...Object.keys(change)])
  return Object.fromEntries(
    [...names].map((name) => {
      const [old, given] = [base, change].map((tree) => (tree as Record<string, unknown>)[name])
      return [name, isTree(old) && isTree(given) ? merged(old, given) : (given ?? old)]
    }),
  )
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
