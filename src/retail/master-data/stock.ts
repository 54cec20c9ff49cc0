import { type DrawKey, wordAt } from '../../simulation/random.ts'
import { entityKey } from './choice.ts'
import type { OpeningStock } from './types.ts'

const POPULARITY_WEIGHT = 0.6
const HALF_WORD = 65536

/** Units, all ends included. */
export interface StockRange {
  readonly quantityMin: number
  readonly quantityMax: number
  readonly reorderMin: number
  readonly reorderMax: number
}

/** What the opening stock of one kind of node needs. */
export interface StockOptions {
  readonly kind: 'store stock' | 'dc stock'
  readonly nodes: number
  readonly range: StockRange
  /** 0..1 by `productId - 1`. */
  readonly scores: Float64Array
  /** Whether the node with this id carries the product with this index. */
  readonly carries: (nodeId: number, productIndex: number) => boolean
  readonly root: DrawKey
}

/** Opening stock of every node, by node id - 1: popular goods lie deeper, 60 % by popularity and 40 % by chance. */
export function makeStock(options: StockOptions): OpeningStock[] {
  return Array.from({ length: options.nodes }, (_, index) => nodeStock(index + 1, options))
}

/** A reorder point is below its quantity, even when the configured ranges overlap. */
function nodeStock(nodeId: number, { kind, range, scores, carries, root }: StockOptions): OpeningStock {
  const key = entityKey(root, kind, nodeId)
  const quantities = new Int32Array(scores.length)
  const reorderPoints = new Int32Array(scores.length)
  for (let i = 0; i < scores.length; i++) {
    if (!carries(nodeId, i)) continue
    const word = wordAt(key, i + 1)
    const popularity = POPULARITY_WEIGHT * scores[i]
    const depth = popularity + ((1 - POPULARITY_WEIGHT) * (word >>> 16)) / HALF_WORD
    const caution = popularity + ((1 - POPULARITY_WEIGHT) * (word & 0xffff)) / HALF_WORD
    const quantity = range.quantityMin + Math.floor(depth * (range.quantityMax - range.quantityMin + 1))
    const reorderPoint = range.reorderMin + Math.floor(caution * (range.reorderMax - range.reorderMin + 1))
    quantities[i] = quantity
    reorderPoints[i] = Math.max(0, Math.min(reorderPoint, quantity - 1))
  }
  return { quantities, reorderPoints }
}
