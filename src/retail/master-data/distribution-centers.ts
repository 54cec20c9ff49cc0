import { type DrawKey, drawsFor, wordOf } from '../../simulation/random.ts'
import { streetAddress } from './addresses.ts'
import { entityKey } from './choice.ts'
import { groupBy } from './group-by.ts'
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
 * DCs in the most populated geographies, spread over states by people: the next one goes to the state that would have the
 * most people per DC with it (D'Hondt's method), so that DCs come to serve about equally many stores. In the state it goes
 * to the most populated of the geographies with the fewest DCs.
 */
export function makeDistributionCenters(options: DcOptions): DistributionCenter[] {
  const states = [...groupBy(options.geographies, (place) => place.state).values()].map((places) => ({
    places: places
      .toSorted((a, b) => b.population - a.population || a.geographyId - b.geographyId)
      .map((place) => ({ place, dcs: 0 })),
    people: places.reduce((sum, place) => sum + place.population, 0),
    dcs: 0,
  }))
  return Array.from({ length: options.count }, (_, index) => {
    const state = best(states, (candidate) => candidate.people / (candidate.dcs + 1))
    const site = best(state.places, (candidate) => -candidate.dcs)
    state.dcs++
    site.dcs++
    return distributionCenter(index + 1, site.place, options)
  })
}

/** The first of those with the highest score. */
function best<T>(candidates: readonly T[], scoreOf: (candidate: T) => number): T {
  return candidates.reduce((top, candidate) => (scoreOf(candidate) > scoreOf(top) ? candidate : top))
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
