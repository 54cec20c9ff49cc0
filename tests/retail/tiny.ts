import { type Company, makeCompany } from '../../src/retail/company.ts'
import type { Customer, MasterData, OpeningStock, Product, Store, Truck } from '../../src/retail/master-data/types.ts'
import { rootKey } from '../../src/simulation/root-key.ts'
import { dictionaries, type Settings, smallConfig } from './simulated.ts'

/** What a store or DC holds of each product, and when it reorders. */
interface Shelf {
  readonly units: number
  readonly point: number
}

/** A company small enough to be written down: whatever is left out is as plain as can be. */
export interface Tiny {
  readonly products?: readonly Partial<Product>[]
  /** All stores belong to DC 1, and stand in the time zone. */
  readonly stores?: readonly Partial<Store>[]
  readonly customers?: readonly Partial<Customer>[]
  /** Changes to trucks 1, 2, ...; without them there are the four of `fleetOf`. */
  readonly trucks?: readonly Partial<Truck>[]
  readonly timeZone?: string
  /** The same in every store, and in the DC, for every product. */
  readonly storeShelf?: Shelf
  readonly dcShelf?: Shelf
  readonly leadTimeDays?: number
  readonly settings?: Settings
}

/** A plain and a refrigerated truck of each fleet: 1 and 2 deliver to stores, 3 and 4 fetch from suppliers. */
function fleetOf(capacityUnits: number): Truck[] {
  return (['DC', 'SUPPLIER'] as const).flatMap((fleet, index) =>
    [false, true].map((refrigeration, kind) => ({
      truckId: 2 * index + kind + 1,
      licensePlate: `AAA-000${2 * index + kind + 1}`,
      refrigeration,
      dcId: fleet === 'DC' ? 1 : 0,
      fleet,
      servesDcId: 1,
      capacityUnits,
    })),
  )
}

/** A company of one DC. */
export function tinyCompany(tiny: Tiny = {}): Company {
  const config = smallConfig(tiny.settings)
  return makeCompany(config, dictionaries, masterOf(tiny, config.volume.truck_capacity), rootKey(config.seed))
}

function masterOf(tiny: Tiny, capacity: number): MasterData {
  const {
    storeShelf = { units: 20, point: 8 },
    dcShelf = { units: 500, point: 50 },
    timeZone = 'America/Chicago',
  } = tiny
  const products = (tiny.products ?? [{}]).map(product)
  const stores = (tiny.stores ?? [{}]).map(store)
  const fleet = fleetOf(capacity)
  const stock = ({ units, point }: Shelf): OpeningStock => ({
    quantities: new Int32Array(products.length).fill(units),
    reorderPoints: new Int32Array(products.length).fill(point),
  })
  return {
    geographies: [
      {
        geographyId: 1,
        city: 'Testford',
        state: 'IL',
        zipCode: '00001',
        district: 'D',
        region: 'Midwest',
        timeZone,
        population: 1000,
      },
    ],
    distributionCenters: [{ dcId: 1, dcNumber: 'DC001', address: '1 Dock Road', geographyId: 1 }],
    stores,
    trucks:
      tiny.trucks?.map((truck, index) => ({ ...fleet[index % fleet.length], truckId: index + 1, ...truck })) ?? fleet,
    customers: (tiny.customers ?? []).map(customer),
    products,
    suppliers: [{ supplierId: 1, name: 'Supplier', region: 'Midwest', rating: 4 }],
    productSuppliers: products.map(({ productId, costCents }) => ({
      productId,
      supplierId: 1,
      costCents,
      leadTimeDays: tiny.leadTimeDays ?? 3,
    })),
    storeStock: stores.map(() => stock(storeShelf)),
    dcStock: [stock(dcShelf)],
    warnings: [],
  }
}

function product(given: Partial<Product>, index: number): Product {
  return {
    productId: index + 1,
    productName: `Product ${index + 1}`,
    brand: 'Brand',
    company: 'Company',
    department: 'Grocery',
    category: 'Pantry',
    subcategory: 'Rice',
    costCents: 60,
    msrpCents: 120,
    salePriceCents: 100,
    requiresRefrigeration: false,
    taxability: 'TAXABLE',
    tags: [],
    launchDate: Date.UTC(2020, 0, 1),
    ...given,
  }
}

function store(given: Partial<Store>, index: number): Store {
  return {
    storeId: index + 1,
    storeNumber: `S00000${index + 1}`,
    address: '1 High Street',
    geographyId: 1,
    dcId: 1,
    storeType: 'supercenter',
    taxRateBps: 825,
    volumeClass: 'STANDARD',
    storeFormat: 'STANDARD',
    opensAt: 8,
    closesAt: 22,
    dailyTrafficMultiplier: 1,
    ...given,
  }
}

function customer(given: Partial<Customer>, index: number): Customer {
  return {
    customerId: index + 1,
    firstName: 'A',
    lastName: 'B',
    address: '2 High Street',
    geographyId: 1,
    homeStoreId: 1,
    segment: 'BUDGET',
    phone: '555-0100',
    loyaltyCard: `L${index + 1}`,
    bleId: `BLE${index + 1}`,
    adId: `AD${index + 1}`,
    ...given,
  }
}
