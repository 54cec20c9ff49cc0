import type { Company } from '../../../src/retail/company.ts'
import type { RetailEvent } from '../../../src/retail/events.ts'
import { TRIPS } from '../../../src/retail/fields.ts'
import { SEGMENTS } from '../../../src/retail/master-data/types.ts'
import type { Shopper } from '../../../src/retail/sales/assortment.ts'
import { Draws } from '../../../src/simulation/random.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { happens, only, type Settings, smallCompany } from '../simulated.ts'

/** A number that shows what a key does. */
export type Observe = (company: Company) => number

/** A company that shows effects within two days: shelves empty, and are filled again. */
const LIVELY: Settings = {
  volume: {
    customers_per_day: 120,
    store_initial_inventory_min: 2,
    store_initial_inventory_max: 12,
    store_reorder_point_min: 1,
    store_reorder_point_max: 6,
  },
}

/** The lively company, changed by `settings`. */
export function lively(...settings: readonly Settings[]): Company {
  return smallCompany(combined([LIVELY, ...settings]))
}

function combined(trees: readonly object[]): object {
  const names = [...new Set(trees.flatMap((tree) => Object.keys(tree)))]
  return Object.fromEntries(
    names.map((name) => {
      const values = trees.flatMap((tree) =>
        Object.hasOwn(tree, name) ? [(tree as Record<string, unknown>)[name]] : [],
      )
      const last = values.at(-1)
      const isSection = typeof last === 'object' && last !== null && !Array.isArray(last)
      return [name, isSection ? combined(values as object[]) : last]
    }),
  )
}

const histories = new WeakMap<Company, readonly RetailEvent[]>()

/** Two days of the company. */
export function twoDays(company: Company): readonly RetailEvent[] {
  const known = histories.get(company) ?? happens(company, 2)
  histories.set(company, known)
  return known
}

export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new Error('nothing to observe')
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Draws of a number, always the same ones. */
export function drawn(times: number, draw: (draws: Draws) => number): number[] {
  const draws = new Draws(rootKey('observing'))
  return Array.from({ length: times }, () => draw(draws))
}

/** Product indices that budget shoppers choose. */
export function choices({ assortmentOf, startDay }: Company): number[] {
  const shopper: Shopper = {
    segment: SEGMENTS.indexOf('BUDGET'),
    trip: TRIPS.indexOf('FAMILY'),
    day: startDay,
    month: 3,
  }
  return drawn(5000, (draws) => assortmentOf(1).choose(draws, shopper))
}

/** How often the most frequent value occurs. */
export function most(values: readonly number[]): number {
  return Math.max(...[...Map.groupBy(values, (value) => value).values()].map((own) => own.length))
}

/** The figure of each event of a type, in the mean. */
export function meanOf<Type extends RetailEvent['type']>(
  type: Type,
  figure: (event: Extract<RetailEvent, { type: Type }>) => number,
): Observe {
  return (company) => mean(only(twoDays(company), type).map((event) => figure(event as never)))
}

/** How many events of a type are so. */
export function count<Type extends RetailEvent['type']>(
  type: Type,
  isSo: (event: Extract<RetailEvent, { type: Type }>) => boolean = () => true,
): Observe {
  return (company) => only(twoDays(company), type).filter((event) => isSo(event as never)).length
}
