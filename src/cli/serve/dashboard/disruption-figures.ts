import type { DisruptionFigure, DisruptionFigures } from '../../../api/dashboard.ts'
import { isoColumn } from '../iso-column.ts'
import { NOW } from './store-views.ts'

/** The stretch for which a disruption has lasted, and the same stretch a week before. */
export const STRETCHES = `
  WITH ${NOW}, during AS (
    SELECT d.disruption_type, d.dc_id, d.started_at AS since,
           least(coalesce(d.ended_at, now.at), now.at) AS until,
           (SELECT min(business_date) FROM fact_dc_days f WHERE f.dc_id = d.dc_id)::timestamp AT TIME ZONE time_zone
             AS begun
      FROM now, disruptions d JOIN dim_distribution_centers USING (dc_id) JOIN dim_geographies USING (geography_id)
     WHERE d.disruption_id = $1
  )
  SELECT disruption_type AS type, dc_id AS "dcId",
         ${isoColumn('since')} AS "from", ${isoColumn('greatest(since, until)')} AS "to",
         coalesce(since - INTERVAL '7 days' >= begun, false) AS "hasBefore"
    FROM during`

/** What a region does in a stretch; a truck's move belongs to the region of its DC. */
export const REGION_FIGURES = `
  WITH stretch AS (SELECT $1::int AS dc_id, $2::timestamptz AS since, $3::timestamptz AS until), moves AS (
    SELECT m.* FROM fact_truck_moves m, stretch
     WHERE m.dc_id = stretch.dc_id AND m.event_ts >= since AND m.event_ts < until
  )
  SELECT count(*) FILTER (WHERE status = 'SCHEDULED')::int AS planned,
         count(*) FILTER (WHERE status = 'LOADING' AND store_id IS NOT NULL)::int AS loaded,
         count(*) FILTER (WHERE status = 'ARRIVED' AND store_id IS NOT NULL)::int AS arrived,
         count(*) FILTER (WHERE status = 'DELAYED')::int AS delayed,
         coalesce(sum(delay_minutes) FILTER (WHERE status = 'DELAYED'), 0)::int AS delay_minutes,
         round(avg(actual_unload_duration) FILTER (WHERE status = 'UNLOADING'), 1)::float8 AS unload_minutes,
         (SELECT coalesce(sum(quantity_delta), 0)::int FROM fact_dc_inventory_txn t, stretch
           WHERE t.dc_id = stretch.dc_id AND reason = 'INBOUND_SHIPMENT' AND event_ts >= since AND event_ts < until)
           AS units_from_suppliers,
         (SELECT -coalesce(sum(quantity_delta), 0)::int FROM fact_dc_inventory_txn t, stretch
           WHERE t.dc_id = stretch.dc_id AND reason = 'OUTBOUND_SHIPMENT' AND event_ts >= since AND event_ts < until)
           AS units_to_stores,
         (SELECT count(*)::int FROM fact_stockouts o LEFT JOIN dim_stores s USING (store_id), stretch
           WHERE coalesce(o.dc_id, s.dc_id) = stretch.dc_id AND event_ts >= since AND event_ts < until) AS stockouts
    FROM moves`

const NAMES = {
  planned: { label: 'Shipments planned', unit: 'count' },
  loaded: { label: 'Trucks loaded for stores', unit: 'count' },
  arrived: { label: 'Trucks arrived at stores', unit: 'count' },
  delayed: { label: 'Shipments delayed', unit: 'count' },
  delay_minutes: { label: 'Minutes of delay', unit: 'minutes' },
  unload_minutes: { label: 'Minutes to unload a truck', unit: 'minutes' },
  units_from_suppliers: { label: 'Units from suppliers', unit: 'units' },
  units_to_stores: { label: 'Units sent to stores', unit: 'units' },
  stockouts: { label: 'Products that sold out', unit: 'count' },
} as const satisfies Readonly<Record<string, Pick<DisruptionFigure, 'label' | 'unit'>>>
type Name = keyof typeof NAMES

/** What each kind moves while it lasts. */
const MOVED: Readonly<Record<string, readonly Name[]>> = {
  dc_outage: ['loaded', 'delayed', 'stockouts'],
  inventory_shortage: ['units_from_suppliers', 'stockouts'],
  truck_breakdown: ['delayed', 'delay_minutes', 'arrived'],
  weather_delay: ['delayed', 'delay_minutes', 'arrived'],
  supplier_delay: ['units_from_suppliers', 'delayed', 'stockouts'],
  capacity_constraint: ['units_to_stores', 'loaded', 'stockouts'],
  labor_shortage: ['unload_minutes', 'arrived'],
  system_outage: ['planned', 'units_to_stores', 'stockouts'],
}

/** A disruption with the stretch for which it has lasted. */
export interface Lasting {
  readonly type: string
  readonly dcId: number
  readonly from: string
  readonly to: string
  readonly hasBefore: boolean
}

export type RegionFigures = Readonly<Record<Name, number | null>>

const WEEK_MS = 7 * 24 * 3_600_000

/** An instant a week before another. */
export function weekBefore(at: string): string {
  return new Date(Date.parse(at) - WEEK_MS).toISOString()
}

/** The figures that a disruption moves, of the stretch and of the one before. */
export function figuresOf(
  { type, from, to }: Lasting,
  during: RegionFigures,
  before: RegionFigures | undefined,
): DisruptionFigures {
  const figures = (MOVED[type] ?? []).map((name) => {
    const { label, unit } = NAMES[name]
    return { name, label, unit, during: during[name], before: before?.[name] ?? null }
  })
  return {
    during: { from, to },
    before: before === undefined ? null : { from: weekBefore(from), to: weekBefore(to) },
    figures,
  }
}
