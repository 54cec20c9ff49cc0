import type { PromotionEntry } from '../../dictionaries/types.ts'
import type { MasterData, PromotionUplift } from '../../retail/master-data/types.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { DateRow } from '../../time/date-dimension.ts'
import type { ColumnType } from '../column-types.ts'
import { dateTable } from './date-table.ts'
import { goodsTables } from './goods-tables.ts'
import { networkTables } from './network-tables.ts'
import { promotionTruth } from './promotion-truth.ts'
import { stockTables } from './stock-tables.ts'

/** All that the dimension tables hold. */
export interface DimensionContent {
  readonly masterData: MasterData
  readonly promotions: readonly PromotionEntry[]
  readonly promotionUplift: readonly PromotionUplift[]
  readonly dates: readonly DateRow[]
  /** The first business date, as of which the stock snapshots hold. */
  readonly startDay: DayNumber
}

/** A table, its columns in the order of `migrations/0001_dimensions.sql`, and its rows. A row may be reused for the next one. */
export interface DimensionTable {
  readonly name: string
  readonly columns: Readonly<Record<string, ColumnType>>
  rows(content: DimensionContent): Iterable<object>
}

/** Every table that is filled before the simulation starts. */
export const DIMENSION_TABLES: readonly DimensionTable[] = [
  ...networkTables,
  ...goodsTables,
  dateTable,
  ...stockTables,
  promotionTruth,
]
