import type { Config } from '../config/schema.ts'
import type { Dictionaries } from '../dictionaries/types.ts'
import { type DrawKey, deriveKey, wordOf } from '../simulation/random.ts'
import { type DayNumber, dayNumberOf } from '../time/business-date.ts'
import type { SimTime } from '../time/sim-time.ts'
import { companyEnd, companyStart, type TimeZone, timeZone } from '../time/time-zone.ts'
import { type Demand, makeDemand } from './demand.ts'
import { type CampaignCalendar, campaignCalendar } from './marketing/campaign-calendar.ts'
import { type Channels, makeChannels } from './marketing/channels.ts'
import type { MasterData, ProductSupplier } from './master-data/types.ts'
import { type PromotionCalendar, promotionCalendar } from './promotions/calendar.ts'
import type { Assortment } from './sales/assortment.ts'
import type { Tickets } from './sales/tickets.ts'
import { salesByStore } from './store-types/sales-by-store.ts'
import { makeStoreTypes, type StoreTypes } from './store-types/store-types.ts'

/** Everything that does not change while the simulation runs: dimensions, calendars, curves and choice tables. */
export interface Company {
  readonly config: Config
  readonly master: MasterData
  readonly root: DrawKey
  /** The first business day of history. */
  readonly startDay: DayNumber
  /** By store id and by DC id; index 0 is unused. */
  readonly storeZones: readonly TimeZone[]
  readonly dcZones: readonly TimeZone[]
  /** Store ids of each DC, by DC id. */
  readonly storesOfDc: readonly (readonly number[])[]
  /** Ids of the customers whose home store a DC serves, by DC id, in ascending order. */
  readonly customersOfDc: readonly (readonly number[])[]
  /** Customer ids by the device that beacons hear, and by advertising id. */
  readonly customerOfBleId: ReadonlyMap<string, number>
  readonly customerOfAdId: ReadonlyMap<string, number>
  /** The preferred supplier of each product, by product index. */
  readonly supplierOf: readonly ProductSupplier[]
  readonly campaigns: CampaignCalendar
  readonly channels: Channels
  readonly demand: Demand
  /** What kinds of stores there are, and their figures. */
  readonly storeTypes: StoreTypes
  /** What the store carries, and which of it people choose. */
  readonly assortmentOf: (storeId: number) => Assortment
  /** How large the store's baskets are. */
  readonly ticketsOf: (storeId: number) => Tickets
  readonly promotions: PromotionCalendar
}

/** Prepares the tables of a company from its configuration, dictionaries and master data. */
export function makeCompany(config: Config, dictionaries: Dictionaries, master: MasterData, root: DrawKey): Company {
  const zoneOf = (geographyId: number) => timeZone(master.geographies[geographyId - 1].timeZone)
  const startDay = dayNumberOf(config.historical.start_date)
  const storesOfDc: number[][] = [[], ...master.distributionCenters.map(() => [])]
  for (const store of master.stores) storesOfDc[store.dcId].push(store.storeId)
  const storeTypes = makeStoreTypes(dictionaries, master)
  const salesOf = salesByStore({ config, dictionaries, master, storeTypes, root })
  const campaigns = campaignCalendar(config, deriveKey(root, wordOf('campaigns')))
  return {
    config,
    master,
    root,
    startDay,
    storeZones: byId(master.stores, (store) => zoneOf(store.geographyId)),
    dcZones: byId(master.distributionCenters, (dc) => zoneOf(dc.geographyId)),
    storesOfDc,
    customersOfDc: customersByDc(master),
    customerOfBleId: new Map(master.customers.map(({ customerId, bleId }) => [bleId, customerId])),
    customerOfAdId: new Map(master.customers.map(({ customerId, adId }) => [adId, customerId])),
    supplierOf: preferredSuppliers(master),
    campaigns,
    channels: makeChannels(config, dictionaries.channels),
    demand: makeDemand({ config, dictionaries, master, campaigns }, deriveKey(root, wordOf('demand'))),
    storeTypes,
    assortmentOf: (storeId) => salesOf(storeId).assortment,
    ticketsOf: (storeId) => salesOf(storeId).tickets,
    promotions: promotionCalendar(config, dictionaries.promotions, root),
  }
}

/** The instant from which `day` is simulated: it begins in the company's first time zone. */
export function startOfDay(company: Company, day: DayNumber): SimTime {
  return companyStart(zonesOf(company), day)
}

/** The first instant at which `day` has begun in every time zone, with all that happens at midnight: the days before are whole. */
export function endBefore(company: Company, day: DayNumber): SimTime {
  return companyEnd(zonesOf(company), day) + 1
}

function zonesOf({ storeZones, dcZones }: Company): TimeZone[] {
  return [...storeZones.slice(1), ...dcZones.slice(1)]
}

/** Rows with ids 1, 2, 3, ... as an array by id, whose index 0 repeats the first and is never asked for. */
function byId<Row, Value>(rows: readonly Row[], value: (row: Row) => Value): Value[] {
  const values = rows.map(value)
  return [values[0], ...values]
}

function customersByDc({ distributionCenters, stores, customers }: MasterData): number[][] {
  const byDc: number[][] = [[], ...distributionCenters.map(() => [])]
  for (const { customerId, homeStoreId } of customers) byDc[stores[homeStoreId - 1].dcId].push(customerId)
  return byDc
}

function preferredSuppliers({ productSuppliers }: MasterData): ProductSupplier[] {
  const preferred: ProductSupplier[] = []
  for (const supplier of productSuppliers) preferred[supplier.productId - 1] ??= supplier
  return preferred
}
