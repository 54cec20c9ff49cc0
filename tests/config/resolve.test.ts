import { expect, test } from 'vitest'
import { redactConfig, redactText, secretsOf } from '../../src/config/redact.ts'
import { configSchema } from '../../src/config/schema.ts'
import { problemsOf, resolving } from './resolving.ts'

const HUB =
  'Endpoint=sb://retail.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LWtleS1vZi1zb21l'

test('nothing given means the defaults', () => {
  const { config, sources, file, warnings, preset } = resolving({})
  expect(config.volume).toEqual(configSchema.parse({}).volume)
  expect(new Set(sources.values())).toEqual(new Set(['default']))
  expect([file, warnings, preset]).toEqual([null, [], 'default'])
})

test('defaults give way to the preset, then the file, then the environment, then flags', () => {
  const { config, sources } = resolving({
    preset: 'demo',
    file: { volume: { dcs: 3, total_customers: 300, total_products: 300 } },
    env: { TILLSTREAM_VOLUME_TOTAL_CUSTOMERS: '400', TILLSTREAM_VOLUME_TOTAL_PRODUCTS: '400' },
    flags: { 'volume.total_products': '500' },
  })
  const { stores, dcs, total_customers, total_products, truck_capacity } = config.volume
  expect([truck_capacity, stores, dcs, total_customers, total_products]).toEqual([15_000, 6, 3, 400, 500])
  const origins = ['truck_capacity', 'stores', 'dcs', 'total_customers', 'total_products']
  expect(origins.map((name) => sources.get(`volume.${name}`))).toEqual([
    'default',
    'preset demo',
    'tillstream.config.json',
    'TILLSTREAM_VOLUME_TOTAL_CUSTOMERS',
    '--set',
  ])
})

test.each([
  ['default', 42, 50_000],
  ['demo', 6, 2000],
  ['large', 200, 500_000],
])('the preset %s, when it is named, asks for every key that some preset sets', (preset, stores, customers) => {
  for (const given of [{ preset }, { env: { TILLSTREAM_PRESET: preset } }]) {
    const { config, sources } = resolving(given)
    expect([config.volume.stores, config.volume.total_customers]).toEqual([stores, customers])
    const asked = ['stores', 'refrigerated_trucks', 'supplier_refrigerated_trucks', 'customers_per_day']
    expect(asked.map((name) => sources.get(`volume.${name}`))).toEqual(asked.map(() => `preset ${preset}`))
    expect(sources.get('volume.truck_capacity')).toBe('default')
  }
})

test('the real environment wins over .env, also when it unsets', () => {
  const dotEnv = 'DATABASE_URL=postgres://a@b/c\nTILLSTREAM_SEED=7\nLOG_LEVEL=debug\n'
  const { config } = resolving({ dotEnv, env: { DATABASE_URL: '', TILLSTREAM_SEED: '8' } })
  expect([config.database.url, config.seed, config.log_level]).toEqual([null, 8, 'debug'])
})

test('a folder called .env is none of our business', () => {
  expect(resolving({ dotEnv: null, env: { TILLSTREAM_SEED: '8' } }).config.seed).toBe(8)
})

test('the names that other tools share are read, and our own names win over them', () => {
  const env = {
    DATABASE_URL: 'postgres://u:p@h:5432/d',
    EVENTSTORE_URL: 'esdb://h:2113?tls=false',
    AZURE_EVENTHUB_CONNECTION_STRING: HUB,
    AZURE_STORAGE_ACCOUNT_URI: 'https://x.blob.core.windows.net/c',
    AZURE_STORAGE_ACCOUNT_KEY: 'a2V5',
    LOG_LEVEL: 'WARNING',
    TILLSTREAM_DATABASE_URL: 'postgres://own@h/d',
  }
  const { config, sources } = resolving({ env })
  expect(config.database.url).toBe('postgres://own@h/d')
  expect(config.event_store.url).toBe(env.EVENTSTORE_URL)
  expect(config.realtime.azure_connection_string).toBe(HUB)
  expect(config.storage).toEqual({ account_uri: env.AZURE_STORAGE_ACCOUNT_URI, account_key: 'a2V5' })
  expect([config.log_level, sources.get('log_level')]).toEqual(['warn', 'LOG_LEVEL'])
})

test('texts become numbers, lists, booleans and null where the key asks for them', () => {
  const { config } = resolving({
    flags: {
      'demand.weekday_factors': '1,1,1,1,1,1,2',
      'baskets.trip_lines.QUICK': '[2, 4]',
      'realtime.circuit_breaker_enabled': 'FALSE',
      'performance.max_workers': 'null',
      'segments.shares.BUDGET': '.35',
      'stream.event_types': '+customer_left,-ble_ping_detected',
    },
  })
  expect(config.demand.weekday_factors).toEqual([1, 1, 1, 1, 1, 1, 2])
  expect(config.baskets.trip_lines.QUICK).toEqual([2, 4])
  expect(config.realtime.circuit_breaker_enabled).toBe(false)
  expect(config.performance.max_workers).toBeNull()
  expect(config.stream.event_types).toEqual(['+customer_left', '-ble_ping_detected'])
})

