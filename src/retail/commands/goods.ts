import type { Company } from '../company.ts'
import type { EntryOf } from './command.ts'

/** Ids of the products whose prices an entry changes, in ascending order. */
export function goodsOf({ master }: Company, entry: EntryOf<'price_change'>): number[] {
  const { department, category, product_ids: ids } = entry
  if (ids !== undefined) return [...new Set(ids)].toSorted((left, right) => left - right)
  const isMeant = (product: { readonly department: string; readonly category: string }) =>
    department === undefined ? product.category === category : product.department === department
  return master.products.filter(isMeant).map(({ productId }) => productId)
}
