import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { DENIED_NAMES_FILE } from '../../src/dictionaries/denied-names.ts'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import type {
  BrandEntry,
  CompanyEntry,
  Department,
  GeographyEntry,
  TaxRateEntry,
} from '../../src/dictionaries/types.ts'
import { denyLists, denyRows } from './deny-lists.ts'
import { fakerCitySuffixes } from './faker-names.ts'
import { type Categories, makeBrands, makeCompanies } from './goods.ts'
import { inventor } from './grammar.ts'
import { makeFirstNames, makeLastNames, makeStreetNames } from './people.ts'
import { makeGeographies, makeTaxRates } from './places.ts'

type Value = string | number

function cell(value: Value): string {
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Departments with their categories, as the hand-written products have them. */
function readCategories(): Categories {
  const rows: { Department: Department; Category: string }[] = parse(
    readFileSync(join(DICTIONARY_FOLDER, 'products.csv')),
    { columns: true },
  )
  const categories = new Map<Department, string[]>()
  for (const { Department: department, Category: category } of rows) {
    const known = categories.get(department) ?? []
    if (!known.includes(category)) categories.set(department, [...known, category])
  }
  return categories
}

/** The columns of a generated file: header, and where a row has the value. */
type Columns<Row> = readonly (readonly [header: string, value: (row: Row) => Value])[]

function table<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const header = columns.map(([name]) => name).join(',')
  const lines = rows.map((row) => columns.map(([, value]) => cell(value(row))).join(','))
  return `${[header, ...lines].join('\n')}\n`
}

const NAME: Columns<string> = [['Name', (name) => name]]

const GEOGRAPHY: Columns<GeographyEntry> = [
  ['City', (row) => row.city],
  ['State', (row) => row.state],
  ['Zip', (row) => row.zip],
  ['District', (row) => row.district],
  ['Region', (row) => row.region],
  ['Population', (row) => row.population],
  ['TimeZone', (row) => row.timeZone],
]

const COMPANY: Columns<CompanyEntry> = [
  ['Company', (row) => row.company],
  ['Category', (row) => row.category],
]

const BRAND: Columns<BrandEntry> = [
  ['Brand', (row) => row.brand],
  ['Company', (row) => row.company],
  ['Category', (row) => row.category],
]

const TAX_RATE: Columns<TaxRateEntry> = [
  ['StateCode', (row) => row.stateCode],
  ['County', (row) => row.county],
  ['City', (row) => row.city],
  ['CombinedRateBps', (row) => row.combinedRateBps],
]

const DENIED: Columns<readonly [string, string]> = [
  ['Kind', ([kind]) => kind],
  ['Name', ([, name]) => name],
]

/** The text of every generated file, by file name. The order decides who gets a word first, so it stays. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const denied = denyLists()
  const invent = inventor(denied, fakerCitySuffixes())
  const geographies = makeGeographies(invent)
  const firstNames = makeFirstNames(invent)
  const lastNames = makeLastNames(invent)
  const streets = makeStreetNames(invent)
  const categories = readCategories()
  const companies = makeCompanies(invent, categories)
  const brands = makeBrands(invent, categories, companies)
  return {
    'geographies.csv': table(geographies, GEOGRAPHY),
    'first_names.csv': table(firstNames, NAME),
    'last_names.csv': table(lastNames, NAME),
    'street_names.csv': table(streets, NAME),
    'product_companies.csv': table(companies, COMPANY),
    'product_brands.csv': table(brands, BRAND),
    'tax_rates.csv': table(makeTaxRates(geographies), TAX_RATE),
    [DENIED_NAMES_FILE]: table(denyRows(denied), DENIED),
  }
}
