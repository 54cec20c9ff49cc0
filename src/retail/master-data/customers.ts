import type { Dictionaries } from '../../dictionaries/types.ts'
import { type DrawKey, type Draws, deriveKey, drawsFor, wordAt, wordOf } from '../../simulation/random.ts'
import { streetAddress } from './addresses.ts'
import { consistentBucket, entityKey, pick, weightedIndex } from './choice.ts'
import { type Customer, type Geography, SEGMENTS, type Segment, type Store } from './types.ts'

const HOME_STORE = wordOf('home store')
const HOME = wordOf('home')
const NAME = wordOf('name')
const ADDRESS = wordOf('address')
const SEGMENT = wordOf('segment')
const PHONE = wordOf('phone')
const LOYALTY_CARD = wordOf('loyalty card')
const BLE_ID = wordOf('ble id')
const AD_ID = wordOf('ad id')

/** Traffic is counted in slots of a thousandth, so that a new store takes customers from all others alike. */
const SLOTS_PER_MULTIPLIER = 1000

/** What the customer dimension needs. */
export interface CustomerOptions {
  readonly count: number
  readonly stores: readonly Store[]
  readonly geographies: readonly Geography[]
  readonly dictionaries: Pick<Dictionaries, 'firstNames' | 'lastNames' | 'streetNames'>
  readonly segmentShares: Readonly<Record<Segment, number>>
  /** Share of customers who live in the geography of their home store. */
  readonly localRate: number
  readonly root: DrawKey
}

/**
 * Customers with home stores in proportion to store traffic. Everything is drawn by the customer's own id; one more
 * store changes home store and geography only of the customers whom it wins.
 */
export function makeCustomers(options: CustomerOptions): Customer[] {
  const slots = trafficSlots(options.stores)
  const homes = homeGeographies(options)
  const weights = SEGMENTS.map((segment) => options.segmentShares[segment])
  return Array.from({ length: options.count }, (_, index) => {
    const customerId = index + 1
    const key = entityKey(options.root, 'customer', customerId)
    const homeStoreId = slots[consistentBucket(drawsFor(key, HOME_STORE), slots.length)]
    const storeGeographyId = options.stores[homeStoreId - 1].geographyId
    return {
      customerId,
      ...personOf(key, options),
      geographyId: homes(drawsFor(key, HOME), storeGeographyId),
      homeStoreId,
      segment: SEGMENTS[weightedIndex(weights, drawsFor(key, SEGMENT).unit())],
      ...identityOf(customerId, options.root),
    }
  })
}

function personOf(key: DrawKey, options: CustomerOptions) {
  const { firstNames, lastNames, streetNames } = options.dictionaries
  const names = drawsFor(key, NAME)
  return {
    firstName: pick(names, firstNames),
    lastName: pick(names, lastNames),
    address: streetAddress(drawsFor(key, ADDRESS), streetNames, 'residential'),
    phone: fictitiousPhone(drawsFor(key, PHONE)),
  }
}

/** `NPA-555-01NN`: the numbers 555-0100 to 555-0199 are kept free for fiction in every area code. */
function fictitiousPhone(draws: Draws): string {
  const areaCode = `${draws.between(2, 9)}${draws.between(0, 8)}${draws.between(2, 9)}`
  return `${areaCode}-555-01${String(draws.below(100)).padStart(2, '0')}`
}

/** Unique by construction: with a fixed key, `wordAt` maps different counters to different words. */
function identityOf(customerId: number, root: DrawKey) {
  return {
    loyaltyCard: `LC${String(wordAt(deriveKey(root, LOYALTY_CARD), customerId) >>> 0).padStart(10, '0')}`,
    bleId: `BLE${base36(wordAt(deriveKey(root, BLE_ID), customerId))}`,
    adId: `AD${base36(wordAt(deriveKey(root, AD_ID), customerId))}`,
  }
}

function base36(word: number): string {
  return (word >>> 0).toString(36).toUpperCase().padStart(7, '0')
}

/** Store ids, each as often as its traffic in thousandths. A later store comes after all others. */
function trafficSlots(stores: readonly Store[]): Int32Array {
  const counts = stores.map((store) => Math.max(1, Math.round(store.dailyTrafficMultiplier * SLOTS_PER_MULTIPLIER)))
  const slots = new Int32Array(counts.reduce((sum, count) => sum + count, 0))
  let end = 0
  for (const [index, count] of counts.entries()) {
    slots.fill(stores[index].storeId, end, end + count)
    end += count
  }
  return slots
}

interface Nearby {
  readonly ids: readonly number[]
  readonly populations: readonly number[]
}

/** By `geographyId - 1`: the others of the state, else of the region, else of the company; itself when it is the only one. */
function nearbyGeographies(geographies: readonly Geography[]): Nearby[] {
  return geographies.map((place) => {
    const others = geographies.filter((other) => other !== place)
    const near = [
      others.filter((other) => other.state === place.state),
      others.filter((other) => other.region === place.region),
      others,
    ].find((list) => list.length > 0) ?? [place]
    return {
      ids: near.map((other) => other.geographyId),
      populations: near.map((other) => Math.max(1, other.population)),
    }
  })
}

/** Draws where somebody lives: in the geography of the home store, or near it. */
function homeGeographies({ geographies, localRate }: CustomerOptions) {
  const nearby = nearbyGeographies(geographies)
  return (draws: Draws, storeGeographyId: number): number => {
    if (draws.chance(localRate)) return storeGeographyId
    const { ids, populations } = nearby[storeGeographyId - 1]
    return ids[weightedIndex(populations, draws.unit53())]
  }
}
