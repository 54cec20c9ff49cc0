import type { GeographyEntry, TaxRateEntry } from '../../src/dictionaries/types.ts'
import type { Draws } from '../../src/simulation/random.ts'
import { drawsOf, type Grammar, PLACE, pick } from './grammar.ts'
import { STATES, type State, UNASSIGNED_ZIP_PREFIXES } from './states.ts'

type Invent = (draws: Draws, grammar: Grammar) => string

const PLACES = 1050
const MIN_PLACES_PER_STATE = 5
const PLACES_PER_DISTRICT = 6
const SECOND_ZONE_SHARE = 0.12
/** A state's largest city: so many people, and so many more per million of the state. */
const LARGEST = { people: 40_000, peoplePerMillion: 42_000, least: 900 }
const CODES_PER_PREFIX = 100
/** Some cities have two words; both are invented or say where the place lies. */
const AFTER_WORDS = ['Springs', 'Falls', 'Junction', 'Heights', 'Landing', 'Crossing', 'Bluffs', 'Harbor']
const TWO_WORD_CHANCE = 0.06

function placeCounts(): ReadonlyMap<State, number> {
  const millions = STATES.reduce((sum, state) => sum + state.millions, 0)
  const spare = PLACES - MIN_PLACES_PER_STATE * STATES.length
  return new Map(STATES.map((state) => [state, MIN_PLACES_PER_STATE + Math.ceil((spare * state.millions) / millions)]))
}

/** Rank-size: the largest city, half of it, a third, ..., each a fifth more or less. */
function population(draws: Draws, state: State, rank: number): number {
  const largest = LARGEST.people + LARGEST.peoplePerMillion * state.millions
  return Math.max(LARGEST.least, Math.round((largest / rank) * (0.8 + 0.4 * draws.unit())))
}

function districtsOf(invent: Invent, draws: Draws, state: State, places: number): { name: string; zone: string }[] {
  const count = Math.max(2, Math.ceil(places / PLACES_PER_DISTRICT))
  const [main = '', second] = state.zones
  const inSecond = second === undefined ? 0 : Math.max(1, Math.floor(count * SECOND_ZONE_SHARE))
  return Array.from({ length: count }, (_, index) => ({
    name: `${invent(draws, PLACE)} ${state.districtWord}`,
    zone: second !== undefined && index >= count - inSecond ? second : main,
  }))
}

function cityName(invent: Invent, draws: Draws): string {
  const word = invent(draws, PLACE)
  return draws.chance(TWO_WORD_CHANCE) ? `${word} ${pick(draws, AFTER_WORDS)}` : word
}

/** All places, state by state in the order of ZIP codes, the largest first. */
export function makeGeographies(invent: Invent): GeographyEntry[] {
  const draws = drawsOf('geographies')
  const counts = placeCounts()
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const codes = UNASSIGNED_ZIP_PREFIXES.length * CODES_PER_PREFIX
  let index = 0
  const zip = () => {
    const code = Math.floor(((index++ + 0.5) * codes) / total)
    const prefix = UNASSIGNED_ZIP_PREFIXES[Math.floor(code / CODES_PER_PREFIX)] ?? ''
    return `${prefix}${String(code % CODES_PER_PREFIX).padStart(2, '0')}`
  }
  return [...counts].flatMap(([state, count]) => {
    const districts = districtsOf(invent, draws, state, count)
    return Array.from({ length: count }, (_, place): GeographyEntry => {
      const { name, zone } = districts[place % districts.length]
      return {
        city: cityName(invent, draws),
        state: state.code,
        zip: zip(),
        district: name,
        region: state.region,
        population: population(draws, state, place + 1),
        timeZone: zone,
      }
    })
  })
}

/** A local rate in quarters of a percent, within what the state's counties and cities may add. */
function localRate(draws: Draws, [low, high]: readonly [number, number]): number {
  return high === 0 ? 0 : Math.min(high, Math.round((low + draws.unit() * (high - low)) / 25) * 25)
}

/** A state's rate, its districts', and those of its three largest cities where cities may add to it. */
function stateRates(draws: Draws, state: State, places: readonly GeographyEntry[]): TaxRateEntry[] {
  const [, most] = state.localBps
  const row = (county: string, city: string, localBps: number) => ({
    stateCode: state.code,
    county,
    city,
    combinedRateBps: state.taxBps + localBps,
  })
  const rates = [row('', '', 0)]
  for (const district of new Set(places.map((place) => place.district))) {
    rates.push(row(district, '', localRate(draws, state.localBps)))
  }
  if (most > 0) rates.push(...places.slice(0, 3).map(({ district, city }) => row(district, city, most)))
  return rates
}

/** Tax rates of all states, in the order of their codes. */
export function makeTaxRates(geographies: readonly GeographyEntry[]): TaxRateEntry[] {
  const draws = drawsOf('tax rates')
  const states = STATES.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return states.flatMap((state) =>
    stateRates(
      draws,
      state,
      geographies.filter((place) => place.state === state.code),
    ),
  )
}
