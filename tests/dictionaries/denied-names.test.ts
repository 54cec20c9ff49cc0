import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allLocales } from '@faker-js/faker'
import { describe, expect, test } from 'vitest'
import { denyLists } from '../../dictionaries/build/deny-lists.ts'
import { fakerCitySuffixes } from '../../dictionaries/build/faker-names.ts'
import {
  DENIED_NAMES_FILE,
  deniedPart,
  loadDeniedNames,
  type NameKind,
  normaliseName,
} from '../../src/dictionaries/denied-names.ts'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import { loadDictionaries } from '../../src/dictionaries/load-dictionaries.ts'
import { temporaryFolder } from '../database/temporary-database.ts'

const shipped = await loadDictionaries(DICTIONARY_FOLDER)
const denied = await loadDeniedNames()
const KNOWN_BRANDS = readFileSync(`${DICTIONARY_FOLDER}/build/known-brands.txt`, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

const INVENTED: readonly (readonly [string, NameKind, readonly string[]])[] = [
  ['first name', 'person', shipped.firstNames],
  ['last name', 'person', shipped.lastNames],
  ['city', 'city', shipped.geographies.map((place) => place.city)],
  ['district', 'city', [...new Set(shipped.geographies.map((place) => place.district))]],
  ['street', 'street', shipped.streetNames],
  ['company', 'company', shipped.companies.map((entry) => entry.company)],
  ['brand', 'brand', shipped.brands.map((entry) => entry.brand)],
]

function firstWord(name: string): string {
  return normaliseName(name).split(' ')[0]
}

describe.each(INVENTED)('every %s', (_, kind, names) => {
  test('is on no list of real names', () => {
    expect(names.filter((name) => deniedPart(kind, name, denied) !== undefined)).toEqual([])
  })

  test('begins with an invented word, which no list has in any sense', () => {
    const lists = Object.values(denied)
    expect(names.filter((name) => lists.some((list) => list.has(firstWord(name))))).toEqual([])
  })
})

test('no city is a real first or last name with the ending of a city', () => {
  const suffixes = fakerCitySuffixes()
    .map(normaliseName)
    .filter((suffix) => suffix.length > 1)
  const composed = shipped.geographies.filter(({ city }) =>
    suffixes.some((suffix) => {
      const word = firstWord(city)
      return word.endsWith(suffix) && denied.person.has(word.slice(0, -suffix.length))
    }),
  )
  expect(suffixes.length).toBeGreaterThan(100)
  expect(composed).toEqual([])
})

test('no invented word stands for two things', () => {
  const words = INVENTED.flatMap(([, , names]) => names.map(firstWord))
  expect(words.filter((word, index) => words.indexOf(word) < index)).toEqual([])
})

function spaced(name: string): string {
  return ` ${normaliseName(name)} `
}

test('product names are free of brands', () => {
  const brands = KNOWN_BRANDS.filter((brand) => !brand.endsWith('*')).map(normaliseName)
  const branded = (name: string) => brands.some((brand) => spaced(name).includes(` ${brand} `))
  expect(KNOWN_BRANDS.length).toBeGreaterThanOrEqual(200)
  expect(branded('Kleenex Tissues 4 pk')).toBe(true)
  expect(shipped.products.map((product) => product.productName).filter(branded)).toEqual([])
})

test('the lists hold what faker ships, in every locale', () => {
  const people = Object.values(allLocales).flatMap(({ person }) => [person?.first_name, person?.last_name])
  const names = people.flatMap((lists) => [lists?.generic, lists?.female, lists?.male].flatMap((list) => list ?? []))
  const cities = Object.values(allLocales).flatMap(({ location }) => location?.city_name ?? [])
  expect(names.length).toBeGreaterThan(40_000)
  expect(cities.length).toBeGreaterThan(10_000)
  expect(names.filter((name) => !denied.person.has(normaliseName(name)))).toEqual([])
  expect(cities.filter((name) => !denied.place.has(normaliseName(name)))).toEqual([])
})

test('the file of denied names has what the lists have', () => {
  expect(denied).toEqual(denyLists())
})

test.each([
  ['place,anguilla, ingiltere', '"place,anguilla, ingiltere": expected a kind and a name'],
  ['place', '"place": expected a kind and a name'],
  ['place,"bonaire, sint eustatius",and saba', '"place,bonaire, sint eustatius,and saba": expected a kind and a name'],
  ['planet,mars', 'Kind "planet": expected one of person, place, street, brand, brand-word, word'],
])('the row %s is refused', async (row, problem) => {
  using folder = temporaryFolder()
  writeFileSync(join(folder.path, DENIED_NAMES_FILE), `Kind,Name\nplace,"aruba, hollanda"\n${row}\n`)
  await expect(loadDeniedNames(folder.path)).rejects.toThrow(`${DENIED_NAMES_FILE}: ${problem}`)
})

test.each<readonly [NameKind, string, string | undefined]>([
  ['person', 'JOSÉ', 'jose'],
  ['person', 'Tessory', undefined],
  ['city', 'Chicago', 'chicago'],
  ['city', 'san  Francisco', 'san francisco'],
  ['street', 'Lombard Street', 'lombard'],
  ['street', 'Gamglen Street', undefined],
  ['street', 'Oak Street', undefined],
  ['company', 'Walmart', 'walmart'],
  ['company', 'Gap', 'gap'],
  ['company', 'Gap Filler Works', undefined],
  ['brand', 'Nike Kitchen', 'nike'],
  ['brand', 'Under Armour Home', 'under armour'],
  ['brand', 'Fennrow Kitchen', undefined],
])('as a %s, "%s" is denied for %o', (kind, name, part) => {
  expect(deniedPart(kind, name, denied)).toBe(part)
})
