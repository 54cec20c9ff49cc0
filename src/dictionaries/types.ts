/** A place that exists only here; its state is real, because taxes and regions need one. */
export interface GeographyEntry {
  readonly city: string
  /** Two letters. */
  readonly state: string
  /** Five digits, from a range that the postal service has not assigned. */
  readonly zip: string
  readonly district: string
  readonly region: string
  readonly population: number
  /** IANA name, such as `America/Chicago`. */
  readonly timeZone: string
}

/** A maker of brands; `category` is the kind of goods it makes: a department. */
export interface CompanyEntry {
  readonly company: string
  readonly category: Department
}

/** Every brand belongs to one company; `category` is a product category. */
export interface BrandEntry {
  readonly brand: string
  readonly company: string
  readonly category: string
}

export const TAXABILITIES = ['TAXABLE', 'REDUCED_RATE', 'NON_TAXABLE'] as const
export type Taxability = (typeof TAXABILITIES)[number]

/** The ten departments, in the order in which tables and zones list them. */
export const DEPARTMENTS = [
  'Grocery',
  'Electronics',
  'Clothing',
  'Health & Beauty',
  'Home & Garden',
  'Baby & Kids',
  'Pet Supplies',
  'Automotive',
  'Office Supplies',
  'Seasonal & Sports',
] as const
export type Department = (typeof DEPARTMENTS)[number]

/** A product without a brand. */
export interface ProductEntry {
  readonly productName: string
  /** Whole cents; the file has dollars with two decimals. */
  readonly basePriceCents: number
  readonly department: Department
  readonly category: string
  readonly subcategory: string
  readonly taxability: Taxability
  /** Lower-case words; the file separates them by `;`. */
  readonly tags: readonly string[]
}

/** Combined sales tax in basis points (825 = 8.25 %). `city` is empty for the county's rate, both for the state's. */
export interface TaxRateEntry {
  readonly stateCode: string
  /** A `district` of the geographies. */
  readonly county: string
  readonly city: string
  readonly combinedRateBps: number
}

/**
 * A holiday by rule: `12-25` (fixed), `11-thu-4` (fourth Thursday of November), `05-mon-last`, or
 * `thanksgiving+1` (days after another holiday of the file).
 */
export interface HolidayEntry {
  readonly name: string
  readonly rule: string
  /** Factor on the expected visitors at its peak. */
  readonly demandFactor: number
  /** Days that the effect lasts, counted from the rule's day (or up to it when `leads`), decaying. */
  readonly days: number
  /** Whether the effect builds up to the day instead of fading after it. */
  readonly leads: boolean
  readonly closed: boolean
}

/** A promotion code. Months are 1..12; empty lists mean all. */
export interface PromotionEntry {
  readonly code: string
  readonly kind: 'PERCENTAGE' | 'FIXED_AMOUNT' | 'BOGO'
  /** Basis points for PERCENTAGE and BOGO (of the second of a pair), cents for FIXED_AMOUNT. */
  readonly value: number
  readonly minimumCents: number
  readonly months: readonly number[]
  readonly departments: readonly Department[]
  readonly clearance: boolean
}

/** The channels that campaigns and impressions know. */
export const MARKETING_CHANNELS = [
  'FACEBOOK',
  'GOOGLE',
  'INSTAGRAM',
  'YOUTUBE',
  'EMAIL',
  'DISPLAY',
  'SEARCH',
  'SOCIAL',
  'VIDEO',
] as const
export type MarketingChannel = (typeof MARKETING_CHANNELS)[number]

/** A marketing channel with its cost range in cents and its conversion rate in basis points. */
export interface ChannelEntry {
  readonly channel: MarketingChannel
  readonly costMinCents: number
  readonly costMaxCents: number
  readonly conversionBps: number
}

/** Share of lines of `subcategory` that pull a line of `partner` into the same basket, in basis points. */
export interface AffinityEntry {
  readonly subcategory: string
  readonly partner: string
  readonly rateBps: number
}

/** How demand of a department moves over the year: twelve factors around 1, January first. */
export interface DepartmentSeasonEntry {
  readonly department: Department
  readonly factors: readonly number[]
}

/** Kinds of stores; each has a dictionary file of its own. The first is what a company is unless its configuration says otherwise. */
export const STORE_TYPES = ['supercenter', 'grocery', 'hardware', 'luxury'] as const
export type StoreType = (typeof STORE_TYPES)[number]

/** What makes a store one of its type. Factors stand on what the configuration says of a supercenter. */
export interface StoreTypeEntry {
  readonly storeType: StoreType
  /** Mean units on a receipt where the configuration asks for the usual 8.2, and in proportion to it elsewhere. */
  readonly itemsPerTicket: number
  /** Mean receipt in dollars at that many units, before promotions and taxes; prices decide how near baskets come to it. */
  readonly targetTicketUsd: number
  /** How readily lines are promoted, 0..1: this / 0.18, the rate of a supercenter, multiplies their chance. */
  readonly promotionRate: number
  /** Share of sales that the web shop makes, 0..1. */
  readonly onlineShare: number
  /** Factors on the weights of the local hours 0 to 23. */
  readonly hours: readonly number[]
  /** Factors on the days of the week, Monday first. */
  readonly weekdays: readonly number[]
  /** Factors on the months, January first. */
  readonly months: readonly number[]
  /** Factors on a trip's share of lines, in the order of `DEPARTMENTS`; 0: the department is not carried. */
  readonly departments: readonly number[]
}

/** Everything that the dictionary files say, validated, in file order. */
export interface Dictionaries {
  readonly geographies: readonly GeographyEntry[]
  readonly firstNames: readonly string[]
  readonly lastNames: readonly string[]
  readonly companies: readonly CompanyEntry[]
  readonly brands: readonly BrandEntry[]
  readonly products: readonly ProductEntry[]
  readonly taxRates: readonly TaxRateEntry[]
  readonly streetNames: readonly string[]
  readonly holidays: readonly HolidayEntry[]
  readonly promotions: readonly PromotionEntry[]
  readonly channels: readonly ChannelEntry[]
  readonly affinities: readonly AffinityEntry[]
  readonly departmentSeasons: readonly DepartmentSeasonEntry[]
  /** In the order of `STORE_TYPES`. */
  readonly storeTypes: readonly StoreTypeEntry[]
  /** SHA-256 over the files, hex: part of what decides a run. */
  readonly digest: string
}
