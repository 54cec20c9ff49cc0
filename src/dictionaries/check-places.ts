import type { DictionaryProblem } from './dictionary-error.ts'
import type { ReadTable } from './read-table.ts'
import { contradictions, duplicates, eachRow, keysOf } from './relations.ts'
import type { GeographyEntry, TaxRateEntry } from './types.ts'

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '' && name.includes('/')
  } catch {
    return false
  }
}

/** Places are unique, states lie in one region, time zones exist. */
export function checkGeographies(table: ReadTable<GeographyEntry>): DictionaryProblem[] {
  const zones = new Map([...keysOf(table, (place) => place.timeZone)].map((zone) => [zone, isTimeZone(zone)]))
  return [
    ...duplicates(
      table,
      ({ city, state }) => `${city}|${state}`,
      ({ city, state }) => `City "${city}" in State "${state}"`,
    ),
    ...contradictions(
      table,
      ({ state }) => state,
      ({ region }) => region,
      ({ state, region }, first) =>
        `Region "${region}": expected "${first.entry.region}", where line ${first.line} puts ${state}`,
    ),
    ...eachRow(table, ({ timeZone }) =>
      zones.get(timeZone) === true
        ? undefined
        : `TimeZone "${timeZone}": expected an IANA time zone, such as America/Chicago`,
    ),
  ]
}

function describeRate({ stateCode, county, city }: TaxRateEntry): string {
  return `StateCode "${stateCode}", County "${county}", City "${city}"`
}

function unknownPlace(geographies: ReadTable<GeographyEntry>): (rate: TaxRateEntry) => string | undefined {
  const counties = keysOf(geographies, ({ state, district }) => `${state}|${district}`)
  const cities = keysOf(geographies, ({ state, district, city }) => `${state}|${district}|${city}`)
  return ({ stateCode, county, city }) => {
    if (city !== '' && county === '') return `County "": expected the district of City "${city}"`
    if (county !== '' && !counties.has(`${stateCode}|${county}`))
      return `County "${county}": expected a District that geographies.csv has in ${stateCode}`
    if (city !== '' && !cities.has(`${stateCode}|${county}|${city}`))
      return `City "${city}": expected a City that geographies.csv has in ${county}, ${stateCode}`
    return undefined
  }
}

/** Tax rates are unique. */
export function checkTaxRates(table: ReadTable<TaxRateEntry>): DictionaryProblem[] {
  return duplicates(table, ({ stateCode, county, city }) => `${stateCode}|${county}|${city}`, describeRate)
}

/** Tax rates name known places, and every state has a rate of its own. */
export function checkTaxedPlaces(
  rates: ReadTable<TaxRateEntry>,
  geographies: ReadTable<GeographyEntry>,
): DictionaryProblem[] {
  const states = keysOf(rates, ({ stateCode, county }) => (county === '' ? stateCode : ''))
  const untaxed = [...keysOf(geographies, ({ state }) => state)].filter((state) => !states.has(state))
  return [
    ...eachRow(rates, unknownPlace(geographies)),
    ...untaxed.map((state) => ({
      file: rates.file,
      line: 0,
      text: `no rate for ${state}: expected a row with StateCode "${state}" and neither County nor City`,
    })),
  ]
}
