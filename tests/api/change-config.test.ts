import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RefusedRequest } from './refused-requests.ts'
import { type Served, serveSmall } from './served.ts'

const isDone = ({ status }: { readonly status: string }) => status === 'completed'

let served: Served
beforeAll(async () => {
  served = await serveSmall()
  await served.ask('POST /api/generate/dimensions')
  await served.until('GET /api/generate/dimensions/status', isDone)
})
afterAll(() => served[Symbol.asyncDispose]())

const file = () => join(dirname(served.data), 'tillstream.config.json')

test('is changed in its file, which only its owner can read, and back', async () => {
  const { body } = await served.ask('PUT /api/stream/config', { max_batch_size: 99, hub: 'mine' })
  expect(body).toMatchObject({ success: true })
  expect((await served.ask('GET /api/stream/config')).body).toMatchObject({ max_batch_size: 99, hub: 'mine' })
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ realtime: { max_batch_size: 99 } })
  expect(statSync(file()).mode & 0o077).toBe(0)
  expect((await served.ask('POST /api/config/reset')).status).toBe(200)
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({})
  expect((await served.ask('GET /api/stream/config')).body).toMatchObject({ max_batch_size: 256, sink: null })
})

test('says what has no effect because a flag goes before it', async () => {
  const { body } = await served.ask('PUT /api/config', { volume: { stores: 7 } })
  expect(body['warnings']).toEqual(['volume.stores: saved without effect, --stores goes before the file'])
  await served.ask('POST /api/config/reset')
})

test('keeps secrets hidden, and those that come back so as they are', async () => {
  const secret = 'c2VjcmV0LWtleS1mb3ItdGVzdHMtb25seQ=='
  const text = `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=${secret}`
  const { body } = await served.ask('PUT /api/stream/config', { azure_connection_string: text })
  expect(body).toMatchObject({ warnings: [expect.stringContaining('a secret in') as string] })
  const shown = await served.ask('GET /api/stream/config')
  expect(JSON.stringify(shown.body)).not.toContain(secret)
  await served.ask('PUT /api/stream/config', shown.body)
  expect(readFileSync(file(), 'utf8')).toContain(secret)
  await served.ask('POST /api/config/reset')
})

test.each<RefusedRequest>([
  ['PUT /api/config', { disruptions: { daily_chance: 0.5 } }, 409, 'disruptions.daily_chance: the log was made with'],
  ['PUT /api/config', { realtime: { burst: 0 } }, 422, 'realtime.burst: got 0, allowed: whole number from 1 to 100000'],
  ['PUT /api/config', { realtim: { burst: 1 } }, 422, 'realtim: unknown key'],
  ['PUT /api/stream/config', { brst: 1 }, 422, 'realtime.brst: unknown key'],
  ['PUT /api/config', [], 422, 'body: got []'],
])('%s %j is refused with %i: %s', async (...request) => {
  const before = existsSync(file()) ? readFileSync(file(), 'utf8') : ''
  const [line, sent, status, detail] = request
  const { status: got, body } = await served.ask(line, sent)
  expect([got, body.detail]).toEqual([status, expect.stringContaining(detail)])
  expect(readFileSync(file(), 'utf8')).toBe(before)
})

test.each([
  [
    'Endpoint=sb://eventstream-1.servicebus.windows.net/;SharedAccessKeyName=key_1;SharedAccessKey=a2V5LXRoYXQtb25seS10ZXN0cy1rbm93;EntityPath=es_1',
    true,
    { is_fabric_rti: true, entity_path: 'es_1' },
  ],
  [
    'Endpoint=sb://shop.example.com/;SharedAccessKeyName=send;SharedAccessKey=a2V5LXRoYXQtb25seS10ZXN0cy1rbm93',
    false,
    { namespace: 'shop.example.com' },
  ],
  // The name and the key have changed places.
  [
    'Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=a2V5LXRoYXQtb25seS10ZXN0cy1rbm93=;SharedAccessKey=RootManageSharedAccessKey',
    true,
    { key_name: '***REDACTED***' },
  ],
  [
    'Endpoint=sb://shop.servicebus.windows.net:99999/;SharedAccessKeyName=send;SharedAccessKey=a2V5LXRoYXQtb25seS10ZXN0cy1rbm93',
    false,
    null,
  ],
  ['a2V5LXRoYXQtb25seS10ZXN0cy1rbm93', false, null],
])('what %s says is told without its key', async (text, valid, metadata) => {
  const { body } = await served.ask('POST /api/stream/validate-connection', { connection_string: text })
  expect(body).toMatchObject({ valid, metadata })
  expect(JSON.stringify(body)).not.toContain('a2V5LXRoYXQtb25seS10ZXN0cy1rbm93')
})
