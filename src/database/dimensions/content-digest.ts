import { createHash, type Hash } from 'node:crypto'
import type { OpeningStock } from '../../retail/master-data/types.ts'
import { DIMENSION_TABLES, type DimensionContent } from './tables.ts'

const ROWS_PER_TEXT = 1000

/** SHA-256 of everything that the tables are filled from, and of their columns, hex. */
export function contentDigest({ masterData, promotions, promotionUplift, dates, startDay }: DimensionContent): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([startDay, DIMENSION_TABLES.map(({ name, columns }) => [name, columns])]))
  const { storeStock, dcStock, warnings: _, ...rows } = masterData
  for (const list of [...Object.values(rows), promotions, promotionUplift, dates]) addRows(hash, list)
  for (const list of [storeStock, dcStock]) addStock(hash, list)
  return hash.digest('hex')
}

function addRows(hash: Hash, rows: readonly object[]): void {
  hash.update(`${rows.length}:`)
  for (let i = 0; i < rows.length; i += ROWS_PER_TEXT) hash.update(JSON.stringify(rows.slice(i, i + ROWS_PER_TEXT)))
}

function addStock(hash: Hash, stock: readonly OpeningStock[]): void {
  hash.update(`${stock.length}:`)
  for (const { quantities, reorderPoints } of stock) hash.update(quantities).update(reorderPoints)
}
