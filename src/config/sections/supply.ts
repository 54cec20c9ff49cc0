import { decimal, range, section, share, whole, wholeRange } from '../leaf.ts'

/** When and how much is reordered. */
export const inventory = section(
  {
    consolidation_hour: whole(23, [0, 23], 'Local hour at which the reorders of a store become shipments'),
    planning_minute: whole(30, [0, 59], 'Minutes after consolidation_hour at which DCs plan the shipments'),
    target_fill: decimal(
      1,
      [0.5, 3],
      'Stock up to which a reorder fills, as a share of the opening quantity of that product and place',
    ),
    urgent_deficit: share(0.5, 'Deficit below the reorder point, as a share of it, from which a reorder is URGENT'),
    cycle_count_share: share(0.1, 'Share of stores that count some of their stock in a night'),
    cycle_count_products: wholeRange({ min: 1, max: 3 }, [1, 100], 'products that a count corrects'),
    cycle_count_units: wholeRange(
      { min: 1, max: 5 },
      [1, 1000],
      'units by which a count corrects a product, up or down',
    ),
    damage_share: share(
      0.1,
      'Share of stores and DCs in which some units of one to three products are damaged in a night',
    ),
    shrink_share: share(0.1, 'Share of stores and DCs in which some units of one to three products vanish in a night'),
    high_deficit: share(0.25, 'Deficit below the reorder point, as a share of it, from which a reorder is HIGH'),
  },
  'When and how much is reordered',
)

/** How goods travel. */
export const logistics = section(
  {
    load_hour: whole(4, [0, 23], 'Local hour of the DC at which trucks are loaded'),
    depart_hour: whole(6, [0, 23], 'Local hour of the DC at which trucks depart'),
    transit_hours: range({ min: 2, max: 12 }, [0.25, 96], 'hours on the road, by distance'),
    unload_minutes: range({ min: 30, max: 120 }, [1, 720], 'minutes to unload a truck, by load'),
    supplier_lead_days: range({ min: 2, max: 10 }, [1, 120], 'days from an order to a supplier until it arrives'),
  },
  'How goods travel',
)
