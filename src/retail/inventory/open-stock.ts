import { DEPARTMENTS, type Department } from '../../dictionaries/types.ts'
import type { Moment } from '../../simulation/moment.ts'
import type { Company } from '../company.ts'
import type { NodeFields } from '../fields.ts'
import { type StockOpened, stockOpened } from './events.ts'

/** Records what a node holds on its first day: one event per department that it carries. */
export function openStock({ master }: Company, node: NodeFields, at: Moment): void {
  const stock = node.store_id === null ? master.dcStock[(node.dc_id ?? 0) - 1] : master.storeStock[node.store_id - 1]
  const linesOf = new Map<Department, StockOpened['data']['lines'][number][]>()
  for (const { department, productId } of master.products) {
    const units = stock.quantities[productId - 1]
    if (units <= 0) continue
    const lines = linesOf.get(department) ?? []
    lines.push({ product_id: productId, units, reorder_point: stock.reorderPoints[productId - 1] })
    linesOf.set(department, lines)
  }
  for (const department of DEPARTMENTS) {
    const lines = linesOf.get(department)
    if (lines !== undefined) at.emit(stockOpened({ ...node, department, lines }, null))
  }
}
