import type { Dashboard, ViewRow } from '../../../api/dashboard.ts'
import type { Database } from '../../../database/connect.ts'
import { SECOND } from '../../../time/sim-time.ts'
import { FOR_JSON } from '../../sql/answer-rows.ts'
import { asked } from '../postgres-tables.ts'
import { CAMPAIGNS, CHANNELS, DCS, DEPARTMENTS, DWELL, HOURS, SHIPMENTS, STOCK, STORES } from './company-views.ts'
import { COURSE } from './course.ts'
import {
  figuresOf,
  type Lasting,
  REGION_FIGURES,
  type RegionFigures,
  STRETCHES,
  weekBefore,
} from './disruption-figures.ts'
import { LOAD, STEPS } from './shipment-views.ts'
import { RECEIPTS, SHELVES, ZONES } from './store-views.ts'

/** What the dashboard's views are made from; each is asked every time. */
export interface DashboardSources {
  /** May be away for a while. */
  readonly database: () => Database
  /** Milliseconds that no visit of the company lasts longer than. */
  readonly longestVisit: () => Promise<number>
}

/** The dashboard's views of a database. */
export function postgresDashboard({ database, longestVisit }: DashboardSources): Dashboard {
  const rows = async (text: string, ...values: readonly unknown[]): Promise<readonly ViewRow[]> =>
    (await asked(() => database().pool.query<ViewRow>({ text, values: [...values], types: FOR_JSON }))).rows
  return {
    async places() {
      const [stores, dcs, departments] = await Promise.all([rows(STORES), rows(DCS), rows(DEPARTMENTS)])
      return { stores, dcs, departments: departments.map(({ department }) => String(department)) }
    },
    hours: (date, store) => rows(HOURS, date, store),
    course: async (date) => rows(COURSE, date, (await longestVisit()) / SECOND),
    async store(id) {
      const [zones, receipts, shelves] = await Promise.all([rows(ZONES, id), rows(RECEIPTS, id), rows(SHELVES, id)])
      return { zones, receipts, shelves }
    },
    async supply() {
      const [shipments, stock, dwell] = await Promise.all([rows(SHIPMENTS), rows(STOCK), rows(DWELL)])
      return { shipments, stock, dwell }
    },
    async shipment(id) {
      const [steps, load] = await Promise.all([rows(STEPS, id), rows(LOAD, id)])
      return { steps, load }
    },
    async disruption(id) {
      const [lasting] = (await rows(STRETCHES, id)) as readonly unknown[] as readonly Lasting[]
      if (lasting === undefined) return undefined
      const { dcId, from, to, hasBefore } = lasting
      const region = async (since: string, until: string) =>
        (await rows(REGION_FIGURES, dcId, since, until))[0] as unknown as RegionFigures
      const [during, before] = await Promise.all([
        region(from, to),
        hasBefore ? region(weekBefore(from), weekBefore(to)) : undefined,
      ])
      return figuresOf(lasting, during, before)
    },
    async marketing(days) {
      const [channels, campaigns] = await Promise.all([rows(CHANNELS, days), rows(CAMPAIGNS, days)])
      return { channels, campaigns }
    },
  }
}
