import { DEPARTMENTS } from '../../dictionaries/types.ts'
import { groupIndices, type SalesParts } from './sales-parts.ts'

/** What is carried of a category. */
export interface CarriedCategory {
  readonly name: string
  /** Place in `DEPARTMENTS`. */
  readonly department: number
  /** Product indices. */
  readonly products: readonly number[]
  /** Share of the department's lines, 0..1: that of its products. */
  readonly share: number
}

/** The categories that are carried, in the order of the catalogue. */
export function carriedCategories({ products, carried }: SalesParts): CarriedCategory[] {
  const sizes = groupIndices(carried, (index) => products[index].department)
  const groups = groupIndices(carried, (index) => `${products[index].department}|${products[index].category}`)
  return [...groups.values()].map((members) => {
    const { department, category } = products[members[0]]
    const share = members.length / (sizes.get(department)?.length ?? 1)
    return { name: category, department: DEPARTMENTS.indexOf(department), products: members, share }
  })
}
