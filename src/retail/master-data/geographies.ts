import type { GeographyEntry } from '../../dictionaries/types.ts'
import { type DrawKey, drawsFor, wordOf } from '../../simulation/random.ts'
import { weightedIndex } from './choice.ts'
import type { Geography } from './types.ts'

const CHOICE = wordOf('geography')

/** Places chosen in proportion to population, each at most once; asking for more keeps the ones before. */
export function makeGeographies(entries: readonly GeographyEntry[], count: number, root: DrawKey): Geography[] {
  const draws = drawsFor(root, CHOICE)
  const weights = entries.map((entry) => Math.max(1, entry.population))
  return Array.from({ length: count }, (_, index) => {
    const chosen = weightedIndex(weights, draws.unit53())
    weights[chosen] = 0
    return toGeography(entries[chosen], index + 1)
  })
}

function toGeography(entry: GeographyEntry, geographyId: number): Geography {
  const { city, state, zip, district, region, timeZone, population } = entry
  return { geographyId, city, state, zipCode: zip, district, region, timeZone, population }
}
