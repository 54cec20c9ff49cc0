import { type BrandEntry, type CompanyEntry, DEPARTMENTS, type Department } from '../../src/dictionaries/types.ts'
import type { Draws } from '../../src/simulation/random.ts'
import { BRAND_WORDS } from './brand-words.ts'
import { BUSINESS, drawsOf, type Grammar, pick } from './grammar.ts'

type Invent = (draws: Draws, grammar: Grammar) => string

const BRANDS_PER_CATEGORY = 20
const BRAND_WORD_CHANCE = 0.4
/** About two companies for each category of the department, and a few at least. */
const COMPANIES_PER_CATEGORY = 2
const MIN_COMPANIES = 12

const COMPANY_WORDS: Readonly<Record<Department, string>> = {
  Grocery: 'Foods Provisions Mills Farms Beverage Packing Pantry',
  Electronics: 'Electronics Technologies Digital Devices Systems',
  Clothing: 'Apparel Textiles Garments Fashion Footwear',
  'Health & Beauty': 'Health Beauty Laboratories Wellness Care',
  'Home & Garden': 'Home Housewares Tools Living Garden',
  'Baby & Kids': 'Baby Toys Juvenile Family Kids',
  'Pet Supplies': 'Pet Animal Companion Petcare',
  Automotive: 'Automotive Motor Lubricants Parts',
  'Office Supplies': 'Office Paper Stationery Supply',
  'Seasonal & Sports': 'Sports Outdoors Leisure Recreation',
}
const FORMS = ['Company', 'Group', 'Brands', 'Industries', 'Holdings', 'Corporation', 'Partners', 'Works']

/** The categories of each department, in the order of the products. */
export type Categories = ReadonlyMap<Department, readonly string[]>

/** Companies, department by department. */
export function makeCompanies(invent: Invent, categories: Categories): CompanyEntry[] {
  const draws = drawsOf('companies')
  return DEPARTMENTS.flatMap((department) => {
    const count = Math.max(MIN_COMPANIES, COMPANIES_PER_CATEGORY * (categories.get(department)?.length ?? 0))
    const trades = COMPANY_WORDS[department].split(' ')
    return Array.from({ length: count }, () => ({
      company: `${invent(draws, BUSINESS)} ${pick(draws, trades)} ${pick(draws, FORMS)}`,
      category: department,
    }))
  })
}

/** A company makes a few neighbouring kinds of goods, not all of its department. */
function makersOf(companies: readonly CompanyEntry[], category: number, categories: number): CompanyEntry[] {
  const makers = companies.filter((_, index) => {
    const home = index % categories
    return home === category || (home + 1) % categories === category
  })
  return makers.length > 0 ? makers : [...companies]
}

/** Brands, category by category; every brand has one company of its department. */
export function makeBrands(invent: Invent, categories: Categories, companies: readonly CompanyEntry[]): BrandEntry[] {
  const draws = drawsOf('brands')
  return DEPARTMENTS.flatMap((department) => {
    const own = companies.filter((company) => company.category === department)
    const names = categories.get(department) ?? []
    return names.flatMap((category, index) => {
      const makers = makersOf(own, index, names.length)
      const suffixes = BRAND_WORDS[category]?.split(' ')
      if (suffixes === undefined) throw new Error(`brand-words.ts has no words for the category ${category}`)
      return Array.from({ length: BRANDS_PER_CATEGORY }, (_, brand) => {
        const word = invent(draws, BUSINESS)
        const suffix = draws.chance(BRAND_WORD_CHANCE) ? ` ${pick(draws, suffixes)}` : ''
        return { brand: `${word}${suffix}`, company: makers[brand % makers.length]?.company ?? '', category }
      })
    })
  })
}
