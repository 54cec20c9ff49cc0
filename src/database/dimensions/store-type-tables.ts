import { DEPARTMENTS, type StoreTypeEntry } from '../../dictionaries/types.ts'
import type { DimensionTable } from './tables.ts'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const types: DimensionTable = {
  name: 'dim_store_types',
  columns: {
    store_type: 'text',
    items_per_ticket: 'float8',
    target_ticket_cents: 'int8',
    promotion_rate: 'float8',
    online_share: 'float8',
  },
  rows: ({ storeTypes }) =>
    storeTypes.map((type) => ({
      store_type: type.storeType,
      items_per_ticket: type.itemsPerTicket,
      target_ticket_cents: Math.round(type.targetTicketUsd * 100),
      promotion_rate: type.promotionRate,
      online_share: type.onlineShare,
    })),
}

const factors: DimensionTable = {
  name: 'dim_store_type_factors',
  columns: { store_type: 'text', factor_group: 'text', key: 'text', factor: 'float8' },
  rows: ({ storeTypes }) =>
    storeTypes.flatMap((type) => [
      ...rowsOf(type, 'hour', type.hours),
      ...rowsOf(type, 'weekday', type.weekdays, WEEKDAYS),
      ...rowsOf(type, 'month', type.months, MONTHS),
      ...rowsOf(type, 'department', type.departments, DEPARTMENTS),
    ]),
}

function rowsOf({ storeType }: StoreTypeEntry, group: string, values: readonly number[], keys?: readonly string[]) {
  return values.map((factor, place) => ({
    store_type: storeType,
    factor_group: group,
    key: keys?.[place] ?? String(place),
    factor,
  }))
}

/** What kinds of stores there are. */
export const storeTypeTables: readonly DimensionTable[] = [types, factors]
