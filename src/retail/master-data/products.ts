import { REFRIGERATED_CATEGORIES } from '../../dictionaries/refrigeration.ts'
import { type DrawKey, drawsFor, wordOf } from '../../simulation/random.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { DAY } from '../../time/sim-time.ts'
import { type AssortmentOptions, chooseSkus, type Sku } from './assortment.ts'
import { brandFactor, makePrices } from './product-prices.ts'
import type { Product } from './types.ts'

const LAUNCH = wordOf('launch')

const LAUNCHED_BEFORE_RATE = 0.6
const LAUNCHED_IN_FIRST_HALF_RATE = 0.3

/** What the product dimension needs. */
export interface ProductOptions extends AssortmentOptions {
  readonly startDay: DayNumber
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
    ...makePrices(product.basePriceCents, brandFactor(brand.brand, options.root), key),
    requiresRefrigeration: REFRIGERATED_CATEGORIES.has(category),
    taxability,
    tags,
    launchDate: (options.startDay + launchDay(key)) * DAY,
  }
}

/** Days from the start: 60 % -730..-180, 30 % 0..182, 10 % 183..365. */
function launchDay(key: DrawKey): number {
  const draws = drawsFor(key, LAUNCH)
  const when = draws.unit()
  if (when < LAUNCHED_BEFORE_RATE) return -draws.between(180, 730)
  return when < LAUNCHED_BEFORE_RATE + LAUNCHED_IN_FIRST_HALF_RATE ? draws.between(0, 182) : draws.between(183, 365)
}