test.each([
  ['42', 42],
  ['summer', 'summer'],
  ['4294967296x', '4294967296x'],
])('the seed %s is %s wherever it comes from', (text, seed) => {
  const places = [{ file: { seed: text } }, { env: { TILLSTREAM_SEED: text } }, { flags: { seed: text } }]
  expect(places.map((given) => resolving(given).config.seed)).toEqual([seed, seed, seed])
})

test('paths become absolute', () => {
  const { paths } = resolving({ file: { paths: { data: 'here', dictionaries: '/there' } } }).config
  expect(paths.data).toMatch(/^\/.+\/here$/)
  expect(paths.dictionaries).toBe('/there')
})

test('today is a valid start, and $schema is for editors', () => {
  expect(problemsOf({ file: { $schema: './s.json', historical: { start_date: '2025-06-30' } } })).toEqual([])
})

test('secrets in the file are used, with a warning', () => {
  const { warnings } = resolving({
    file: { realtime: { azure_connection_string: HUB }, database: { url: 'postgres://nobody@h/d' } },
  })
  expect(warnings).toEqual([
    'realtime.azure_connection_string: a secret in tillstream.config.json; the environment is a better place',
  ])
})

test('a shown configuration keeps every value but the secrets', () => {
  const env = { AZURE_EVENTHUB_CONNECTION_STRING: HUB, AZURE_STORAGE_ACCOUNT_KEY: 'a2V5a2V5' }
  const { config } = resolving({ env, flags: { 'database.url': 'postgres://u:hunter2@h/d' } })
  const shown = redactConfig(config)
  expect(shown.realtime.azure_connection_string).toBe(
    'Endpoint=sb://retail.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=***',
  )
  expect([shown.storage.account_key, shown.database.url]).toEqual(['***', 'postgres://u:***@h/d'])
  expect(shown.volume).toEqual(config.volume)
  const log = redactText('key a2V5a2V5 and hunter2 and c2VjcmV0LWtleS1vZi1zb21l', secretsOf(config))
  expect(log).toBe('key *** and *** and ***')
})

test.each([
  ['database.url', "postgres://u:pa'ss@h/db", 'postgres://u:***@h/db'],
  ['database.url', 'postgres://u:pa"s"s@h/db', 'postgres://u:***@h/db'],
  ['database.url', 'postgres://u:p@s/s?a@h/db?a=b', 'postgres://u:***@h/db?a=b'],
  ['database.url', "postgres://o'u:hunter2@h/db", "postgres://o'u:***@h/db"],
  ['database.url', "postgres://u@h/db?password=pa'ss&a=b", 'postgres://u@h/db?password=***&a=b'],
  ['event_store.url', "esdb://u:pa'ss@h:2113?tls=false", 'esdb://u:***@h:2113?tls=false'],
])('the password in %s = %s is hidden whatever characters it holds', (path, url, shown) => {
  const { config } = resolving({ flags: { [path]: url } })
  const { database, event_store } = redactConfig(config)
  expect([database.url, event_store.url]).toContain(shown)
  expect(redactText(`cannot use ${url} today`)).toBe(`cannot use ${shown} today`)
})

test('a password is hidden in messages both as the address writes it and as drivers decode it', () => {
  const flags = { 'database.url': 'postgres://u:hun%27ter@h/d', 'event_store.url': 'esdb://h:1?password=p%20word' }
  const secrets = secretsOf(resolving({ flags }).config)
  expect(redactText("no hun%27ter, no hun'ter, no p word", secrets)).toBe('no ***, no ***, no ***')
})

test.each([
  ['postgres://u:p/w@h/d', 1],
  ['postgres://u@h/d?password=pw', 1],
  ['postgres://u@h/d', 0],
])('the file’s %s brings %i warnings', (url, count) => {
  expect(resolving({ file: { database: { url } } }).warnings).toHaveLength(count)
})

test.each([
  ['realtime.azure_connection_string', 'Endpont=sb://x/;SharedAccessKeyName=n;SharedAccessKey=TOPSECRET'],
  ['storage.account_key', 'TOP SECRET'],
  ['database.url', 'pg://u:TOPSECRET@h/d'],
  ['event_store.url', 'http://u:TOPSECRET@h/d'],
  ['storage.account_uri', 'ftp://u:TOPSECRET@h/?sig=TOPSECRET'],
])('no error shows the secret in %s', (path, value) => {
  const lines = problemsOf({ flags: { [path]: value } }).join('\n')
  expect(lines).toContain(`${path}: got`)
  expect(lines).not.toMatch(/TOP ?SECRET/)
})
