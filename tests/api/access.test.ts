import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { checkAccess } from '../../src/api/access.ts'
import { isLoopback } from '../../src/config/loopback.ts'
import { tillstream } from '../cli/running.ts'
import { isSnapshot, listen } from './listener.ts'
import { type Served, serveSmall } from './served.ts'

const KEY = 'a-key-that-only-the-test-knows'

describe('whoever asks', () => {
  const rules = { key: undefined, allowedOrigins: ['https://shop.example'] }
  const asked = (headers: IncomingHttpHeaders, key?: string) => () => checkAccess({ headers }, { ...rules, key })

  test.each([
    { host: 'localhost:8000' },
    { host: '127.0.0.1:8000' },
    { host: '[::1]:8000' },
    { host: 'localhost:8000', origin: 'http://localhost:8000' },
    { host: 'localhost:8000', origin: 'https://shop.example' },
  ])('may, on this machine, with %j', (headers) => {
    expect(asked(headers)).not.toThrow()
  })

  test.each<[IncomingHttpHeaders, number]>([
    [{}, 403],
    [{ host: 'evil.example' }, 403],
    [{ host: 'localhost.evil.example' }, 403],
    [{ host: 'localhost:8000', origin: 'https://evil.example' }, 403],
    [{ host: 'localhost:8000', origin: 'null' }, 403],
    [{ host: 'localhost:8000', origin: 'http://localhost:9000' }, 403],
  ])('may not with %j', (headers, status) => {
    expect(asked(headers)).toThrow(expect.objectContaining({ status }))
  })

  test.each<[IncomingHttpHeaders, boolean]>([
    [{ 'x-api-key': KEY }, true],
    [{ authorization: `Bearer ${KEY}` }, true],
    [{ host: 'shop.example', 'x-api-key': KEY }, true],
    [{ 'sec-websocket-protocol': `tillstream, key.${Buffer.from(KEY).toString('base64url')}` }, true],
    [{ 'sec-websocket-protocol': `tillstream, key.${Buffer.from('wrong').toString('base64url')}` }, false],
    [{ 'sec-websocket-protocol': `tillstream, ${KEY}` }, false],
    [{}, false],
    [{ 'x-api-key': '' }, false],
    [{ 'x-api-key': `${KEY} ` }, false],
    [{ 'x-api-key': KEY.slice(1) }, false],
    [{ authorization: `Basic ${KEY}` }, false],
  ])('with a key set and %j: %s', (headers, isAllowed) => {
    if (isAllowed) expect(asked(headers, KEY)).not.toThrow()
    else expect(asked(headers, KEY)).toThrow(expect.objectContaining({ status: 401 }))
  })

  test.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.3.2.1', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.4', false],
    ['127.0.0.1.evil.example', false],
  ])('reaches %s from this machine only: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected)
  })
})

describe('a server that others reach', () => {
  let served: Served
  beforeAll(async () => {
    served = await serveSmall(['--host=0.0.0.0', '--set=api.allowed_origins=["https://shop.example"]'], {
      TILLSTREAM_API_KEY: KEY,
    })
  })
  afterAll(() => served[Symbol.asyncDispose]())

  const port = () => new URL(served.url).port

  test('tells how its parts are to everybody, and why to who has the key', async () => {
    const [open, known] = await Promise.all([
      served.ask('GET /health'),
      served.ask('GET /health', undefined, { 'x-api-key': KEY }),
    ])
    expect(open.body).toMatchObject({ checks: { engine: { status: 'healthy' } } })
    expect(JSON.stringify(open.body)).not.toContain('detail')
    expect(known.body).toMatchObject({ checks: { engine: { status: 'healthy', detail: 'stopped' } } })
  })

  test('is ended by no address that cannot be read', async () => {
    const socket = connect(Number(port()), '127.0.0.1')
    socket.write('GET // HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 404 /)
    expect((await served.ask('GET /version')).status).toBe(200)
  })

  test('asks for its key, and tells health and version without', async () => {
    const answers = await Promise.all([
      served.ask('GET /api/config'),
      served.ask('GET /api/config', undefined, { 'x-api-key': 'wrong' }),
      served.ask('GET /api/config', undefined, { 'x-api-key': KEY }),
      served.ask('GET /health'),
      served.ask('GET /version'),
    ])
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 200, 200, 200])
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Bearer')
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain(KEY)
  })

  test('lets scripts of the pages that are allowed ask, and of no others', async () => {
    const asked = (origin: string) => served.ask('GET /api/config', undefined, { origin, 'x-api-key': KEY })
    const [allowed, other] = [await asked('https://shop.example'), await asked('https://evil.example')]
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://shop.example'])
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const preflight = await served.ask('OPTIONS /api/query', undefined, { origin: 'https://shop.example' })
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'Content-Type, X-API-Key, Authorization, Idempotency-Key',
    ])
  })

  test('lets nobody listen without it', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port()}/ws`)
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toBe('Unexpected server response: 401')
    using client = listen(`http://127.0.0.1:${port()}`, '', { 'x-api-key': KEY })
    expect(await client.next(isSnapshot)).toMatchObject({ kind: 'snapshot' })
  })

  test('puts nothing of a request into headers of the answer', async () => {
    const request = 'DELETE /api/generate/cancel/%0d%0aSet-Cookie:%20a=b'
    const { status, headers } = await served.ask(request, undefined, { 'x-api-key': KEY })
    expect([status, headers.get('set-cookie')]).toEqual([404, null])
  })

  test('limits how often it is asked, and says when to come again', async () => {
    const statuses: number[] = []
    for (let request = 0; request < 21; request++) {
      const { status, headers } = await served.ask('POST /api/config/validate', {}, { 'x-api-key': KEY })
      statuses.push(status)
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429])
  })

  test('cannot be started a second time on its port', async () => {
    const { code, stderr } = await tillstream(['serve', `--port=${port()}`])
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/api\.port: 127\.0\.0\.1:\d+ cannot be used \(EADDRINUSE\); --port takes another/),
    ])
  })
})

test('without a key nobody else may reach it', async () => {
  const { code, stderr } = await tillstream(['serve', '--host=0.0.0.0'])
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(
      /api\.key: got null \(the default\), allowed: text of 16 or more .* because api\.host is 0\.0\.0\.0/,
    ),
  ])
})

test('what it runs ends with it, however it ends, and history goes on from there', async () => {
  await using served = await serveSmall()
  await served.ask('POST /api/simulation/start', { speed: 7200 })
  await served.until<{ events: number }>('GET /api/simulation', ({ events }) => events > 0)
  served.process.kill('SIGKILL')
  await once(served.process, 'exit')
  for (;;) {
    const { stdout } = await tillstream(['status', '--json', '--data', served.data])
    const { writer, log } = JSON.parse(stdout) as { writer: object | null; log: { events: number } }
    expect(log.events).toBeGreaterThan(0)
    if (writer === null) break
  }
  const { code, stdout } = await tillstream(['generate', '--to=2024-03-04', '--json', '--data', served.data])
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { to: '2024-03-04' }])
})
