import type { SmallRunSettings } from '../verify/small-run.ts'
import { STORM } from '../verify/small-run.ts'

/** The run that the reference pages take their examples from: everything that they show has to happen in it. */
export const EXAMPLE_RUN: { readonly days: number; readonly settings: SmallRunSettings } = {
  days: 2,
  settings: {
    // Shelves that empty soon, so that there are reorders, shipments and stockouts to show.
    volume: {
      store_initial_inventory_min: 2,
      store_initial_inventory_max: 12,
      store_reorder_point_min: 1,
      store_reorder_point_max: 6,
    },
    scenario: STORM,
  },
}
