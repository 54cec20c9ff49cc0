import { afterAll, beforeAll, expect, test } from 'vitest'
import { projections } from '../../projections/index.ts'
import { projectLog } from '../../src/projection/rebuild.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { DIMENSIONS } from './csv-rows/dimensions.ts'
import { FIRST_ONLINE_ORDER } from './csv-rows/online.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { sample } from './sample-events.ts'
import { MARKETING_ROW } from './samples/marketing.ts'
import { behind, slices } from './slices.ts'
import { START_MS } from './stamped.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await testDatabase()
  await db.query(DIMENSIONS)
  await projectLog({ connect: () => db.database.connect(), projections, logId: 'run-1' }, behind(slices(1)))
})
afterAll(() => db[Symbol.asyncDispose]())

const place = (type: Parameters<typeof sample>[0], index = 0) => {
  const { id, occurredAt } = sample(type, index)
  return { TraceId: eventIdText(id), EventTS: new Date(occurredAt) }
}
const Shipment = { TruckId: null, DCID: 2, StoreID: 1, ShipmentId: 'D2S1-2024-01-15-1' }

/** The first row of each view, with the columns and the order of the CSV form. */
const FIRST_ROWS: Readonly<Record<string, object>> = {
  geographies_master: { ID: 1, City: 'Alder', State: 'TX', ZipCode: '00123', District: 'North', Region: 'South' },
  stores: {
    ID: 1,
    StoreNumber: 'S000001',
    Address: '2 Elm St',
    GeographyID: 1,
    tax_rate: '0.0825',
    volume_class: 'HIGH',
    store_format: 'STANDARD',
    operating_hours: '7-22',
    daily_traffic_multiplier: 1.5,
  },
  distribution_centers: { ID: 2, DCNumber: 'DC002', Address: '1 Elm St', GeographyID: 1 },
  trucks: { ID: 4, LicensePlate: 'ABC1234', Refrigeration: true, DCID: 0 },
  customers: {
    ID: 11,
    FirstName: 'Ana',
    LastName: 'Ro',
    Address: '4 Elm St',
    GeographyID: 1,
    LoyaltyCard: 'LC1',
    Phone: '212-555-0100',
    BLEId: 'BLE00000A',
    AdId: 'AD00000A',
  },
  products_master: {
    ID: 7,
    ProductName: 'Oat bar',
    Brand: 'Hay',
    Company: 'Field',
    Department: 'Grocery',
    Category: 'Snacks',
    Subcategory: 'Bars',
    Cost: '1.30',
    MSRP: '2.99',
    SalePrice: '2.50',
    RequiresRefrigeration: false,
    LaunchDate: '2024-01-01 00:00:00',
    taxability: 'TAXABLE',
    Tags: 'sweet;oat',
  },
  dc_inventory_snapshots: {
    DCID: 2,
    ProductID: 7,
    CurrentQuantity: 900,
    ReorderPoint: 90,
    LastUpdated: '2024-01-15 00:00:00',
  },
  store_inventory_snapshots: {
    StoreID: 1,
    ProductID: 7,
    CurrentQuantity: 20,
    ReorderPoint: 5,
    LastUpdated: '2024-01-15 00:00:00',
  },
  dc_inventory_txn: {
    ...place('inventory_updated', 1),
    DCID: 2,
    ProductID: 7,
    QtyDelta: -30,
    Reason: 'OUTBOUND_SHIPMENT',
    Source: 'D2S1-2024-01-15-1',
  },
  truck_moves: {
    ...place('shipment_scheduled'),
    ...Shipment,
    Status: 'SCHEDULED',
    ETA: new Date(START_MS + 7_200_000),
    ETD: new Date(START_MS + 3_600_000),
  },
  truck_inventory: {
    ...place('shipment_loaded'),
    TruckId: 2,
    ShipmentId: 'D2S1-2024-01-15-1',
    ProductID: 7,
    Quantity: 30,
    Action: 'LOAD',
    LocationID: 2,
    LocationType: 'DC',
  },
  store_inventory_txn: {
    ...place('inventory_updated'),
    StoreID: 1,
    ProductID: 7,
    QtyDelta: -2,
    Reason: 'SALE',
    Source: 'R1-30',
  },
  receipts: {
    ...place('receipt_created'),
    StoreID: 1,
    CustomerID: 11,
    ReceiptId: 'R1-30',
    Subtotal: '4.50',
    Tax: '0.37',
    Total: '4.87',
    TenderType: 'DEBIT_CARD',
  },
  receipt_lines: {
    ...place('receipt_line_added'),
    ReceiptId: 'R1-30',
    Line: 1,
    ProductID: 7,
    Qty: 2,
    UnitPrice: '2.50',
    ExtPrice: '4.50',
    PromoCode: 'SAVE10',
  },
  online_orders: FIRST_ONLINE_ORDER,
  foot_traffic: {
    ...place('zone_traffic_measured'),
    StoreID: 1,
    SensorId: 'SENSOR_1_GROCERY',
    Zone: 'GROCERY',
    Dwell: 203,
    Count: 4,
  },
  ble_pings: {
    ...place('ble_ping_detected'),
    StoreID: 1,
    BeaconId: 'BEACON_1_GROCERY',
    CustomerBLEId: 'BLE00000A',
    RSSI: -61,
    Zone: 'GROCERY',
  },
  marketing: { ...place('ad_impression'), ...MARKETING_ROW },
}

