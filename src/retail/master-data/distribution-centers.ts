import { type DrawKey, drawsFor, wordOf } from '../../simulation/random.ts'
import { streetAddress } from './addresses.ts'
import { entityKey } from './choice.ts'
import type { DistributionCenter, Geography } from './types.ts'

const ADDRESS = wordOf('address')

/** What the placement of DCs needs. */
export interface DcOptions {
  readonly count: number
  readonly geographies: readonly Geography[]
  readonly streets: readonly string[]
  readonly root: DrawKey
}

/**
 * DCs in the most populated geographies, spread over states: the next one goes to the largest geography among those
 * with the fewest DCs, in the states with the fewest DCs. So there is a second DC in a state only when every state of
 * the chosen geographies has one.
 */
export function makeDistributionCenters(options: DcOptions): DistributionCenter[] {
  const inState = new Map<string, number>()
  const inGeography = new Map<number, number>()
  const bySize = options.geographies.toSorted((a, b) => b.population - a.population || a.geographyId - b.geographyId)
  return Array.from({ length: options.count }, (_, index) => {
    const place = fewest(bySize, inState, inGeography)
    inState.set(place.state, (inState.get(place.state) ?? 0) + 1)
    inGeography.set(place.geographyId, (inGeography.get(place.geographyId) ?? 0) + 1)
    return distributionCenter(index + 1, place, options)
  })
}

function fewest(
  bySize: readonly Geography[],
  inState: ReadonlyMap<string, number>,
  inGeography: ReadonlyMap<number, number>,
): Geography {
  let best = bySize[0]
  for (const place of bySize) {
    const state = (inState.get(place.state) ?? 0) - (inState.get(best.state) ?? 0)
    const here = (inGeography.get(place.geographyId) ?? 0) - (inGeography.get(best.geographyId) ?? 0)
    if (state < 0 || (state === 0 && here < 0)) best = place
  }
  return best
}

function distributionCenter(dcId: number, place: Geography, options: DcOptions): DistributionCenter {
  const draws = drawsFor(entityKey(options.root, 'dc', dcId), ADDRESS)
  return {
    dcId,
    dcNumber: `DC${String(dcId).padStart(3, '0')}`,
    address: streetAddress(draws, options.streets, 'industrial'),
    geographyId: place.geographyId,
  }
}
