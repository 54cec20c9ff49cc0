import { type DrawKey, type Draws, drawsFor, wordOf } from '../../simulation/random.ts'
import { streetAddress } from './addresses.ts'
import { entityKey, pickWeighted } from './choice.ts'
import { storeProfile } from './store-profiles.ts'
import type { TypeOfDc } from './store-types.ts'
import type { TaxRateOf } from './tax-rates.ts'
import type { DistributionCenter, Geography, Store } from './types.ts'

const PLACE = wordOf('place')
const ADDRESS = wordOf('address')

/** No geography holds more than one store in this many. */
const STORES_PER_CROWDED_ONE = 5

/** What the placement of stores needs. */
export interface StoreOptions {
  readonly count: number
  readonly geographies: readonly Geography[]
  readonly distributionCenters: readonly DistributionCenter[]
  readonly streets: readonly string[]
  readonly taxRateOf: TaxRateOf
  readonly typeOfDc: TypeOfDc
  readonly root: DrawKey
}

interface Placement {
  /** The geographies of the states that have a DC. */
  readonly places: readonly Geography[]
  readonly storesIn: Map<number, number>
  readonly storesOfDc: Map<number, number>
}

/**
 * Stores in the states that have a DC, in proportion to population. They are placed one after the other, and nothing
 * depends on how many follow, so that another store changes none of the others:
 * - of the first k stores at most max(1, k / 5) share a geography, or as few as possible when the geographies of these
 *   states are too few for that;
 * - while a DC has no store, the next store goes to its state if there is room.
 */
export function makeStores(options: StoreOptions): Store[] {
  const { geographies, distributionCenters } = options
  const states = new Set(distributionCenters.map((dc) => geographyOf(dc, geographies).state))
  const placement: Placement = {
    places: geographies.filter((place) => states.has(place.state)),
    storesIn: new Map(),
    storesOfDc: new Map(distributionCenters.map((dc) => [dc.dcId, 0])),
  }
  return Array.from({ length: options.count }, (_, index) => placeStore(index + 1, placement, options))
}

function placeStore(storeId: number, placement: Placement, options: StoreOptions): Store {
  const key = entityKey(options.root, 'store', storeId)
  const place = choosePlace(drawsFor(key, PLACE), storeId, placement, options)
  const dcId = nearestDc(place, placement.storesOfDc, options)
  placement.storesIn.set(place.geographyId, (placement.storesIn.get(place.geographyId) ?? 0) + 1)
  placement.storesOfDc.set(dcId, (placement.storesOfDc.get(dcId) ?? 0) + 1)
  return {
    storeId,
    storeNumber: `S${String(storeId).padStart(6, '0')}`,
    address: streetAddress(drawsFor(key, ADDRESS), options.streets, 'commercial'),
    geographyId: place.geographyId,
    dcId,
    storeType: options.typeOfDc(dcId),
    taxRateBps: options.taxRateOf(place),
    ...storeProfile(storeId, key, options.root),
  }
}

function choosePlace(draws: Draws, storeId: number, placement: Placement, options: StoreOptions): Geography {
  const { places, storesIn } = placement
  const limit = Math.max(1, Math.floor(storeId / STORES_PER_CROWDED_ONE), Math.ceil(storeId / places.length))
  const open = places.filter((place) => (storesIn.get(place.geographyId) ?? 0) < limit)
  const idle = stateOfIdleDc(open, placement, options)
  const candidates = idle === undefined ? open : open.filter((place) => place.state === idle)
  return pickWeighted(draws, candidates, (place) => Math.max(1, place.population))
}

/** The state of the first DC without a store that has an open geography. */
function stateOfIdleDc(open: readonly Geography[], placement: Placement, options: StoreOptions): string | undefined {
  for (const dc of options.distributionCenters) {
    if ((placement.storesOfDc.get(dc.dcId) ?? 0) > 0) continue
    const { state } = geographyOf(dc, options.geographies)
    if (open.some((place) => place.state === state)) return state
  }
  return undefined
}

/** The DC in the same state, else region, else anywhere; of several the one with the fewest stores, then the oldest. */
export function nearestDc(
  place: Geography,
  storesOfDc: ReadonlyMap<number, number>,
  options: Pick<StoreOptions, 'distributionCenters' | 'geographies'>,
): number {
  let best = { dcId: 0, distance: Infinity, stores: Infinity }
  for (const dc of options.distributionCenters) {
    const distance = distanceClass(place, geographyOf(dc, options.geographies))
    const stores = storesOfDc.get(dc.dcId) ?? 0
    if (distance < best.distance || (distance === best.distance && stores < best.stores)) {
      best = { dcId: dc.dcId, distance, stores }
    }
  }
  return best.dcId
}

function distanceClass(a: Geography, b: Geography): number {
  if (a.state === b.state) return 0
  return a.region === b.region ? 1 : 2
}

function geographyOf(dc: DistributionCenter, geographies: readonly Geography[]): Geography {
  return geographies[dc.geographyId - 1]
}