test.each(Object.entries(FIRST_ROWS))('%s has the columns and forms of the CSV files', async (view, first) => {
  const columns = Object.keys(first).map((name) => `"${name}"`)
  const rows = await db.query(`SELECT ${columns.join(', ')} FROM csv_compat.${view} ORDER BY 2, 1`)
  expect(rows[0]).toEqual(first)
  const [all] = await db.query(`SELECT * FROM csv_compat.${view} LIMIT 1`)
  expect(Object.keys(all)).toEqual(Object.keys(first))
})

test('every view is in the list', async () => {
  const rows = await db.query<{ name: string }>(`SELECT viewname AS name FROM pg_views WHERE schemaname = 'csv_compat'`)
  expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(FIRST_ROWS).toSorted())
})

test('a load is a row at the distribution centre and one at the store, and what is lost is none', async () => {
  const rows = await db.query(
    `SELECT "Action", "LocationType", "LocationID", "Quantity" FROM csv_compat.truck_inventory
     WHERE "ShipmentId" = 'D2S1-2024-01-15-1' AND "ProductID" = 8 ORDER BY "EventTS"`,
  )
  expect(rows).toEqual([
    { Action: 'LOAD', LocationType: 'DC', LocationID: 2, Quantity: 12 },
    { Action: 'UNLOAD', LocationType: 'STORE', LocationID: 1, Quantity: 10 },
  ])
})

test('a store that never closes is open for 24 hours', async () => {
  expect(await db.query(`SELECT operating_hours FROM csv_compat.stores WHERE "ID" = 2`)).toEqual([
    { operating_hours: '24h' },
  ])
})

test('opening stock is in the snapshots and not among the movements', async () => {
  const rows = await db.query(
    `SELECT s."CurrentQuantity" + sum(t."QtyDelta") AS stock FROM csv_compat.store_inventory_snapshots s
     JOIN csv_compat.store_inventory_txn t USING ("StoreID", "ProductID") GROUP BY s."CurrentQuantity"`,
  )
  expect(rows).toEqual([{ stock: 18 }])
})

test('the role that can only read sees facts and views', async () => {
  const [granted] = await db.query(
    `SELECT has_table_privilege('tillstream_reader', 'fact_receipts', 'SELECT') AS facts,
       has_table_privilege('tillstream_reader', 'csv_compat.receipts', 'SELECT') AS views,
       has_schema_privilege('tillstream_reader', 'csv_compat', 'USAGE') AS names`,
  )
  expect(granted).toEqual({ facts: true, views: true, names: true })
})
