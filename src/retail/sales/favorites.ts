import { weightedIndex } from '../master-data/choice.ts'
import { type DrawKey, deriveKeyWide, drawsFor, wordOf } from '../../simulation/random.ts'

const FAVORITES = wordOf('favorite-categories')
const FAVORITE_COUNT = 3

/**
 * The favorite categories of a customer, as places in `weights`: three different ones in proportion to how much people buy of
 * them, so that all customers together buy what people buy. Customer and seed alone decide.
 */
export function favoritesOf(root: DrawKey, customerId: number, weights: readonly number[]): number[] {
  const draws = drawsFor(deriveKeyWide(root, customerId), FAVORITES)
  const left = weights.slice()
  const favorites: number[] = []
  while (favorites.length < FAVORITE_COUNT) {
    const place = weightedIndex(left, draws.unit53())
    if (!(left[place] > 0)) break
    left[place] = 0
    favorites.push(place)
  }
  return favorites
}
