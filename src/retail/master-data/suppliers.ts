import type { CompanyEntry, Dictionaries } from '../../dictionaries/types.ts'
import { type DrawKey, type Draws, deriveKey, drawsFor, wordOf } from '../../simulation/random.ts'
import { pick, weightedIndex } from './choice.ts'
import { groupBy } from './group-by.ts'
import type { Product, ProductSupplier, Supplier } from './types.ts'

const SUPPLIER = wordOf('supplier')
const SUPPLY = wordOf('supply')

/** One, two or three suppliers per product. */
const SUPPLIER_COUNT_WEIGHTS = [0.4, 0.4, 0.2]

/** What the supplier dimension needs. */
export interface SupplierOptions {
  readonly products: readonly Product[]
  readonly dictionaries: Pick<Dictionaries, 'companies' | 'geographies'>
  readonly leadDays: { readonly min: number; readonly max: number }
  readonly root: DrawKey
}

interface Supply extends Omit<ProductSupplier, 'supplierId'> {
  readonly company: string
}

/**
 * Suppliers are the product companies that the range needs. A product's preferred supplier is the company behind its
 * brand, at the product's cost; up to two other companies of its trade are 1-10 % cheaper, but never faster.
 */
export function makeSuppliers(options: SupplierOptions): {
  suppliers: Supplier[]
  productSuppliers: ProductSupplier[]
} {
  const trades = groupBy(options.dictionaries.companies, (company) => company.category)
  const tradeOf = new Map(options.dictionaries.companies.map(({ company, category }) => [company, category]))
  const supplies = options.products.flatMap((product) =>
    suppliesOf(product, trades.get(tradeOf.get(product.company) ?? product.department) ?? [], options),
  )
  const used = new Set(supplies.map((supply) => supply.company))
  const named = new Set([...tradeOf.keys(), ...used])
  const ids = new Map([...named].filter((name) => used.has(name)).map((name, index) => [name, index + 1]))
  return {
    suppliers: [...ids].map(([name, supplierId]) => toSupplier(name, supplierId, options)),
    productSuppliers: supplies.map((supply) => withSupplier(supply, ids.get(supply.company) as number)),
  }
}

function withSupplier({ productId, costCents, leadTimeDays }: Supply, supplierId: number): ProductSupplier {
  return { productId, supplierId, costCents, leadTimeDays }
}

function toSupplier(name: string, supplierId: number, options: SupplierOptions): Supplier {
  const draws = drawsFor(deriveKey(options.root, SUPPLIER), wordOf(name))
  const { region } = pick(draws, options.dictionaries.geographies)
  return { supplierId, name, region, rating: draws.between(25, 50) / 10 }
}

function suppliesOf(product: Product, trade: readonly CompanyEntry[], options: SupplierOptions): Supply[] {
  const { productId, company, costCents } = product
  const { min, max } = options.leadDays
  const key = deriveKey(deriveKey(deriveKey(options.root, SUPPLY), wordOf(product.productName)), wordOf(product.brand))
  const draws = drawsFor(key, SUPPLY)
  const leadTimeDays = draws.between(min, Math.floor((min + max) / 2))
  const preferred: Supply = { productId, company, costCents, leadTimeDays }
  const others = otherCompanies(company, trade, weightedIndex(SUPPLIER_COUNT_WEIGHTS, draws.unit()), draws)
  return [
    preferred,
    ...others.map((other) => ({
      productId,
      company: other,
      costCents: Math.max(1, Math.floor((costCents * draws.between(90, 99)) / 100)),
      leadTimeDays: draws.between(leadTimeDays, max),
    })),
  ]
}

/** Up to `count` companies of the trade besides `company`: neighbours in a list from a random place. */
function otherCompanies(company: string, trade: readonly CompanyEntry[], count: number, draws: Draws): string[] {
  const names = [...new Set(trade.map((entry) => entry.company))].filter((name) => name !== company)
  const first = draws.below(Math.max(1, names.length))
  const length = Math.min(count, names.length)
  return Array.from({ length }, (_, index) => names[(first + index) % names.length])
}
