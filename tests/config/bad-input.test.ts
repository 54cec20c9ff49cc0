import { expect, test } from 'vitest'
import { type Given, problemsOf } from './resolving.ts'

const FILE = '(from tillstream.config.json)'

/** A file, and the one line that refuses it (without its origin). */
const FILES: readonly (readonly [object, string])[] = [
  [{ seed: -1 }, 'seed: got -1, allowed: whole number from 0 to 4294967295, or text that is not blank'],
  [
    { seed: 4_294_967_296 },
    'seed: got 4294967296, allowed: whole number from 0 to 4294967295, or text that is not blank',
  ],
  [{ seed: 1.5 }, 'seed: got 1.5, allowed: whole number from 0 to 4294967295, or text that is not blank'],
  [{ seed: '  ' }, 'seed: got "  ", allowed: whole number from 0 to 4294967295, or text that is not blank'],
  [{ seed: null }, 'seed: got null, allowed: whole number from 0 to 4294967295, or text that is not blank'],
  [{ volume: { stores: -3 } }, 'volume.stores: got -3, allowed: whole number from 1 to 2000'],
  [{ volume: { stores: 0 } }, 'volume.stores: got 0, allowed: whole number from 1 to 2000'],
  [{ volume: { stores: 2.5 } }, 'volume.stores: got 2.5, allowed: whole number from 1 to 2000'],
  [{ volume: { stores: '42' } }, 'volume.stores: got "42", allowed: whole number from 1 to 2000'],
  [{ volume: { stores: null } }, 'volume.stores: got null, allowed: whole number from 1 to 2000'],
  [{ volume: 5 }, 'volume: got 5, allowed: a section, {"key": value, ...}'],
  [{ volume: [] }, 'volume: got [], allowed: a section, {"key": value, ...}'],
  [{ volume: { dcs: 7, total_geographies: 6 } }, 'volume.dcs: got 7, allowed: at most volume.total_geographies (6)'],
  [{ volume: { items_per_ticket_mean: 0 } }, 'volume.items_per_ticket_mean: got 0, allowed: number from 1 to 60'],
  [
    { volume: { truck_dc_assignment_rate: 1.1 } },
    'volume.truck_dc_assignment_rate: got 1.1, allowed: number from 0 to 1',
  ],
  [
    { volume: { store_initial_inventory_min: 300 } },
    'volume.store_initial_inventory_min: got 300, allowed: at most volume.store_initial_inventory_max (200)',
  ],
  [
    { volume: { dc_reorder_point_max: 10 } },
    'volume.dc_reorder_point_min: got 50 (the default), allowed: at most volume.dc_reorder_point_max (10)',
  ],
  [{ volume: { store: 4 } }, 'volume.store: unknown key; did you mean volume.stores?'],
  [{ volume: { start_date: 4 } }, 'volume.start_date: unknown key; did you mean historical.start_date?'],
  [{ vollume: {} }, 'vollume: unknown key; did you mean volume?'],
  [{ stores: 4 }, 'stores: unknown key; did you mean volume.stores?'],
  [{ volume: { qqqqqqqq: 4 } }, 'volume.qqqqqqqq: unknown key'],
  [
    { historical: { start_date: '2024-02-30' } },
    'historical.start_date: got "2024-02-30", allowed: date as YYYY-MM-DD from 2000-01-01 to today',
  ],
  [
    { historical: { start_date: '01.02.2024' } },
    'historical.start_date: got "01.02.2024", allowed: date as YYYY-MM-DD from 2000-01-01 to today',
  ],
  [
    { historical: { start_date: '2025-07-01' } },
    'historical.start_date: got "2025-07-01", allowed: date as YYYY-MM-DD from 2000-01-01 to today (2025-06-30)',
  ],
  [
    { historical: { start_date: '1999-12-31' } },
    'historical.start_date: got "1999-12-31", allowed: date as YYYY-MM-DD from 2000-01-01 to today (2025-06-30)',
  ],
  [
    { demand: { weekday_factors: [1, 1] } },
    'demand.weekday_factors: got [1,1], allowed: list of 7 numbers from 0 to 10',
  ],
  [
    { demand: { weekday_factors: [1, 1, 1, 1, 1, -1, 1] } },
    'demand.weekday_factors: got [1,1,1,1,1,-1,1], allowed: list of 7 numbers from 0 to 10',
  ],
  [
    { demand: { weekday_factors: [0, 0, 0, 0, 0, 0, 0] } },
    'demand.weekday_factors: got nothing but 0, allowed: at least one number above 0',
  ],
  [{ demand: { season_factors: { fall: 1 } } }, 'demand.season_factors.fall: unknown key'],
  [
    { demand: { weather_odds: { winter: { sunny: 0.5 } } } },
    'demand.weather_odds.winter: got a sum of 1.25, allowed: shares that sum to 1',
  ],
  [{ visits: { purchase_rate: 40 } }, 'visits.purchase_rate: got 40, allowed: number from 0 to 1'],
  [
    { visits: { duration_minutes: { min: 60 } } },
    'visits.duration_minutes.min: got 60, allowed: at most visits.duration_minutes.max (45)',
  ],
  [
    { visits: { trip_mix: { BUDGET: [1, 1, 0, 0] } } },
    'visits.trip_mix.BUDGET: got a sum of 2, allowed: shares that sum to 1',
  ],
  [{ segments: { shares: { BUDGET: 0.5 } } }, 'segments.shares: got a sum of 1.15, allowed: shares that sum to 1'],
  [
    { baskets: { trip_lines: { QUICK: [3, 1] } } },
    'baskets.trip_lines.QUICK: got [3,1], allowed: the least first, then the most',
  ],
  [
    { baskets: { trip_lines: { BULK: [1] } } },
    'baskets.trip_lines.BULK: got [1], allowed: list of 2 whole numbers from 1 to 200',
  ],
  [{ baskets: { zipf_exponent: 3 } }, 'baskets.zipf_exponent: got 3, allowed: number from 0 to 2'],
  [{ payments: { tender_mix: { CASH: 0 } } }, 'payments.tender_mix: got a sum of 0.8, allowed: shares that sum to 1'],
  [
    { inventory: { consolidation_hour: 24 } },
    'inventory.consolidation_hour: got 24, allowed: whole number from 0 to 23',
  ],
  [
    { inventory: { high_deficit: 0.9 } },
    'inventory.high_deficit: got 0.9, allowed: at most inventory.urgent_deficit (0.5)',
  ],
  [{ logistics: { load_hour: 8 } }, 'logistics.load_hour: got 8, allowed: at most logistics.depart_hour (6)'],
  [
    { marketing_cost: { email_cost_min: 0.3 } },
    'marketing_cost.email_cost_min: got 0.3, allowed: at most marketing_cost.email_cost_max (0.25)',
  ],
  [{ realtime: { use_keyvault: 'yes' } }, 'realtime.use_keyvault: got "yes", allowed: true or false'],
  [
    { realtime: { keyvault_url: 'http://vault' } },
    'realtime.keyvault_url: got "http://vault", allowed: an address that begins with https://, or null',
  ],
  [{ stream: { hub: ' ' } }, 'stream.hub: got " ", allowed: text that is not blank'],
  [
    { stream: { event_types: ['receipt_created'] } },
    'stream.event_types: got ["receipt_created"], allowed: list of event types, each with + or - before its name',
  ],
  [
    { event_store: { url: 'http://localhost:2113' } },
    'event_store.url: got text of 21 characters (not shown), allowed: esdb://HOST:PORT, or null',
  ],
  [{ database: { port: 65_536 } }, 'database.port: got 65536, allowed: whole number from 0 to 65535'],
  [{ performance: { max_workers: 0 } }, 'performance.max_workers: got 0, allowed: whole number from 1 to 64, or null'],
  [{ log_level: 'loud' }, 'log_level: got "loud", allowed: one of error, warn, info, debug'],
  [
    { store_types: { company: 'kiosk' } },
    'store_types.company: got "kiosk", allowed: one of supercenter, grocery, hardware, luxury, mixed',
  ],
  [
    { store_types: { mix: { supercenter: 0, grocery: 0, hardware: 0, luxury: 0 } } },
    'store_types.mix: got nothing but 0, allowed: at least one number above 0',
  ],
]

