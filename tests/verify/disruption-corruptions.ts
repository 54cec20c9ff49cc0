import { type Corruption, corruption } from './corruptions.ts'

/** The storm of the run in `laws.test.ts` is the only disruption. */
export const DISRUPTION_CORRUPTIONS: readonly Corruption[] = [
  corruption(1, 'disruption_targets_exist', [
    'a disruption of a store that does not exist',
    'UPDATE fact_disruptions SET target_id = 99',
    /^disruption X\d-\d{8}-2: ENDED: strikes STORE 99 of DC \d$/,
  ]),
  corruption(1, 'disruption_targets_exist', [
    'a disruption of a store of another region',
    `UPDATE fact_disruptions d SET target_id = (SELECT min(store_id) FROM dim_stores s WHERE s.dc_id <> d.dc_id)`,
    /: strikes STORE \d of DC \d$/,
  ]),
  corruption(1, 'references_resolve', [
    'a disruption of a DC that does not exist',
    `UPDATE fact_disruptions SET dc_id = 99, target_type = 'DC', target_id = 99`,
    /^fact_disruptions\.dc_id = 99 is not in dim_distribution_centers \(rows: 2\)$/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that ends and never started',
    `DELETE FROM fact_disruptions WHERE status = 'STARTED'`,
    /^disruption X.+: never started; .*ended at 2024-03-05/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that does not end',
    `DELETE FROM fact_disruptions WHERE status = 'ENDED'`,
    /^disruption X.+: weather_delay at .+ by scenario; .+; has not ended$/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that starts before anybody asks for it',
    `UPDATE fact_commands SET event_ts = event_ts + INTERVAL '1 second' WHERE kind = 'disruption'`,
    /^disruption X.+: weather_delay at 2024-03-05 00:00:00\.001.+; its command: 2024-03-05 00:00:01/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that nobody asked for',
    `UPDATE fact_disruptions SET cause = 'chance'`,
    /^disruption X.+: weather_delay at .+ by chance; expected/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that ends as another',
    `UPDATE fact_disruptions SET severity = 0.2 WHERE status = 'ENDED'`,
    /^disruption X/,
  ]),
  corruption(3, 'disruptions_start_and_end', [
    'a disruption that lasts longer than it was meant to',
    `UPDATE fact_disruptions SET event_ts = event_ts + INTERVAL '1 minute' WHERE status = 'ENDED'`,
    /; ended at 2024-03-05 05:01/,
  ]),
  corruption(15, 'expected_visits', [
    'a command that asked for more than came',
    `UPDATE fact_commands SET details = replace(details, '"factor":1.5', '"factor":1.6') WHERE kind = 'demand_factor'`,
    /^store \d on 2024-03-04: told \d+\.?\d*, the factors give/,
  ]),
]
