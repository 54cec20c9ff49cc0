import type { Draws } from '../../src/simulation/random.ts'
import { drawsOf, FEMALE, type Grammar, MALE, pick, STREET, SURNAME } from './grammar.ts'

type Invent = (draws: Draws, grammar: Grammar) => string

const FIRST_NAMES = 480
const LAST_NAMES = 840
const STREETS = 360
/** How often a type stands here is how often streets have it. */
const STREET_TYPES = `Street Street Street Avenue Avenue Road Road Lane Lane Drive Drive
Court Way Boulevard Place Terrace Trail Parkway Circle`.split(/\s+/)

function many(count: number, make: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

/** First names, half of them with endings that read as a woman's. */
export function makeFirstNames(invent: Invent): string[] {
  const draws = drawsOf('first names')
  return many(FIRST_NAMES, (index) => invent(draws, index % 2 === 0 ? FEMALE : MALE))
}

export function makeLastNames(invent: Invent): string[] {
  const draws = drawsOf('last names')
  return many(LAST_NAMES, () => invent(draws, SURNAME))
}

/** Streets: an invented word and what sort of street it is. */
export function makeStreetNames(invent: Invent): string[] {
  const draws = drawsOf('street names')
  return many(STREETS, () => `${invent(draws, STREET)} ${pick(draws, STREET_TYPES)}`)
}