test.each(FILES)('the file %j is refused', (file, line) => {
  const [problem, ...others] = problemsOf({ file })
  expect(problem?.replace(` ${FILE}`, '')).toBe(line)
  expect(others).toEqual([])
})

/** Anything else that is given, and every line that refuses it. */
const OTHERS: readonly (readonly [Given, readonly string[]])[] = [
  [{ preset: 'dmo' }, ['preset: got "dmo", allowed: one of demo, default, large']],
  [{ file: '{ "seed": 1,\n "volume" 3 }' }, ['tillstream.config.json: not valid JSON at line 2, column 11']],
  [{ file: '[]' }, ['tillstream.config.json: holds no JSON object, {"section": {"key": value, ...}, ...}']],
  [{ file: '' }, ['tillstream.config.json: not valid JSON']],
  [{ env: { TILLSTREAM_CONFIG: 'none.json' } }, ['none.json: there is no such file']],
  [
    { env: { TILLSTREAM_VOLUME_STORES: 'many' } },
    ['volume.stores: got "many", allowed: whole number from 1 to 2000 (from TILLSTREAM_VOLUME_STORES)'],
  ],
  [
    { env: { TILLSTREAM_VOLUME_STORS: '3' } },
    ['TILLSTREAM_VOLUME_STORS: unknown variable; did you mean TILLSTREAM_VOLUME_STORES?'],
  ],
  [
    { env: { LOG_LEVEL: 'chatty' } },
    ['log_level: got "chatty", allowed: one of error, warn, info, debug (from LOG_LEVEL)'],
  ],
  [
    { env: { DATABASE_URL: 'mysql://root:hunter2@db/x' } },
    [
      'database.url: got text of 25 characters (not shown), allowed: postgres://USER:PASSWORD@HOST:PORT/DATABASE, or null (from DATABASE_URL)',
    ],
  ],
  [
    { dotEnv: 'TILLSTREAM_DATABASE_PORT=-1' },
    ['database.port: got -1, allowed: whole number from 0 to 65535 (from TILLSTREAM_DATABASE_PORT)'],
  ],
  [
    { flags: { 'volume.stores': '1e9' } },
    ['volume.stores: got 1000000000, allowed: whole number from 1 to 2000 (from --set)'],
  ],
  [{ flags: { 'volume.stroes': '3' } }, ['volume.stroes: unknown key; did you mean volume.stores? (from --set)']],
  [
    { flags: { 'realtime.use_keyvault': 'true' } },
    [
      'realtime.keyvault_url: got null (the default), allowed: an address that begins with https://, because realtime.use_keyvault is true',
    ],
  ],
  [
    { file: { paths: { master: 'x' }, volume: { trucks_per_dc: 'ten' } } },
    ['volume.trucks_per_dc: got "ten", allowed: whole number above 0, or null'],
  ],
  [{ file: '{"__proto__": {"stores": 3}}' }, [`__proto__: unknown key ${FILE}`]],
]

test.each(OTHERS)('%j is refused', (given, lines) => {
  expect(problemsOf(given)).toEqual(lines)
})

test('problems of every source are reported at once', () => {
  const problems = problemsOf({
    preset: 'huge',
    file: { volume: { stores: 0, dsc: 1 }, logistics: { transit_hours: { min: 50 } } },
    env: { TILLSTREAM_SEDE: '1', TILLSTREAM_VISITS_KNOWN_SHARE: '2' },
    flags: { 'volume.dcs': 'x' },
  })
  expect(problems.map((line) => line.slice(0, line.indexOf(':')))).toEqual([
    'preset',
    'TILLSTREAM_SEDE',
    'volume.stores',
    'volume.dcs',
    'volume.dsc',
    'visits.known_share',
    'logistics.transit_hours.min',
  ])
})
