import { readFileSync } from 'node:fs'
import { DENIED_KINDS, type DeniedKind, type DeniedNames, normaliseName } from '../../src/dictionaries/denied-names.ts'
import { fakerCompanies, fakerPeople, fakerPlaces, fakerStreets, fakerWords } from './faker-names.ts'

/** Shorter than this, a word says nothing about the street that begins with it. */
const MIN_STREET_WORD = 4

/** Lines of a list beside this file, without comments. */
function linesOf(file: string): string[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
}

function firstWords(streets: readonly string[]): string[] {
  return streets
    .map((street) => normaliseName(street).split(' ')[0] ?? '')
    .filter((word) => word.length >= MIN_STREET_WORD && /\p{L}/u.test(word))
}

function asList(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names
      .map(normaliseName)
      .filter((name) => name !== '')
      .toSorted(),
  )
}

/** The lists that no invented name may be on: locale data of faker and what this folder adds. */
export function denyLists(): DeniedNames {
  const brands = linesOf('known-brands.txt')
  return {
    person: asList([...fakerPeople(), ...linesOf('known-people.txt')]),
    place: asList([...fakerPlaces(), ...linesOf('known-places.txt')]),
    street: asList(firstWords(fakerStreets())),
    brand: asList([...fakerCompanies(), ...brands.filter((brand) => !brand.endsWith('*'))]),
    'brand-word': asList(brands.filter((brand) => brand.endsWith('*')).map((brand) => brand.slice(0, -1))),
    word: asList([...fakerWords(), ...linesOf('ordinary-words.txt'), ...linesOf('more-words.txt')]),
  }
}

/** The rows of `denied_names.csv`. */
export function denyRows(denied: DeniedNames): [DeniedKind, string][] {
  return DENIED_KINDS.flatMap((kind) => [...denied[kind]].map((name): [DeniedKind, string] => [kind, name]))
}
