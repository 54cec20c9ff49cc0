import type { Config } from '../../config/schema.ts'

/** Deliveries over a stretch of history. */
export interface StockEstimate {
  /** Products that a store or DC orders again. */
  readonly reorders: number
  /** Lines that stores receive. */
  readonly delivered: number
  readonly shipments: number
  readonly stockouts: number
}

/**
 * How soon sales empty the shelves: reorders of a product come at full pace when it has sold a multiple of its free stock, and
 * popular ones sooner. Measured on 3 and 14 days of the preset demo: half the pace at this share of the mean free stock.
 */
const HALF_PACE_AT = 0.13
/** Share of reorders that end in an empty shelf, and of those delivered within the time; measured on 14 days of demo. */
const STOCKOUTS_PER_REORDER = 0.16
const DELIVERED_SHARE = 0.9

/** What stores sell in a stretch of history. */
export interface Sold {
  /** Before and in the stretch. */
  readonly unitsBefore: number
  readonly units: number
  readonly stores: number
  readonly storeDays: number
  /** Part of the products that is refrigerated, and so travels apart. */
  readonly refrigeratedShare: number
}

/** What selling makes the supply chain do. */
export function estimateStock(
  config: Config,
  { unitsBefore, units, stores, storeDays, refrigeratedShare }: Sold,
): StockEstimate {
  const places = stores * config.volume.total_products
  const reorders = reordersAfter(config, unitsBefore + units, places) - reordersAfter(config, unitsBefore, places)
  const delivered = reorders * DELIVERED_SHARE
  const lines = delivered / Math.max(1, storeDays)
  const shipments = [refrigeratedShare, 1 - refrigeratedShare].reduce(
    (sum, share) => sum + storeDays * (1 - Math.exp(-share * lines)),
    0,
  )
  return { reorders, delivered, shipments, stockouts: reorders * STOCKOUTS_PER_REORDER }
}

/** Reorders since history began, when `units` have been sold of products in so many places. */
function reordersAfter({ volume, inventory }: Config, units: number, places: number): number {
  const opening = (volume.store_initial_inventory_min + volume.store_initial_inventory_max) / 2
  const point = (volume.store_reorder_point_min + volume.store_reorder_point_max) / 2
  const free = Math.max(1, opening - point)
  const refill = Math.max(1, opening * inventory.target_fill - point)
  const perPlace = units / places
  return (units / refill) * (perPlace / (perPlace + HALF_PACE_AT * free))
}
