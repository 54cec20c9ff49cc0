import type { Config } from '../../src/config/schema.ts'

/** The run that the reference pages take their examples from: everything that they show has to happen in it. */
export const EXAMPLE_RUN: { readonly days: number; readonly volume: Partial<Config['volume']> } = {
  days: 2,
  // Shelves that empty soon, so that there are reorders, shipments and stockouts to show.
  volume: {
    store_initial_inventory_min: 2,
    store_initial_inventory_max: 12,
    store_reorder_point_min: 1,
    store_reorder_point_max: 6,
  },
}
