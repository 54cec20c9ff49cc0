import type { OpeningStock } from '../../retail/master-data/types.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { DimensionTable } from './tables.ts'

const COLUMNS = { product_id: 'int4', current_quantity: 'int4', reorder_point: 'int4', as_of: 'date' } as const

const storeSnapshots: DimensionTable = {
  name: 'store_inventory_snapshots',
  columns: { store_id: 'int4', ...COLUMNS },
  rows: ({ masterData, startDay }) => snapshots('store_id', masterData.storeStock, startDay),
}

const dcSnapshots: DimensionTable = {
  name: 'dc_inventory_snapshots',
  columns: { dc_id: 'int4', ...COLUMNS },
  rows: ({ masterData, startDay }) => snapshots('dc_id', masterData.dcStock, startDay),
}

/** One row per node and product that it carries. The row is the same object throughout: there are hundreds of thousands. */
function* snapshots(
  node: 'store_id' | 'dc_id',
  stock: readonly OpeningStock[],
  startDay: DayNumber,
): Generator<object> {
  const row = { [node]: 0, product_id: 0, current_quantity: 0, reorder_point: 0, as_of: startDay }
  for (const [index, { quantities, reorderPoints }] of stock.entries()) {
    row[node] = index + 1
    for (let i = 0; i < quantities.length; i++) {
      if (quantities[i] === 0) continue
      row.product_id = i + 1
      row.current_quantity = quantities[i]
      row.reorder_point = reorderPoints[i]
      yield row
    }
  }
}

/** Stock before the first event. */
export const stockTables: readonly DimensionTable[] = [storeSnapshots, dcSnapshots]
