/** Sizes of the company by name: what each changes about the defaults. */
export const PRESETS = {
  /** Small enough for a first look: two weeks are ready within seconds, and every table has rows. */
  demo: {
    volume: {
      stores: 6,
      dcs: 2,
      total_geographies: 30,
      total_customers: 2000,
      total_products: 800,
      customers_per_day: 250,
      online_orders_per_day: 60,
      marketing_impressions_per_day: 400,
      dc_initial_inventory_min: 60,
      dc_initial_inventory_max: 600,
      dc_reorder_point_min: 10,
      dc_reorder_point_max: 60,
      refrigerated_trucks: 3,
      non_refrigerated_trucks: 4,
    },
    // Two weeks in which something goes wrong now and then.
    disruptions: { daily_chance: 0.4 },
  },
  /** What people know from systems of this kind. */
  default: {},
  /** A national chain. */
  large: {
    volume: {
      stores: 200,
      dcs: 20,
      total_geographies: 400,
      total_customers: 500_000,
      online_orders_per_day: 12_000,
      marketing_impressions_per_day: 50_000,
      supplier_refrigerated_trucks: 16,
      supplier_non_refrigerated_trucks: 24,
    },
  },
} as const

export type PresetName = keyof typeof PRESETS

export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[]

/** Whether a preset has this name. */
export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(PRESETS, name)
}
