import type { DictionaryProblem } from './dictionary-error.ts'
import type { ReadTable } from './read-table.ts'
import { contradictions, duplicates, eachRow, keysOf } from './relations.ts'
import type { AffinityEntry, BrandEntry, CompanyEntry, ProductEntry } from './types.ts'

/** Fewer brands would leave a category without choice between them. */
const MIN_BRANDS_PER_CATEGORY = 6

/** Company names are unique. */
export function checkCompanies(table: ReadTable<CompanyEntry>): DictionaryProblem[] {
  return duplicates(
    table,
    ({ company }) => company,
    ({ company }) => `Company "${company}"`,
  )
}

/** Brand names are unique, so every brand belongs to one company and one category. */
export function checkBrands(table: ReadTable<BrandEntry>): DictionaryProblem[] {
  return duplicates(
    table,
    ({ brand }) => brand,
    ({ brand }) => `Brand "${brand}"`,
  )
}

/** Product names are unique, a category lies in one department and a subcategory in one category. */
export function checkProducts(table: ReadTable<ProductEntry>): DictionaryProblem[] {
  return [
    ...duplicates(
      table,
      ({ productName }) => productName,
      ({ productName }) => `ProductName "${productName}"`,
    ),
    ...contradictions(
      table,
      ({ category }) => category,
      ({ department }) => department,
      ({ category, department }, { line, entry }) =>
        `Department "${department}": expected "${entry.department}", where line ${line} puts ${category}`,
    ),
    ...contradictions(
      table,
      ({ subcategory }) => subcategory,
      ({ category }) => category,
      ({ subcategory, category }, { line, entry }) =>
        `Category "${category}": expected "${entry.category}", where line ${line} puts ${subcategory}`,
    ),
  ]
}

/** Every brand's company exists. */
export function checkBrandCompanies(
  brands: ReadTable<BrandEntry>,
  companies: ReadTable<CompanyEntry>,
): DictionaryProblem[] {
  const known = keysOf(companies, ({ company }) => company)
  return eachRow(brands, ({ company }) =>
    known.has(company) ? undefined : `Company "${company}": expected a Company of ${companies.file}`,
  )
}

function categorySizes(brands: ReadTable<BrandEntry>): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const { entry } of brands.rows) sizes.set(entry.category, (sizes.get(entry.category) ?? 0) + 1)
  return sizes
}

/** Every brand's category has products, and every product category has enough brands. */
export function checkBrandCategories(
  brands: ReadTable<BrandEntry>,
  products: ReadTable<ProductEntry>,
): DictionaryProblem[] {
  const categories = keysOf(products, ({ category }) => category)
  const sizes = categorySizes(brands)
  const poor = [...categories].filter((category) => (sizes.get(category) ?? 0) < MIN_BRANDS_PER_CATEGORY)
  return [
    ...eachRow(brands, ({ category }) =>
      categories.has(category) ? undefined : `Category "${category}": expected a Category of ${products.file}`,
    ),
    ...poor.map((category) => ({
      file: brands.file,
      line: 0,
      text: `${sizes.get(category) ?? 0} brands in Category "${category}": expected at least ${MIN_BRANDS_PER_CATEGORY}`,
    })),
  ]
}

/** Pairs are unique and join two different subcategories. */
export function checkAffinities(table: ReadTable<AffinityEntry>): DictionaryProblem[] {
  return [
    ...duplicates(
      table,
      ({ subcategory, partner }) => `${subcategory}|${partner}`,
      ({ subcategory, partner }) => `Subcategory "${subcategory}" with Partner "${partner}"`,
    ),
    ...eachRow(table, ({ subcategory, partner }) =>
      subcategory === partner ? `Partner "${partner}": expected another subcategory than its own` : undefined,
    ),
  ]
}

/** Both sides of every pair are subcategories of products. */
export function checkAffinityProducts(
  affinities: ReadTable<AffinityEntry>,
  products: ReadTable<ProductEntry>,
): DictionaryProblem[] {
  const known = keysOf(products, ({ subcategory }) => subcategory)
  const unknown = (column: string, name: string) =>
    known.has(name) ? undefined : `${column} "${name}": expected a Subcategory of ${products.file}`
  return [
    ...eachRow(affinities, ({ subcategory }) => unknown('Subcategory', subcategory)),
    ...eachRow(affinities, ({ partner }) => unknown('Partner', partner)),
  ]
}
