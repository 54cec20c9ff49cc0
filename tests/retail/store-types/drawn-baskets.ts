import type { Company } from '../../../src/retail/company.ts'
import { weightedIndex } from '../../../src/retail/master-data/choice.ts'
import { SEGMENTS } from '../../../src/retail/master-data/types.ts'
import { planBasket } from '../../../src/retail/sales/plan-basket.ts'
import { openWorld } from '../../../src/retail/world.ts'
import type { Moment } from '../../../src/simulation/moment.ts'
import { Draws, deriveKeyWide, drawsFor } from '../../../src/simulation/random.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'

/** Every product is launched by then. */
const DAYS_UNTIL_ALL_IS_LAUNCHED = 400
const SEASON_OF_MONTH = ['winter', 'winter', 'spring', 'spring', 'spring', 'summer'] as const

/** Who is drawn a basket for. */
export interface Baskets {
  readonly count: number
  readonly storeId?: number
  /** 0 for unknown people. */
  readonly customerOf?: (number: number) => number
  /** 1 to 12; as people come over the year when absent. */
  readonly month?: number
}

/** What people want who come to a store over a year: product index and quantity alternating. */
export function drawnBaskets(
  company: Company,
  { count, storeId = 1, customerOf = () => 0, month }: Baskets,
): number[][] {
  const people = new Draws(rootKey('people'))
  const root = rootKey('baskets')
  const months = monthWeights(company, storeId)
  const world = openWorld(company)
  return Array.from({ length: count }, (_, number) => {
    const customerId = customerOf(number)
    const drawn = weightedIndex(company.ticketsOf(storeId).segmentShares, people.unit())
    const segment = customerId > 0 ? SEGMENTS.indexOf(company.master.customers[customerId - 1].segment) : drawn
    const trip = weightedIndex(company.config.visits.trip_mix[SEGMENTS[segment]], people.unit())
    const ofYear = weightedIndex(months, people.unit()) + 1
    const when = { day: company.startDay + DAYS_UNTIL_ALL_IS_LAUNCHED, month: month ?? ofYear }
    const key = deriveKeyWide(root, number)
    const at = { draws: (purpose, sub) => drawsFor(key, purpose, sub) } as Pick<Moment, 'draws'> as Moment
    return planBasket(company, world, { storeId, customerId, segment, trip, ...when }, at)
  })
}

function monthWeights({ config, storeTypes }: Company, storeId: number): number[] {
  const seasons = config.demand.season_factors
  return storeTypes.of(storeId).months.map((factor, month) => {
    const season = month < 6 ? SEASON_OF_MONTH[month] : month < 8 ? 'summer' : month < 11 ? 'autumn' : 'winter'
    return factor * seasons[season]
  })
}

/** Units and cents of a basket. */
export function worthOf({ master }: Company, basket: readonly number[]): { units: number; cents: number } {
  let units = 0
  let cents = 0
  for (let i = 0; i < basket.length; i += 2) {
    units += basket[i + 1]
    cents += basket[i + 1] * master.products[basket[i]].salePriceCents
  }
  return { units, cents }
}
