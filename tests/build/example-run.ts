import type { SmallRunSettings } from '../verify/small-run.ts'

/** The run that the reference pages take their examples from: everything that they show has to happen in it. */
export const EXAMPLE_RUN: { readonly days: number; readonly settings: SmallRunSettings } = {
  // A weekly list of prices and promotions ends within it.
  days: 8,
  settings: {
    // Shelves that empty soon, so that there are reorders, shipments, stockouts and backorders to show.
    volume: {
      dc_initial_inventory_min: 2,
      dc_initial_inventory_max: 6,
      dc_reorder_point_min: 1,
      dc_reorder_point_max: 3,
      store_initial_inventory_min: 2,
      store_initial_inventory_max: 12,
      store_reorder_point_min: 1,
      store_reorder_point_max: 6,
    },
    // Trucks that are on their way while it storms.
    scenario: {
      name: 'storm',
      entries: [
        { kind: 'disruption', after: '1d', for: '30h', type: 'weather_delay', where: { dc: 1 }, severity: 1 },
        { kind: 'demand_factor', after: '20h', for: '4h', where: { dc: 1 }, factor: 1.5 },
      ],
    },
  },
}
