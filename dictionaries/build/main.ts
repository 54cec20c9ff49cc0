import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { DENIED_NAMES_FILE } from '../../src/dictionaries/denied-names.ts'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import type { Department } from '../../src/dictionaries/types.ts'
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

function csv(header: string, rows: readonly (readonly Value[])[]): string {
  return `${[header, ...rows.map((row) => row.map(cell).join(','))].join('\n')}\n`
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

/** The text of every generated file. The order decides who gets a word first, so it stays. */
function generate(): Record<string, string> {
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
    'geographies.csv': csv(
      'City,State,Zip,District,Region,Population,TimeZone',
      geographies.map((row) => [
        ...[row.city, row.state, row.zip, row.district, row.region],
        ...[row.population, row.timeZone],
      ]),
    ),
    'first_names.csv': csv(
      'Name',
      firstNames.map((name) => [name]),
    ),
    'last_names.csv': csv(
      'Name',
      lastNames.map((name) => [name]),
    ),
    'street_names.csv': csv(
      'Name',
      streets.map((name) => [name]),
    ),
    'product_companies.csv': csv(
      'Company,Category',
      companies.map((row) => [row.company, row.category]),
    ),
    'product_brands.csv': csv(
      'Brand,Company,Category',
      brands.map((row) => [row.brand, row.company, row.category]),
    ),
    'tax_rates.csv': csv(
      'StateCode,County,City,CombinedRateBps',
      makeTaxRates(geographies).map((row) => [row.stateCode, row.county, row.city, row.combinedRateBps]),
    ),
    [DENIED_NAMES_FILE]: csv('Kind,Name', denyRows(denied)),
  }
}

for (const [file, text] of Object.entries(generate())) writeFileSync(join(DICTIONARY_FOLDER, file), text)
