import { type Corruption, corruption } from './corruptions.ts'

/** The run in `laws.test.ts` has a storm, and elsewhere a breakdown that delays trucks. */
const STORM = "disruption_type = 'weather_delay'"

/** One more delay of a shipment to the store of the storm, on the way there. */
function delayed({ reason, by }: { readonly reason: string; readonly by: string }): string {
  return `
    INSERT INTO fact_truck_moves (event_ts, event_date, trace_id, correlation_id, shipment_id, truck_id, dc_id, store_id, status,
                                  delay_reason, delay_minutes, disruption_id)
    SELECT m.event_ts, m.event_date, gen_random_uuid(), m.correlation_id, m.shipment_id, m.truck_id, m.dc_id, m.store_id,
           'DELAYED', ${reason}, 60, ${by}
      FROM (SELECT * FROM fact_disruptions WHERE status = 'STARTED' AND ${STORM}) AS storm
      JOIN fact_truck_moves m ON m.store_id = storm.target_id
     WHERE m.status = 'IN_TRANSIT'
     ORDER BY m.shipment_id LIMIT 1`
}

export const DISRUPTION_CORRUPTIONS: readonly Corruption[] = [
  corruption(1, 'disruption_targets_exist', [
    'a disruption of a store that does not exist',
    `UPDATE fact_disruptions SET target_id = 99 WHERE ${STORM}`,
    /^disruption X\d-\d{8}-2: ENDED: strikes STORE 99 of DC \d$/,
  ]),
  corruption(1, 'disruption_targets_exist', [
    'a disruption of a store of another region',
    `UPDATE fact_disruptions d SET target_id = (SELECT min(store_id) FROM dim_stores s WHERE s.dc_id <> d.dc_id) WHERE ${STORM}`,
    /: strikes STORE \d of DC \d$/,
  ]),
  corruption(1, 'references_resolve', [
    'a disruption of a DC that does not exist',
    `UPDATE fact_disruptions SET dc_id = 99, target_type = 'DC', target_id = 99 WHERE ${STORM}`,
    /^fact_disruptions\.dc_id = 99 is not in dim_distribution_centers \(rows: 2\)$/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that ends and never started',
    `DELETE FROM fact_disruptions WHERE status = 'STARTED' AND ${STORM}`,
    /^disruption X.+: never started; .*ended at 2024-03-05/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that does not end',
    `DELETE FROM fact_disruptions WHERE status = 'ENDED' AND ${STORM}`,
    /^disruption X.+: weather_delay at .+ by scenario; .+; has not ended$/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that starts before anybody asks for it',
    `UPDATE fact_commands SET event_ts = event_ts + INTERVAL '1 second' WHERE kind = 'disruption'`,
    /^disruption X.+: weather_delay at 2024-03-05 00:00:00\.001.+; its command: 2024-03-05 00:00:01/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that nobody asked for',
    `UPDATE fact_disruptions SET cause = 'chance' WHERE ${STORM}`,
    /^disruption X.+: weather_delay at .+ by chance; expected/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that ends as another',
    `UPDATE fact_disruptions SET severity = 0.2 WHERE status = 'ENDED' AND ${STORM}`,
    /^disruption X/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that lasts longer than it was meant to',
    `UPDATE fact_disruptions SET event_ts = event_ts + INTERVAL '1 minute' WHERE status = 'ENDED' AND ${STORM}`,
    /; ended at 2024-03-05 05:01/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that a command for something else ends',
    `UPDATE fact_disruptions d SET event_ts = d.event_ts - INTERVAL '1 minute', parent_event_id = c.trace_id
       FROM fact_commands c WHERE c.kind = 'demand_factor' AND d.status = 'ENDED' AND ${STORM}`,
    /; ended at 2024-03-05 04:59:00.+ by scenario-2$/,
  ]),
  corruption(9, 'shipments_arrive_whole', [
    'goods that are lost to a harmless breakdown',
    `UPDATE fact_disruptions SET severity = 0.6 WHERE disruption_type = 'truck_breakdown'`,
    /^shipment D2S\d-.+, product \d+: .+, lost \d+, into stock/,
  ]),
  corruption(9, 'shipments_arrive_whole', [
    'goods that are lost without a delay',
    `DELETE FROM fact_truck_moves WHERE status = 'DELAYED'`,
    /^shipment D2S\d-.+, product \d+: .+, lost \d+, into stock/,
  ]),
  corruption(10, 'delays_have_their_disruption', [
    'a delay by nothing',
    delayed({ reason: "'truck_breakdown'", by: 'NULL' }),
    /^shipment .+, DELAYED at .+, by nothing \(truck_breakdown\); that is no disruption$/,
  ]),
  corruption(10, 'delays_have_their_disruption', [
    'a delay for another reason than its disruption',
    `UPDATE fact_truck_moves SET delay_reason = 'weather_delay' WHERE status = 'DELAYED'`,
    /^shipment .+, DELAYED at .+, by X2-.+ \(weather_delay\); that is truck_breakdown of DC 2 in DC 2 from/,
  ]),
  corruption(10, 'delays_have_their_disruption', [
    'a delay by a storm that is over',
    delayed({ reason: 'storm.disruption_type', by: 'storm.disruption_id' }),
    /^shipment D1S1-.+, DELAYED at .+, by X1-.+ \(weather_delay\); that is weather_delay of STORE 1 in DC 1 from .+ to /,
  ]),
  corruption(10, 'delays_have_their_disruption', [
    'a delay by a breakdown that begins later',
    `UPDATE fact_disruptions d
        SET started_at = late.at, event_ts = CASE d.status WHEN 'STARTED' THEN late.at ELSE d.event_ts END
       FROM (SELECT max(event_ts) + INTERVAL '1 millisecond' AS at FROM fact_truck_moves WHERE status = 'DELAYED') AS late
      WHERE d.disruption_type = 'truck_breakdown'`,
    /^shipment D2S3-.+, DELAYED at .+; that is truck_breakdown of DC 2 in DC 2 from/,
  ]),
  corruption(10, 'delays_have_their_disruption', [
    'a delay by a breakdown of another truck',
    `UPDATE fact_disruptions SET target_type = 'TRUCK', target_id = late.truck
       FROM (SELECT max(truck_id) AS truck FROM fact_truck_moves WHERE status = 'DELAYED') AS late
      WHERE disruption_type = 'truck_breakdown'`,
    /^shipment D2S3-.+, DELAYED at .+; that is truck_breakdown of TRUCK \d+ in DC 2 from/,
  ]),
  corruption(10, 'delays_have_their_disruption', [
    'a disruption that delays nothing',
    `UPDATE fact_truck_moves SET disruption_id = (SELECT disruption_id FROM fact_disruptions WHERE ${STORM} LIMIT 1)
      WHERE trace_id = (SELECT min(trace_id::text)::uuid FROM fact_truck_moves WHERE status = 'SCHEDULED')`,
    /^shipment .+, SCHEDULED at .+, on truck none, by X1-.+ \(no reason\); that is weather_delay/,
  ]),
  corruption(15, 'expected_visits', [
    'a command that asked for more than came',
    `UPDATE fact_commands SET details = replace(details, '"factor":1.5', '"factor":1.6') WHERE kind = 'demand_factor'`,
    /^store \d on 2024-03-04: told \d+\.?\d*, the factors give/,
  ]),
]
