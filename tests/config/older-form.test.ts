import { expect, test } from 'vitest'
import { resolving } from './resolving.ts'

const OLDER = {
  seed: 42,
  volume: {
    stores: 42,
    dcs: 5,
    total_geographies: 100,
    total_customers: 50_000,
    total_products: 10_000,
    customers_per_day: 2000,
    items_per_ticket_mean: 8.2,
    refrigerated_trucks: 8,
    non_refrigerated_trucks: 12,
    trucks_per_dc: null,
  },
  realtime: {
    emit_interval_ms: 500,
    burst: 100,
    azure_connection_string: '',
    max_batch_size: 256,
    batch_timeout_ms: 1000,
    retry_attempts: 3,
    backoff_multiplier: 2.0,
    use_keyvault: false,
    keyvault_url: null,
    keyvault_secret_name: 'eventhub-connection-string',
  },
  paths: { dict: 'data/dictionaries', master: 'data/master', facts: 'data/facts' },
  stream: { hub: 'retail-events' },
  historical: { start_date: '2024-01-01' },
  performance: { max_cpu_percent: 100, max_workers: null, batch_hours: 1 },
}

test('a config.json of the older form is accepted as it is', () => {
  const { config } = resolving({ file: OLDER })
  expect(config).toEqual({ ...resolving({}).config, paths: config.paths })
  expect(config.paths.dictionaries).toBeNull()
})

test('what means something else now is told', () => {
  const { warnings } = resolving({ file: OLDER })
  expect(warnings.map((line) => line.slice(0, line.indexOf(':')))).toEqual([
    'paths.dict',
    'paths.master',
    'paths.facts',
    'performance.max_cpu_percent',
    'performance.batch_hours',
    'volume.customers_per_day',
    'volume.items_per_ticket_mean',
    'volume.refrigerated_trucks',
    'volume.non_refrigerated_trucks',
    'realtime.emit_interval_ms',
  ])
  expect(warnings).toContain(
    'volume.customers_per_day: counts visits per store and day; about two in five end with a receipt',
  )
})

test('trucks_per_dc is split in the proportion of the two counts', () => {
  const { volume } = resolving({ file: { ...OLDER, volume: { ...OLDER.volume, trucks_per_dc: 10 } } }).config
  expect([volume.refrigerated_trucks, volume.non_refrigerated_trucks]).toEqual([4, 6])
})

test('a file of today gives no such warnings', () => {
  expect(resolving({ file: { volume: { customers_per_day: 2000 } } }).warnings).toEqual([])
})
