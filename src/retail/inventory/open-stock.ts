import { DEPARTMENTS } from '../../dictionaries/types.ts'
import type { Moment } from '../../simulation/moment.ts'
import type { Company } from '../company.ts'
import type { NodeFields } from '../fields.ts'
import { stockOpened } from './events.ts'

/** Records what a node holds on its first day: one event per department that it carries. */
export function openStock({ master }: Company, node: NodeFields, at: Moment): void {
  const stock = node.store_id === null ? master.dcStock[(node.dc_id ?? 0) - 1] : master.storeStock[node.store_id - 1]
  const carried = master.products.filter(({ productId }) => stock.quantities[productId - 1] > 0)
  for (const department of DEPARTMENTS) {
    const lines = carried
      .filter((product) => product.department === department)
      .map(({ productId }) => productId - 1)
      .map((index) => ({
        product_id: index + 1,
        units: stock.quantities[index],
        reorder_point: stock.reorderPoints[index],
      }))
    if (lines.length > 0) at.emit(stockOpened({ ...node, department, lines }, null))
  }
}
