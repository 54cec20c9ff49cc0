import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { generatedFiles } from '../../dictionaries/build/generate.ts'
import { UNASSIGNED_ZIP_PREFIXES } from '../../dictionaries/build/states.ts'
import { DICTIONARY_FOLDER } from '../../src/dictionaries/dictionary-folder.ts'
import { DICTIONARY_FILES, loadDictionaries } from '../../src/dictionaries/load-dictionaries.ts'
import { REFRIGERATED_CATEGORIES } from '../../src/dictionaries/refrigeration.ts'
import { TABLES } from '../../src/dictionaries/tables.ts'
import { DEPARTMENTS, MARKETING_CHANNELS } from '../../src/dictionaries/types.ts'

/** Far more than it takes, so that only a real regression breaks it and no slow machine. */
const LOAD_LIMIT_MS = 5000
const STATES =
  'AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY'

const shipped = await loadDictionaries(DICTIONARY_FOLDER)
const { geographies, brands, products, taxRates } = shipped

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function taxabilities(department: string): Set<string> {
  return new Set(products.filter((product) => product.department === department).map((product) => product.taxability))
}

test('there are as many rows as a large company needs', () => {
  expect(geographies.length).toBeGreaterThanOrEqual(1000)
  expect(shipped.firstNames.length).toBeGreaterThanOrEqual(312)
  expect(shipped.lastNames.length).toBeGreaterThanOrEqual(363)
  expect(shipped.companies.length).toBeGreaterThanOrEqual(112)
  expect(brands.length).toBeGreaterThanOrEqual(629)
  expect(products.length).toBeGreaterThanOrEqual(750)
  expect(taxRates.length).toBeGreaterThanOrEqual(150)
  expect(shipped.streetNames.length).toBeGreaterThanOrEqual(300)
  expect(shipped.affinities.length).toBeGreaterThanOrEqual(25)
})

describe('geographies', () => {
  test('lie in all fifty states and DC, in five regions', () => {
    expect([...new Set(geographies.map((place) => place.state))].toSorted().join(' ')).toBe(STATES)
    const regions = [...new Set(geographies.map((place) => place.region))].toSorted()
    expect(regions).toEqual(['Midwest', 'Northeast', 'Southeast', 'Southwest', 'West'])
  })

  test('have ZIP codes of their own from prefixes that no place has', () => {
    expect(new Set(geographies.map((place) => place.zip)).size).toBe(geographies.length)
    expect(geographies.filter((place) => !UNASSIGNED_ZIP_PREFIXES.includes(place.zip.slice(0, 3)))).toEqual([])
  })

  test('have one time zone in a district, and two in states that a border of zones divides', () => {
    const zonesOf = (key: 'state' | 'district', name: string) =>
      new Set(geographies.filter((place) => place[key] === name).map((place) => place.timeZone)).size
    const districts = [...new Set(geographies.map((place) => place.district))]
    expect(districts.filter((district) => zonesOf('district', district) !== 1)).toEqual([])
    expect(['TN', 'TX', 'IN', 'FL'].map((state) => zonesOf('state', state))).toEqual([2, 2, 2, 2])
    expect(['CA', 'NY', 'AZ', 'HI'].map((state) => zonesOf('state', state))).toEqual([1, 1, 1, 1])
  })

  test('are few large cities and many small towns', () => {
    const people = geographies.map((place) => place.population).toSorted((a, b) => b - a)
    expect(sum(people.slice(0, people.length / 10)) / sum(people)).toBeGreaterThan(0.4)
    expect(people[0]).toBeGreaterThan(1_000_000)
    expect(people.at(-1)).toBeLessThan(10_000)
  })
})

describe('products', () => {
  test.each(DEPARTMENTS)('are at least 40 in %s, with brands for a thousandth of the assortment each', (department) => {
    const own = products.filter((product) => product.department === department)
    const brandCounts = countBy(brands, (brand) => brand.category)
    const combinations = own.reduce((sum, product) => sum + (brandCounts.get(product.category) ?? 0), 0)
    expect(own.length).toBeGreaterThanOrEqual(40)
    expect(combinations).toBeGreaterThanOrEqual(own.length * (10_000 / products.length))
  })

  test('make at least 15,000 different pairs of name and brand', () => {
    const brandsOf = Map.groupBy(brands, (brand) => brand.category)
    const pairs = products.flatMap(({ productName, category }) =>
      (brandsOf.get(category) ?? []).map(({ brand }) => `${productName}|${brand}`),
    )
    expect(new Set(pairs).size).toBe(pairs.length)
    expect(pairs.length).toBeGreaterThanOrEqual(15_000)
  })

  test('are most in grocery', () => {
    const counts = countBy(products, (product) => product.department)
    expect(Math.max(...counts.values())).toBe(counts.get('Grocery'))
  })

  test('have at least three in each subcategory, so that one can stand in for another', () => {
    const counts = [...countBy(products, (product) => product.subcategory)]
    expect(counts.filter(([, count]) => count < 3)).toEqual([])
  })

  test('are taxed as food, as clothing or in full', () => {
    expect(taxabilities('Grocery')).toEqual(new Set(['NON_TAXABLE']))
    expect(taxabilities('Clothing')).toEqual(new Set(['REDUCED_RATE', 'TAXABLE']))
    expect(taxabilities('Electronics')).toEqual(new Set(['TAXABLE']))
  })

  test('include every category that is kept cold', () => {
    const categories = new Set(products.map((product) => product.category))
    expect([...REFRIGERATED_CATEGORIES].filter((category) => !categories.has(category))).toEqual([])
  })

  test('include enough precious ones for a luxury store', () => {
    const precious = products.filter((product) => product.tags.includes('luxury'))
    const mean = precious.reduce((sum, product) => sum + product.basePriceCents, 0) / precious.length
    expect(precious.length).toBeGreaterThanOrEqual(25)
    expect(mean).toBeGreaterThan(80_000)
  })
})

