import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkChannels, checkHolidays, checkPromotions, checkSeasons } from './check-calendar.ts'
import {
  checkAffinities,
  checkAffinityProducts,
  checkBrandCategories,
  checkBrandCompanies,
  checkBrands,
  checkCompanies,
  checkProducts,
} from './check-goods.ts'
import { checkGeographies, checkTaxedPlaces, checkTaxRates } from './check-places.ts'
import { checkStoreType } from './check-store-types.ts'
import { DictionaryError, type DictionaryProblem } from './dictionary-error.ts'
import { type ReadTable, readTable } from './read-table.ts'
import { duplicates, isSound } from './relations.ts'
import { STORE_TYPE_FILES, storeTypeOf } from './store-type-tables.ts'
import type { Table } from './table.ts'
import * as tables from './tables.ts'
import type { Dictionaries, PromotionEntry } from './types.ts'

/** The names of the dictionary files, in the order in which the digest reads them and problems are listed. */
export const DICTIONARY_FILES: readonly string[] = Object.values(tables.TABLES).map((table) => table.file)

type Tables = typeof tables.TABLES
type ReadTables = { [Name in keyof Tables]: Tables[Name] extends Table<infer Entry> ? ReadTable<Entry> : never }
type Bytes = Uint8Array | DictionaryProblem

async function readBytes(folder: string, file: string): Promise<Bytes> {
  try {
    return await readFile(join(folder, file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { file, line: 0, text: code === 'ENOENT' ? 'missing: expected this file' : `not readable (${code})` }
  }
}

function readAll(bytes: ReadonlyMap<string, Bytes>): ReadTables {
  const read = (table: Table): ReadTable<unknown> => {
    const content = bytes.get(table.file)
    if (content instanceof Uint8Array) return readTable(table, content)
    return { file: table.file, rows: [], problems: content === undefined ? [] : [content] }
  }
  const entries = Object.entries(tables.TABLES).map(([name, table]) => [name, read(table as Table)])
  return Object.fromEntries(entries) as ReadTables
}

function sameName(table: ReadTable<string>): DictionaryProblem[] {
  return duplicates(
    table,
    (name) => name,
    (name) => `Name "${name}"`,
  )
}

/** Rules within one file: they look at the good rows, whatever else the file has. */
function checkFiles(read: ReadTables): DictionaryProblem[] {
  return [
    ...checkGeographies(read.geographies),
    ...sameName(read.firstNames),
    ...sameName(read.lastNames),
    ...checkCompanies(read.companies),
    ...checkBrands(read.brands),
    ...checkProducts(read.products),
    ...checkTaxRates(read.taxRates),
    ...sameName(read.streetNames),
    ...checkHolidays(read.holidays),
    ...checkPromotions(read.promotions),
    ...checkChannels(read.channels),
    ...checkAffinities(read.affinities),
    ...checkSeasons(read.departmentSeasons),
    ...STORE_TYPE_FILES.flatMap(({ table }) => checkStoreType(read[table])),
  ]
}

/** Rules between files: silent about a file that has bad rows, since a row that it lacks may be one of them. */
function checkRelations(read: ReadTables): DictionaryProblem[] {
  return [
    ...(isSound(read.companies) ? checkBrandCompanies(read.brands, read.companies) : []),
    ...(isSound(read.brands) && isSound(read.products) ? checkBrandCategories(read.brands, read.products) : []),
    ...(isSound(read.taxRates) && isSound(read.geographies) ? checkTaxedPlaces(read.taxRates, read.geographies) : []),
    ...(isSound(read.products) ? checkAffinityProducts(read.affinities, read.products) : []),
  ]
}

function inFileOrder(a: DictionaryProblem, b: DictionaryProblem): number {
  return DICTIONARY_FILES.indexOf(a.file) - DICTIONARY_FILES.indexOf(b.file) || a.line - b.line
}

function promotion({ rateBps, amountCents, ...rest }: tables.PromotionRow): PromotionEntry {
  return { ...rest, value: rest.kind === 'FIXED_AMOUNT' ? amountCents : rateBps }
}

function digestOf(bytes: ReadonlyMap<string, Bytes>): string {
  const hash = createHash('sha256')
  for (const [file, content] of bytes) {
    if (content instanceof Uint8Array) hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function entriesOf<Entry>(table: ReadTable<Entry>): Entry[] {
  return table.rows.map(({ entry }) => entry)
}

/**
 * Reads and checks all dictionary files of `folder`. Reads files only; 5,000 rows take about 50 ms.
 * @throws DictionaryError with every bad row, when there is one.
 */
export async function loadDictionaries(folder: string): Promise<Dictionaries> {
  const bytes = new Map(
    await Promise.all(DICTIONARY_FILES.map(async (file) => [file, await readBytes(folder, file)] as const)),
  )
  const read = readAll(bytes)
  const bad = Object.values(read).flatMap((table) => table.problems)
  const problems = [...bad, ...checkFiles(read), ...checkRelations(read)].toSorted(inFileOrder)
  if (problems.length > 0) throw new DictionaryError(folder, problems)
  return {
    geographies: entriesOf(read.geographies),
    firstNames: entriesOf(read.firstNames),
    lastNames: entriesOf(read.lastNames),
    companies: entriesOf(read.companies),
    brands: entriesOf(read.brands),
    products: entriesOf(read.products),
    taxRates: entriesOf(read.taxRates),
    streetNames: entriesOf(read.streetNames),
    holidays: entriesOf(read.holidays),
    promotions: entriesOf(read.promotions).map(promotion),
    channels: entriesOf(read.channels),
    affinities: entriesOf(read.affinities),
    departmentSeasons: entriesOf(read.departmentSeasons),
    storeTypes: STORE_TYPE_FILES.map(({ storeType, table }) => storeTypeOf(storeType, entriesOf(read[table]))),
    digest: digestOf(bytes),
  }
}
