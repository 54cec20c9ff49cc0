import * as cell from './cells.ts'
import { defineTable } from './table.ts'
import { DEPARTMENTS, type StoreType, type StoreTypeEntry } from './types.ts'

/** A row of a store type's file. */
export interface StoreTypeRow {
  readonly group: StoreTypeGroup
  readonly key: string
  readonly value: number
}

const FIGURES = ['items_per_ticket', 'target_ticket_usd', 'promotion_rate', 'online_share'] as const
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The keys of every group, in order: each has one row. */
export const STORE_TYPE_KEYS = {
  figure: FIGURES as readonly string[],
  hour: Array.from({ length: 24 }, (_, hour) => String(hour)),
  weekday: WEEKDAYS,
  month: MONTHS,
  department: DEPARTMENTS as readonly string[],
} as const
export type StoreTypeGroup = keyof typeof STORE_TYPE_KEYS
const GROUPS = Object.keys(STORE_TYPE_KEYS) as StoreTypeGroup[]

function storeTypeTable(storeType: StoreType) {
  return defineTable(
    `store_types/${storeType}.csv`,
    { Group: cell.oneOf(GROUPS), Key: cell.text, Value: cell.decimal },
    (row): StoreTypeRow => ({ group: row.Group, key: row.Key, value: row.Value }),
  )
}

/** One file for each store type. */
export const STORE_TYPE_TABLES = {
  supercenterStores: storeTypeTable('supercenter'),
  groceryStores: storeTypeTable('grocery'),
  hardwareStores: storeTypeTable('hardware'),
  luxuryStores: storeTypeTable('luxury'),
}

/** The store types with the names of their tables, in the order of `STORE_TYPES`. */
export const STORE_TYPE_FILES = [
  { storeType: 'supercenter', table: 'supercenterStores' },
  { storeType: 'grocery', table: 'groceryStores' },
  { storeType: 'hardware', table: 'hardwareStores' },
  { storeType: 'luxury', table: 'luxuryStores' },
] as const satisfies readonly { storeType: StoreType; table: keyof typeof STORE_TYPE_TABLES }[]

/** What the rows of a checked file say. */
export function storeTypeOf(storeType: StoreType, rows: readonly StoreTypeRow[]): StoreTypeEntry {
  const values = new Map(rows.map(({ group, key, value }) => [`${group}|${key}`, value]))
  const list = (group: StoreTypeGroup) => STORE_TYPE_KEYS[group].map((key) => values.get(`${group}|${key}`) ?? 0)
  const figure = (name: (typeof FIGURES)[number]) => values.get(`figure|${name}`) ?? 0
  return {
    storeType,
    itemsPerTicket: figure('items_per_ticket'),
    targetTicketUsd: figure('target_ticket_usd'),
    promotionRate: figure('promotion_rate'),
    onlineShare: figure('online_share'),
    hours: list('hour'),
    weekdays: list('weekday'),
    months: list('month'),
    departments: list('department'),
  }
}
