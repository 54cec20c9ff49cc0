import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DictionaryError } from '../../src/dictionaries/dictionary-error.ts'
import { loadDictionaries } from '../../src/dictionaries/load-dictionaries.ts'
import { STORE_TYPE_KEYS, type StoreTypeGroup } from '../../src/dictionaries/store-type-tables.ts'
import { DEPARTMENTS, type Dictionaries, MARKETING_CHANNELS, STORE_TYPES } from '../../src/dictionaries/types.ts'

type Files = Readonly<Record<string, string | Uint8Array>>

/** The text that a test puts in place of a file, or null for a file that is not there. */
export type Changes = Readonly<Record<string, string | Uint8Array | null>>

const NUMBERS = [1, 2, 3, 4, 5, 6]

/** A store type whose every figure is as plain as can be. */
const STORE_TYPE = `Group,Key,Value
${(Object.keys(STORE_TYPE_KEYS) as StoreTypeGroup[])
  .flatMap((group) => STORE_TYPE_KEYS[group].map((key) => `${group},${key},1\n`))
  .join('')}`

/** The smallest dictionaries that every rule accepts. */
export const SMALL: Files = {
  'geographies.csv': `City,State,Zip,District,Region,Population,TimeZone
Quarrhaven,TX,00201,Tarn County,Southwest,120000,America/Chicago
Velmstead,TX,00202,Tarn County,Southwest,9000,America/Chicago
`,
  'first_names.csv': 'Name\nDovina\nSarvon\n',
  'last_names.csv': 'Name\nTessory\nBrennick\n',
  'product_companies.csv': 'Company,Category\nOsso Mills Group,Grocery\n',
  'product_brands.csv': `Brand,Company,Category
${NUMBERS.map((number) => `Pasto ${number},Osso Mills Group,Pasta\n`).join('')}`,
  'products.csv': `ProductName,BasePrice,Department,Category,Subcategory,Taxability,Tags
Spaghetti 16 oz,1.69,Grocery,Pasta,Long Pasta,NON_TAXABLE,pantry;dinner
Marinara Sauce 24 oz,3.29,Grocery,Pasta,Pasta Sauce,NON_TAXABLE,
`,
  'tax_rates.csv':
    'StateCode,County,City,CombinedRateBps\nTX,,,625\nTX,Tarn County,,725\nTX,Tarn County,Velmstead,825\n',
  'street_names.csv': 'Name\nGamglen Street\n',
  'holidays.csv': `Name,Rule,DemandFactor,Days,Leads,Closed
Thanksgiving,11-thu-4,0.8,1,no,no
Black Friday,thanksgiving+1,3.5,3,no,no
Christmas Day,12-25,1.0,1,no,yes
`,
  'promotions.csv': `Code,Kind,RateBps,Amount,Minimum,Months,Departments,Clearance
SAVE15,PERCENTAGE,1500,,25.00,,,no
TAKE5,FIXED_AMOUNT,,5.00,40.00,6;7;8,Grocery;Clothing,no
`,
  'channels.csv': `Channel,CostMin,CostMax,ConversionBps
${MARKETING_CHANNELS.map((channel) => `${channel},0.10,0.25,150\n`).join('')}`,
  'affinities.csv': 'Subcategory,Partner,RateBps\nLong Pasta,Pasta Sauce,4500\n',
  'department_seasons.csv': `Department,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec
${DEPARTMENTS.map((department) => `${department},1,1,1,1,1,1,1,1,1,1,1.5,2.25\n`).join('')}`,
  ...Object.fromEntries(STORE_TYPES.map((storeType) => [`store_types/${storeType}.csv`, STORE_TYPE])),
}

/** Dictionaries that are wrong in one way, and all that loading should say. */
export interface BadCase {
  readonly what: string
  readonly changes: Changes
  readonly problems: readonly string[]
}

export function bad(what: string, changes: Changes, ...problems: readonly string[]): BadCase {
  return { what, changes, problems }
}

/** A file of the small dictionaries with one piece of it replaced. @throws Error when the piece is not there. */
export function edited(file: string, piece: string, replacement: string): Changes {
  const text = SMALL[file]
  if (typeof text !== 'string' || !text.includes(piece)) throw new Error(`${file} has no ${JSON.stringify(piece)}`)
  return { [file]: text.replace(piece, replacement) }
}

/** Loads the small dictionaries with `changes` from a folder of their own. */
export async function loadSmall(changes: Changes = {}): Promise<Dictionaries> {
  const folder = await mkdtemp(join(tmpdir(), 'dictionaries-'))
  try {
    for (const [file, text] of Object.entries({ ...SMALL, ...changes })) {
      await mkdir(join(folder, dirname(file)), { recursive: true })
      if (text !== null) await writeFile(join(folder, file), text)
    }
    return await loadDictionaries(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What loading complains about; nothing when the dictionaries are good. */
export async function problemsOf(changes: Changes): Promise<readonly string[]> {
  try {
    await loadSmall(changes)
    return []
  } catch (error) {
    if (error instanceof DictionaryError) return error.problems
    throw error
  }
}
