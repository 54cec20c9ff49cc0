import type { RunningDisruption } from '../../api/tables.ts'
import type { Database } from '../../database/connect.ts'
import { FOR_JSON } from '../sql/answer-rows.ts'
import { isoColumn } from './iso-column.ts'

const RUNNING = `
  SELECT s.disruption_id AS id, s.disruption_type AS type, s.dc_id AS "dcId", s.target_type AS "targetType",
         s.target_id AS "targetId", s.severity, s.effect, s.cause,
         ${isoColumn('s.event_ts')} AS "startedAt", ${isoColumn('s.expected_end')} AS "expectedEnd",
         (SELECT count(*)::int FROM fact_truck_moves m WHERE m.disruption_id = s.disruption_id) AS delays
    FROM fact_disruptions s
   WHERE s.status = 'STARTED'
     AND NOT EXISTS (SELECT FROM fact_disruptions e WHERE e.disruption_id = s.disruption_id AND e.status = 'ENDED')
   ORDER BY s.event_ts DESC, s.disruption_id`

/** Disruptions that have started and not ended; none before there are tables. */
export async function runningDisruptions({ pool }: Database): Promise<readonly RunningDisruption[]> {
  const { rows: known } = await pool.query(`SELECT FROM pg_class WHERE oid = to_regclass('public.fact_disruptions')`)
  if (known.length === 0) return []
  const { rows } = await pool.query<RunningDisruption>({ text: RUNNING, types: FOR_JSON })
  return rows
}
