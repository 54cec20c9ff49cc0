import { REFRIGERATED_CATEGORIES } from '../../dictionaries/refrigeration.ts'
import { type DrawKey, drawsFor, wordOf } from '../../simulation/random.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { DAY } from '../../time/sim-time.ts'
import { type AssortmentOptions, chooseSkus, type Sku } from './assortment.ts'
import { brandFactor, makePrices } from './product-prices.ts'
import type { MasterDataVolume } from './options.ts'
import type { Product } from './types.ts'

const LAUNCH = wordOf('launch')

/** What the product dimension needs. */
export interface ProductOptions extends AssortmentOptions {
  readonly startDay: DayNumber
  readonly rates: Pick<MasterDataVolume, 'full_price_rate' | 'launched_before_rate' | 'launched_in_first_half_rate'>
}

/** Products, each with draws of its own name and brand. @throws MasterDataError when there are too few combinations */
export function makeProducts(options: ProductOptions): Product[] {
  return chooseSkus(options).map((sku, index) => toProduct(sku, index + 1, options))
}

function toProduct(sku: Sku, productId: number, options: ProductOptions): Product {
  const { product, brand, key } = sku
  const { productName, department, category, subcategory, taxability, tags } = product
  return {
    productId,
    productName,
    brand: brand.brand,
    company: brand.company,
    department,
    category,
    subcategory,
    ...makePrices(product.basePriceCents, brandFactor(brand.brand, options.root), options.rates.full_price_rate, key),
    requiresRefrigeration: REFRIGERATED_CATEGORIES.has(category),
    taxability,
    tags,
    launchDate: (options.startDay + launchDay(key, options)) * DAY,
  }
}

/** Days from the start: before it -730..-180, in the first half year 0..182, in the second 183..365. */
function launchDay(key: DrawKey, { rates }: ProductOptions): number {
  const { launched_before_rate: before, launched_in_first_half_rate: firstHalf } = rates
  const draws = drawsFor(key, LAUNCH)
  const when = draws.unit()
  if (when < before) return -draws.between(180, 730)
  return when < before + firstHalf ? draws.between(0, 182) : draws.between(183, 365)
}