test('brands belong to companies of their department', () => {
  const departmentOf = new Map(products.map((product) => [product.category, product.department]))
  const tradeOf = new Map(shipped.companies.map((company) => [company.company, company.category]))
  expect(brands.filter((brand) => departmentOf.get(brand.category) !== tradeOf.get(brand.company))).toEqual([])
  expect(new Set(brands.map((brand) => brand.company)).size).toBe(shipped.companies.length)
})

test('every district has a tax rate, and none is above that of the dearest real places', () => {
  const counties = new Set(taxRates.map((rate) => `${rate.stateCode}|${rate.county}`))
  expect(geographies.filter((place) => !counties.has(`${place.state}|${place.district}`))).toEqual([])
  expect(Math.max(...taxRates.map((rate) => rate.combinedRateBps))).toBeLessThanOrEqual(1200)
})

test('holidays, promotions, channels and seasons have their well-known figures', () => {
  const holiday = (name: string) => shipped.holidays.find((entry) => entry.name === name)
  const promotion = (code: string) => shipped.promotions.find((entry) => entry.code === code)
  const season = (department: string) =>
    shipped.departmentSeasons.find((entry) => entry.department === department)?.factors
  expect(holiday('Black Friday')).toMatchObject({ rule: 'thanksgiving+1', demandFactor: 3.5, days: 3 })
  expect(holiday('Back to School')).toMatchObject({ rule: '08-15', demandFactor: 1.8, days: 14, leads: false })
  expect(shipped.holidays.filter((entry) => entry.closed).map((entry) => entry.rule)).toEqual(['12-25'])
  expect(promotion('SAVE20')).toMatchObject({ kind: 'PERCENTAGE', value: 2000, minimumCents: 5000 })
  expect(promotion('BOGO50')).toMatchObject({ kind: 'BOGO', value: 5000 })
  expect(promotion('TAKE5')).toMatchObject({ kind: 'FIXED_AMOUNT', value: 500, minimumCents: 4000 })
  expect(shipped.channels.map((entry) => entry.channel)).toEqual(MARKETING_CHANNELS)
  expect(shipped.channels.find((entry) => entry.channel === 'EMAIL')).toMatchObject({
    costMinCents: 10,
    costMaxCents: 25,
    conversionBps: 250,
  })
  expect(season('Baby & Kids')?.[11]).toBe(3)
  expect(season('Home & Garden')?.[4]).toBe(2)
  expect(season('Office Supplies')?.[7]).toBe(1.6)
  expect(season('Electronics')?.[10]).toBe(2.5)
})

test('the generated files are what the build writes', { timeout: 60_000 }, async () => {
  const files = Object.entries(generatedFiles())
  expect(files.length).toBe(8)
  for (const [file, text] of files) {
    const present = await readFile(join(DICTIONARY_FOLDER, file), 'utf8')
    expect(present === text, `${file} is not current: run node dictionaries/build/main.ts`).toBe(true)
  }
})

test('the digest depends on every file and on nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dictionaries-'))
  try {
    for (const file of DICTIONARY_FILES) {
      await mkdir(join(folder, dirname(file)), { recursive: true })
      await cp(join(DICTIONARY_FOLDER, file), join(folder, file))
    }
    expect((await loadDictionaries(folder)).digest).toBe(shipped.digest)
    const digests = new Set([shipped.digest])
    for (const file of DICTIONARY_FILES) {
      await writeFile(join(folder, file), `${await readFile(join(folder, file), 'utf8')}\n`)
      digests.add((await loadDictionaries(folder)).digest)
    }
    expect(digests.size).toBe(DICTIONARY_FILES.length + 1)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test(`loading takes less than ${LOAD_LIMIT_MS} ms`, async () => {
  const start = performance.now()
  await loadDictionaries(DICTIONARY_FOLDER)
  expect(performance.now() - start).toBeLessThan(LOAD_LIMIT_MS)
})

test('the documentation has every file with its columns', async () => {
  const page = await readFile(join(DICTIONARY_FOLDER, '..', 'docs', 'dictionaries.md'), 'utf8')
  const rows = Object.values(TABLES).map(({ file, columns }) => `| \`${file}\` | ${columns.join(', ')} |`)
  expect(rows.filter((row) => !page.includes(row))).toEqual([])
})
