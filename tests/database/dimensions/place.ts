import type { Client } from 'pg'
import type { Database } from '../../../src/database/connect.ts'
import { datesAround } from '../../../src/database/dimensions/date-table.ts'
import type { DimensionContent } from '../../../src/database/dimensions/tables.ts'
import { migrate } from '../../../src/database/migrate.ts'
import type { PromotionEntry, StoreTypeEntry } from '../../../src/dictionaries/types.ts'
import { makeMasterData } from '../../../src/retail/master-data/make-master-data.ts'
import type { MasterDataVolume } from '../../../src/retail/master-data/options.ts'
import type { Truth } from '../../../src/retail/truth/types.ts'
import { holidayCalendar } from '../../../src/time/calendar.ts'
import { companyOptions, START_DAY } from '../../retail/master-data/company.ts'
import { openTemporaryDatabase } from '../temporary-database.ts'

const newYear = { name: 'New Year', rule: '01-01', demandFactor: 0.5, days: 1, leads: false, closed: false }
export const promotions: PromotionEntry[] = [
  {
    code: 'SUMMER25',
    kind: 'PERCENTAGE',
    value: 2500,
    minimumCents: 0,
    months: [6, 7, 8],
    departments: ['Home & Garden', 'Clothing'],
    clearance: false,
  },
  {
    code: 'TENOFF',
    kind: 'FIXED_AMOUNT',
    value: 1000,
    minimumCents: 5000,
    months: [],
    departments: [],
    clearance: true,
  },
]

export const storeTypes: StoreTypeEntry[] = [
  {
    storeType: 'supercenter',
    itemsPerTicket: 8.2,
    targetTicketUsd: 85.5,
    promotionRate: 0.18,
    onlineShare: 0.12,
    hours: Array(24).fill(1),
    weekdays: [1, 1, 1, 1, 1, 1.5, 0.5],
    months: Array(12).fill(1),
    departments: Array(10).fill(1),
  },
]

export const truth: Truth = {
  affinities: [{ subcategory: 'Pasta', partner: 'Pasta Sauce', rate: 0.45 }],
  customers: [
    { customerId: 7, segment: 'BUDGET', meanGapDays: 3.5, favoriteCategories: ['Dairy', "Kids' Clothing"] },
    { customerId: 8, segment: 'QUALITY', meanGapDays: 4, favoriteCategories: ['Tea'] },
  ],
  conversions: [{ channel: 'EMAIL', rate: 0.025 }],
  promotions: [
    { promoCode: 'SUMMER25', department: 'Clothing', segment: 'BUDGET', lineChance: 0.5, extraUnitChance: 0.1 },
  ],
}

/** A small company, ready to be written. */
export function smallContent(volume: Partial<MasterDataVolume> = {}): DimensionContent {
  const small = { stores: 6, dcs: 2, total_customers: 2000, total_products: 800, ...volume }
  return {
    masterData: makeMasterData(companyOptions(small)),
    promotions,
    storeTypes,
    truth,
    dates: datesAround(START_DAY, holidayCalendar([newYear])),
    startDay: START_DAY,
  }
}

/** A migrated database of its own and a session on it. */
export interface Place extends AsyncDisposable {
  readonly database: Database
  readonly client: Client
  all<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

export async function openPlace(): Promise<Place> {
  const database = await openTemporaryDatabase()
  const client = await database.connect()
  await migrate(client)
  return {
    database,
    client,
    all: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await client.query(sql, [...values])).rows as Row[],
    async [Symbol.asyncDispose]() {
      await client.end()
      await database[Symbol.asyncDispose]()
    },
  }
}
