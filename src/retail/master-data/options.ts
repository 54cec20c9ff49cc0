import type { Department, Dictionaries, StoreType } from '../../dictionaries/types.ts'
import type { DrawKey } from '../../simulation/random.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { Segment } from './types.ts'

/** The keys of `volume` that shape master data, named as in the configuration. Whole numbers unless said otherwise. */
export interface MasterDataVolume {
  readonly stores: number
  readonly dcs: number
  readonly total_geographies: number
  readonly total_customers: number
  readonly total_products: number
  /** Shares 0..1. */
  readonly local_customer_rate: number
  readonly full_price_rate: number
  readonly launched_before_rate: number
  readonly launched_in_first_half_rate: number
  /** Trucks of each kind per DC. */
  readonly refrigerated_trucks: number
  readonly non_refrigerated_trucks: number
  /** Trucks of each kind for five DCs; scaled to the number of DCs. */
  readonly supplier_refrigerated_trucks: number
  readonly supplier_non_refrigerated_trucks: number
  /** Share 0..1 of the DC fleet that is bound to its DC. */
  readonly truck_dc_assignment_rate: number
  /** Units. */
  readonly truck_capacity: number
  /** Visits per store and day at multiplier 1. */
  readonly customers_per_day: number
  /** Units per receipt, a fraction. */
  readonly items_per_ticket_mean: number
  readonly dc_initial_inventory_min: number
  readonly dc_initial_inventory_max: number
  readonly dc_reorder_point_min: number
  readonly dc_reorder_point_max: number
  readonly store_initial_inventory_min: number
  readonly store_initial_inventory_max: number
  readonly store_reorder_point_min: number
  readonly store_reorder_point_max: number
}

/** The section `store_types` of the configuration. */
export interface StoreTypeSettings {
  readonly company: StoreType | 'mixed'
  /** Weights of the types in a mixed company. */
  readonly mix: Readonly<Record<StoreType, number>>
}

/** Whole days that a trip to a store, and one from suppliers to a DC, keeps a truck. */
export interface TripDays {
  readonly deliveries: number
  readonly supplies: number
}

/** All that decides master data: the same options give the same company. */
export interface MasterDataOptions {
  readonly dictionaries: Dictionaries
  readonly volume: MasterDataVolume
  /** Weights of the segments among customers; they need not add up to 1. */
  readonly segmentShares: Readonly<Record<Segment, number>>
  /** Visits that end with a purchase, 0..1. */
  readonly purchaseRate: number
  /** What the stores are; all of them supercenters when absent, which then carry everything. */
  readonly storeTypes?: StoreTypeSettings
  readonly supplierLeadDays: { readonly min: number; readonly max: number }
  /** Whole days that a mean trip keeps a truck, from loading to loading; 1 when absent. */
  readonly tripDays?: TripDays
  /** Departments that the company sells; all of them when absent. */
  readonly departments?: readonly Department[]
  /** The first business date. */
  readonly startDay: DayNumber
  readonly root: DrawKey
}

/** The configuration and the dictionaries do not fit together; the message lists every problem. */
export class MasterDataError extends Error {
  override readonly name = 'MasterDataError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`master data cannot be made:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}
