import { type Corruption, corruption } from './corruptions.ts'

/** A promotion that the scenario of the run in `laws.test.ts` asks for. */
const RUSH = "promo_code = 'RUSH20'"
const ITS_COMMAND = "details::jsonb ->> 'code' = 'RUSH20'"

/** A code that the calendar offered in the week before history, as told `rows`: an instant and a status each. */
function weekBefore(rows: string): string {
  return `
    INSERT INTO fact_promotion_windows
    SELECT told.at, first.event_date, gen_random_uuid(), 'OLD', told.status, p.promo_code, p.kind, p.value, p.minimum_cents,
           p.departments, p.clearance, first.starts_on - 7, first.ends_on - 7, 'calendar'
      FROM (SELECT * FROM fact_promotion_windows WHERE ends_on = starts_on + 6 ORDER BY promotion_id LIMIT 1) AS first
      JOIN dim_promotions p USING (promo_code)
     CROSS JOIN LATERAL (VALUES ${rows}) AS told (at, status)`
}

export const PROMOTION_WINDOW_CORRUPTIONS: readonly Corruption[] = [
  corruption(5, 'promotions_start_and_end', [
    'a promotion that does not end with its command',
    `DELETE FROM fact_promotion_windows WHERE ${RUSH} AND status = 'ENDED'`,
    /^promotion RUSH20_scenario-\d: RUSH20 of the command started at .+; over at 2024-03-05 21:00.+; has not ended$/,
  ]),
  corruption(5, 'promotions_start_and_end', [
    'a promotion that ends after its command',
    `UPDATE fact_promotion_windows SET event_ts = event_ts + INTERVAL '1 minute' WHERE ${RUSH} AND status = 'ENDED'`,
    /^promotion RUSH20_scenario-\d: .+; over at 2024-03-05 21:00.+; ended at 2024-03-05 21:01/,
  ]),
  corruption(5, 'promotions_start_and_end', [
    'a promotion that ends as another',
    `UPDATE fact_promotion_windows SET minimum_cents = minimum_cents + 1 WHERE ${RUSH} AND status = 'ENDED'`,
    /^promotion RUSH20_/,
  ]),
  corruption(5, 'promotions_start_and_end', [
    'a week that begins late',
    `UPDATE fact_promotion_windows SET event_ts = event_ts + INTERVAL '1 second'
      WHERE promotion_id = (SELECT min(promotion_id) FROM fact_promotion_windows WHERE ends_on = starts_on + 6)`,
    /^promotion [A-Z0-9]+_2024-03-04: [A-Z0-9]+ of the calendar started at .+, due at .+; over at 2024-03-11 .+; has not ended$/,
  ]),
  corruption(5, 'promotions_start_and_end', [
    'a week that is over and has not ended',
    weekBefore("(first.event_ts, 'STARTED')"),
    /^promotion OLD: .+; over at 2024-03-04 .+; has not ended$/,
  ]),
  corruption(5, 'promotions_start_and_end', [
    'a week that ends on another day',
    weekBefore("(first.event_ts, 'STARTED'), (first.event_ts + INTERVAL '1 day', 'ENDED')"),
    /^promotion OLD: .+; over at 2024-03-04 .+; ended at 2024-03-05/,
  ]),
  corruption(5, 'promotions_start_and_end', [
    'a week that ends and never started',
    weekBefore("(first.event_ts, 'ENDED')"),
    /^promotion OLD: never started; ended at 2024-03-04/,
  ]),
  corruption(5, 'promotion_windows_as_commanded', [
    'a promotion of more than was asked for',
    `UPDATE fact_commands SET details = replace(details, '"rate_bps":2000', '"rate_bps":1900') WHERE ${ITS_COMMAND}`,
    /^promotion RUSH20_scenario-\d: PERCENTAGE 2000 above 1000 from .+; the command is for PERCENTAGE 1900 above 1000 from/,
  ]),
  corruption(5, 'promotion_windows_as_commanded', [
    'a promotion that nobody asked for',
    `DELETE FROM fact_commands WHERE ${ITS_COMMAND}`,
    /^promotion RUSH20_.+; the command is missing$/,
  ]),
  corruption(5, 'promotion_windows_as_commanded', [
    'a command that nothing follows',
    `INSERT INTO fact_commands
     SELECT (jsonb_populate_record(NULL::fact_commands, to_jsonb(c) || '{"command_id": "api-1"}')).*
       FROM fact_commands c WHERE ${ITS_COMMAND}`,
    /^promotion RUSH20_api-1: nothing  above  from  to ; the command is for PERCENTAGE 2000/,
  ]),
  corruption(5, 'promotion_windows_as_commanded', [
    'a promotion for a day more than was asked for',
    `UPDATE fact_promotion_windows SET ends_on = ends_on + 1 WHERE ${RUSH}`,
    /^promotion RUSH20_.+ from 2024-03-05 to 2024-03-06; the command is/,
  ]),
  corruption(5, 'promotion_windows_as_commanded', [
    'a code of the dictionary on other terms',
    `UPDATE fact_promotion_windows SET minimum_cents = minimum_cents + 1 WHERE promo_code = 'BOGO50'`,
    /^promotion BOGO50_scenario-\d: BOGO 5000 above 1 from .+; the command is for BOGO 5000 above 0/,
  ]),
]
