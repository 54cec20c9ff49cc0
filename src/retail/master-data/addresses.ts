import type { Draws } from '../../simulation/random.ts'
import { pick } from './choice.ts'

const DIRECTIONS = ['N', 'S', 'E', 'W', 'NE', 'NW', 'SE', 'SW'] as const
const DIRECTION_RATE = 0.3

/** House numbers, both ends included. */
const NUMBERS = { residential: [100, 9999], commercial: [1000, 99999], industrial: [1, 999] } as const

/** A house number and a street of the dictionary, three in ten with a direction: `4821 NW Fernhollow Road`. */
export function streetAddress(draws: Draws, streets: readonly string[], use: keyof typeof NUMBERS): string {
  const [low, high] = NUMBERS[use]
  const number = draws.between(low, high)
  const direction = draws.chance(DIRECTION_RATE) ? `${pick(draws, DIRECTIONS)} ` : ''
  return `${number} ${direction}${pick(draws, streets)}`
}
