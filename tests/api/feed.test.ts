import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { FeedEvent, UpdateFrame } from '../../src/live/protocol.ts'
import { type Frame, isError, isSnapshot, isUpdate, listen } from './listener.ts'
import { type Served, serveSmall } from './served.ts'

let served: Served
beforeAll(async () => {
  served = await serveSmall()
  await served.ask('POST /api/generate/fact', { end_date: '2024-03-04' })
  await served.until<{ status: string }>('GET /api/generate/fact/status', ({ status }) => status === 'completed')
  await served.ask('POST /api/simulation/start', { speed: 7200 })
  await served.until<{ events: number }>('GET /api/simulation', ({ events }) => events > 0)
})
afterAll(() => served[Symbol.asyncDispose]())

const hasEvents = (frame: Frame): frame is UpdateFrame => isUpdate(frame) && frame.events.length > 0
const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

test('a client gets how things stand, then what happens, at most ten times a second', async () => {
  using client = listen(served.url)
  const snapshot = await client.next(isSnapshot)
  expect(snapshot).toMatchObject({
    clock: { status: 'running', speed: 7200 },
    position: expect.stringMatching(/^\d+$/),
  })
  const began = performance.now()
  const seen: UpdateFrame[] = []
  while (seen.length < 15) seen.push(await client.next(isUpdate))
  expect(performance.now() - began).toBeGreaterThan(1200)
  const positions = seen.map(({ position }) => Number(position))
  expect(positions).toEqual(positions.toSorted((one, other) => one - other))
  const { clock, rates } = await client.next(hasEvents)
  expect(Date.parse(clock.simulated_time ?? '')).toBeGreaterThan(Date.parse('2024-03-05T00:00:00Z'))
  expect(total(rates)).toBeGreaterThan(0)
})

test('it gets the events that it subscribes to, by type, store and region', async () => {
  using client = listen(served.url)
  await client.next(isSnapshot)
  client.say({ subscribe: { event_types: ['ble_ping_detected', 'customer_entered'], regions: [1], sample: 5 } })
  const { body } = await served.ask<{ rows: readonly { store_id: number }[] }>('POST /api/query', {
    sql: 'select store_id from dim_stores where dc_id = 1',
  })
  const stores = body.rows.map(({ store_id }) => store_id)
  const events: FeedEvent[] = []
  // What was on its way before the subscription came.
  for (let frame = 0; frame < 3; frame++) await client.next(isUpdate)
  while (events.length < 10) {
    const frame = await client.next(hasEvents)
    expect(frame.events.length).toBeLessThanOrEqual(5)
    events.push(...frame.events)
  }
  for (const { event_type, payload } of events) {
    expect(['ble_ping_detected', 'customer_entered']).toContain(event_type)
    expect(stores).toContain((payload as { readonly store_id: number }).store_id)
  }
})

test('from a position on it gets every event once, and then goes on with the others', async () => {
  using first = listen(served.url)
  const { position } = await first.next(isSnapshot)
  let last = await first.next(hasEvents)
  const counted = { ...last.counts }
  const add = (frame: UpdateFrame) => {
    for (const [type, count] of Object.entries(frame.counts)) counted[type] = (counted[type] ?? 0) + count
    last = frame
  }
  for (let frame = 0; frame < 10; frame++) add(await first.next(isUpdate))
  using second = listen(served.url, `?from=${position}`)
  const ids = new Set<string>()
  const types: Record<string, number> = {}
  for (;;) {
    const { position: reached, events, left_out } = await second.next(isUpdate)
    expect(left_out).toBe(0)
    if (BigInt(reached ?? 0) > BigInt(last.position ?? 0)) break
    for (const { trace_id, event_type } of events) {
      expect(ids.has(trace_id)).toBe(false)
      ids.add(trace_id)
      types[event_type] = (types[event_type] ?? 0) + 1
    }
  }
  expect(types).toEqual(counted)
})

test.each([
  ['{"subscribe":', 'not JSON; allowed: {"subscribe": {"event_types": [...], "stores": [...], "regions": [...]}}'],
  ['[]', 'the line: got [], allowed: an object'],
  ['{"publish":{}}', 'unknown: publish; allowed: subscribe'],
  ['{"subscribe":{"colours":[]}}', 'subscribe: unknown: colours; allowed: event_types, stores, regions, sample, map'],
  ['{"subscribe":{"stores":["one"]}}', 'subscribe.stores: allowed: a list of at most 500 ids'],
  ['{"subscribe":{"sample":1000}}', 'subscribe.sample: got 1000, allowed: 0 to 200'],
])('%s is answered with what is wrong, and the feed goes on', async (line, message) => {
  using client = listen(served.url)
  await client.next(isSnapshot)
  client.say(line)
  expect(await client.next(isError)).toEqual({ kind: 'error', message })
  await client.next(isUpdate)
})

test.each<[string, (socket: WebSocket) => void, number]>([
  ['a line that is too long', (socket) => socket.send('x'.repeat(20_000)), 1009],
  ['bytes', (socket) => socket.send(Buffer.from('{}')), 1003],
])('a client that sends %s is cut', async (_what, send, code) => {
  using client = listen(served.url)
  await client.next(isSnapshot)
  send(client.socket)
  expect((await client.closed)[0]).toBe(code)
})

test('a position that is none is refused', async () => {
  using client = listen(served.url, '?from=lately')
  expect(await client.closed).toEqual([1008, 'from: allowed: a position that the feed has told'])
})

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['a page of another origin', { origin: 'https://evil.example' }, 'Unexpected server response: 403'],
  ['another name of this machine', { host: 'evil.example' }, 'Unexpected server response: 403'],
])('%s may not listen', async (_what, headers, message) => {
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/ws`, { headers })
  const [error] = (await once(socket, 'error')) as [Error]
  expect(error.message).toBe(message)
})

test('a hundred clients, one of which takes nothing, hear of everything in time', async () => {
  const clients = Array.from({ length: 100 }, () => listen(served.url))
  const [stuck, ...others] = clients
  await Promise.all(clients.map((client) => client.next(isSnapshot)))
  stuck?.socket.pause()
  const began = performance.now()
  for (let frame = 0; frame < 20; frame++) await Promise.all(others.map((client) => client.next(isUpdate)))
  expect(performance.now() - began).toBeLessThan(4000)
  for (const client of clients) client[Symbol.dispose]()
})
