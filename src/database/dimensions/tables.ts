import type { PromotionEntry, StoreTypeEntry } from '../../dictionaries/types.ts'
import type { MasterData } from '../../retail/master-data/types.ts'
import type { Truth } from '../../retail/truth/types.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { DateRow } from '../../time/date-dimension.ts'
import type { ColumnType } from '../column-types.ts'
import { dateTable } from './date-table.ts'
import { goodsTables } from './goods-tables.ts'
import { networkTables } from './network-tables.ts'
import { stockTables } from './stock-tables.ts'
import { storeTypeTables } from './store-type-tables.ts'
import { truthTables } from './truth-tables.ts'

/** All that the dimension tables hold. */
export interface DimensionContent {
  readonly masterData: MasterData
  readonly promotions: readonly PromotionEntry[]
  readonly storeTypes: readonly StoreTypeEntry[]
  readonly truth: Truth
  readonly dates: readonly DateRow[]
  /** The first business date, as of which the stock snapshots hold. */
  readonly startDay: DayNumber
}

/** A table, its columns in the order of their migration, and its rows. A row may be reused for the next one. */
export interface DimensionTable {
  readonly name: string
  readonly columns: Readonly<Record<string, ColumnType>>
  rows(content: DimensionContent): Iterable<object>
}

/** Every table that is filled before the simulation starts. */
export const DIMENSION_TABLES: readonly DimensionTable[] = [
  ...networkTables,
  ...storeTypeTables,
  ...goodsTables,
  dateTable,
  ...stockTables,
  ...truthTables,
]
