import type { Dashboard, ViewRow } from '../../../api/dashboard.ts'
import type { Database } from '../../../database/connect.ts'
import { FOR_JSON } from '../../sql/answer-rows.ts'
import { asked } from '../postgres-tables.ts'
import { CAMPAIGNS, CHANNELS, DCS, DWELL, HOURS, SHIPMENTS, STOCK, STORES } from './company-views.ts'
import { RECEIPTS, SHELVES, ZONES } from './store-views.ts'

/** The dashboard's views of a database that may be away for a while; `database` is asked every time. */
export function postgresDashboard(database: () => Database): Dashboard {
  const rows = async (text: string, ...values: readonly unknown[]): Promise<readonly ViewRow[]> =>
    (await asked(() => database().pool.query<ViewRow>({ text, values: [...values], types: FOR_JSON }))).rows
  return {
    async places() {
      const [stores, dcs] = await Promise.all([rows(STORES), rows(DCS)])
      return { stores, dcs }
    },
    hours: (date, store) => rows(HOURS, date, store),
    async store(id) {
      const [zones, receipts, shelves] = await Promise.all([rows(ZONES, id), rows(RECEIPTS, id), rows(SHELVES, id)])
      return { zones, receipts, shelves }
    },
    async supply() {
      const [shipments, stock, dwell] = await Promise.all([rows(SHIPMENTS), rows(STOCK), rows(DWELL)])
      return { shipments, stock, dwell }
    },
    async marketing(days) {
      const [channels, campaigns] = await Promise.all([rows(CHANNELS, days), rows(CAMPAIGNS, days)])
      return { channels, campaigns }
    },
  }
}
