import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { DICTIONARY_FOLDER } from './dictionary-folder.ts'

/** The lists: real people, places and streets, brands that are words of their own, brands that are also words, words. */
export const DENIED_KINDS = ['person', 'place', 'street', 'brand', 'brand-word', 'word'] as const
export type DeniedKind = (typeof DENIED_KINDS)[number]

/** Names per list, normalised; `word` denies nothing: a real street name that is a word may be used. */
export type DeniedNames = Readonly<Record<DeniedKind, ReadonlySet<string>>>

/** What the file of denied names is called; it ships with the package and is no part of the digest. */
export const DENIED_NAMES_FILE = 'denied_names.csv'

/** What a name is, and so which lists it is held against. */
export type NameKind = 'person' | 'city' | 'street' | 'company' | 'brand'

/** Lower case, without accents and without double spaces. */
export function normaliseName(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

/** Reads the lists that come with the package. @throws Error when a row is not a kind and a name. */
export async function loadDeniedNames(folder: string = DICTIONARY_FOLDER): Promise<DeniedNames> {
  const path = join(folder, DENIED_NAMES_FILE)
  const [, ...lines] = (await readFile(path, 'utf8')).split(/\r\n?|\n/)
  const lists = Object.fromEntries(DENIED_KINDS.map((kind) => [kind, new Set<string>()])) as Record<
    DeniedKind,
    Set<string>
  >
  for (const row of rowsIn(lines.filter((line) => line !== ''))) {
    const [kind = '', name = ''] = row
    if (row.length !== 2) throw new Error(`${path}: "${row.join(',')}": expected a kind and a name`)
    const names = lists[kind as DeniedKind] as Set<string> | undefined
    if (names === undefined) throw new Error(`${path}: Kind "${kind}": expected one of ${DENIED_KINDS.join(', ')}`)
    names.add(name)
  }
  return lists
}

function isQuoted(line: string): boolean {
  return line.includes('"')
}

/** The values of each line, those with a quoted name last: the parser would take half a second for all lines. */
function rowsIn(lines: readonly string[]): string[][] {
  const plain = lines.filter((line) => !isQuoted(line)).map((line) => line.split(','))
  return [...plain, ...parse(lines.filter(isQuoted).join('\n'), { relax_column_count: true })]
}

function deniedBrand(name: string, denied: DeniedNames): string | undefined {
  if (denied['brand-word'].has(name)) return name
  const words = name.split(' ')
  return words.map((_, index) => words.slice(0, index + 1).join(' ')).find((start) => denied.brand.has(start))
}

function deniedStreet(name: string, denied: DeniedNames): string | undefined {
  const [first = ''] = name.split(' ')
  if (denied.word.has(first)) return undefined
  return denied.street.has(first) || denied.place.has(first) || denied.person.has(first) ? first : undefined
}

/**
 * The part of `name` that a list denies, or undefined: the whole name of a person or city, the first word of a street
 * unless it is an ordinary word, the whole name of a brand or company or a well-known brand at its beginning.
 */
export function deniedPart(kind: NameKind, name: string, denied: DeniedNames): string | undefined {
  const normalised = normaliseName(name)
  if (kind === 'person') return denied.person.has(normalised) ? normalised : undefined
  if (kind === 'city') return denied.place.has(normalised) ? normalised : undefined
  return kind === 'street' ? deniedStreet(normalised, denied) : deniedBrand(normalised, denied)
}
