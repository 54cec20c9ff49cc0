import type { Department, Taxability } from '../../dictionaries/types.ts'
import type { SimTime } from '../../time/sim-time.ts'

export const VOLUME_CLASSES = ['FLAGSHIP', 'HIGH', 'STANDARD', 'LOW', 'KIOSK'] as const
export type VolumeClass = (typeof VOLUME_CLASSES)[number]

export const SEGMENTS = ['BUDGET', 'CONVENIENCE', 'QUALITY', 'BRAND_LOYAL'] as const
export type Segment = (typeof SEGMENTS)[number]

/** Ids are 1, 2, 3, ... in every dimension, so that `rows[id - 1]` is the row. */
export interface Geography {
  readonly geographyId: number
  readonly city: string
  readonly state: string
  readonly zipCode: string
  readonly district: string
  readonly region: string
  readonly timeZone: string
  readonly population: number
}

export const STORE_FORMATS = ['HYPERMARKET', 'SUPERSTORE', 'STANDARD', 'NEIGHBORHOOD', 'EXPRESS'] as const
export type StoreFormat = (typeof STORE_FORMATS)[number]

export interface Store {
  readonly storeId: number
  /** `S000001`. */
  readonly storeNumber: string
  readonly address: string
  readonly geographyId: number
  readonly dcId: number
  readonly taxRateBps: number
  readonly volumeClass: VolumeClass
  readonly storeFormat: StoreFormat
  /** Local hour 0..23. */
  readonly opensAt: number
  /** Local hour 1..24; 0 to 24 means round the clock. */
  readonly closesAt: number
  /** Around 1 over the class mix. */
  readonly dailyTrafficMultiplier: number
}

export interface DistributionCenter {
  readonly dcId: number
  /** `DC001`. */
  readonly dcNumber: string
  readonly address: string
  readonly geographyId: number
}

/** `DC`: bound to its DC; `POOL`: lent to the DC that needs it most; `SUPPLIER`: brings inbound loads. */
export const FLEETS = ['DC', 'POOL', 'SUPPLIER'] as const
export type Fleet = (typeof FLEETS)[number]

export interface Truck {
  readonly truckId: number
  readonly licensePlate: string
  readonly refrigeration: boolean
  /** 0 for the supplier fleet, else the same as `servesDcId`. */
  readonly dcId: number
  readonly fleet: Fleet
  /** The only DC that the truck drives for: from it to its stores, or from suppliers to it. */
  readonly servesDcId: number
  readonly capacityUnits: number
}

export interface Customer {
  readonly customerId: number
  readonly firstName: string
  readonly lastName: string
  readonly address: string
  readonly geographyId: number
  readonly homeStoreId: number
  readonly segment: Segment
  readonly phone: string
  readonly loyaltyCard: string
  readonly bleId: string
  readonly adId: string
}

export interface Product {
  readonly productId: number
  readonly productName: string
  readonly brand: string
  readonly company: string
  readonly department: Department
  readonly category: string
  readonly subcategory: string
  readonly costCents: number
  readonly msrpCents: number
  readonly salePriceCents: number
  readonly requiresRefrigeration: boolean
  readonly taxability: Taxability
  readonly tags: readonly string[]
  /** Midnight UTC of the day from which it may be sold. */
  readonly launchDate: SimTime
}

export interface Supplier {
  readonly supplierId: number
  readonly name: string
  readonly region: string
  /** 1.0 .. 5.0. */
  readonly rating: number
}

/** Who supplies a product: one row per product and supplier, the preferred supplier first. */
export interface ProductSupplier {
  readonly productId: number
  readonly supplierId: number
  readonly costCents: number
  readonly leadTimeDays: number
}

/** What a promotion code does by design: ground truth. */
export interface PromotionUplift {
  readonly promoCode: string
  readonly department: Department
  readonly segment: Segment
  /** Chance of such a line to be promoted, in a month with factor 1. */
  readonly lineChance: number
  /** Chance that one more unit is taken while the code runs. */
  readonly extraUnitChance: number
}

/** What a node holds when the simulation starts, by `productId - 1`. */
export interface OpeningStock {
  readonly quantities: Int32Array
  readonly reorderPoints: Int32Array
}

/** The company before its first day: every dimension, made from dictionaries, configuration and seed alone. */
export interface MasterData {
  readonly geographies: readonly Geography[]
  readonly distributionCenters: readonly DistributionCenter[]
  readonly stores: readonly Store[]
  readonly trucks: readonly Truck[]
  readonly customers: readonly Customer[]
  readonly products: readonly Product[]
  readonly suppliers: readonly Supplier[]
  readonly productSuppliers: readonly ProductSupplier[]
  /** By `storeId - 1`. */
  readonly storeStock: readonly OpeningStock[]
  /** By `dcId - 1`. */
  readonly dcStock: readonly OpeningStock[]
  /** What a user should know, such as a fleet that is too small. */
  readonly warnings: readonly string[]
}
