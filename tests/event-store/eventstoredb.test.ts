import { createRequire } from 'node:module'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { assert, property, uint8Array } from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openEventStoreDB } from '../../src/event-store/eventstoredb.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { collect, eventIdOf, proposedEvent, proposedEvents } from '../contracts/proposed-events.ts'
import { type Endpoint, type EndpointOptions, startEndpoint } from '../eventstoredb/endpoint.ts'

const TLS = { key: 'tests/eventstoredb/tls/key.pem', certificate: 'tests/eventstoredb/tls/certificate.pem' }
const QUICK = { firstPatienceMs: 300, patienceMs: 300 }

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const resource of open.splice(0).toReversed()) await resource[Symbol.asyncDispose]()
})

async function serve(options: EndpointOptions = {}): Promise<Endpoint> {
  const endpoint = await startEndpoint(options)
  open.push(endpoint)
  return endpoint
}

async function connect(url: string) {
  const store = await openEventStoreDB(url, QUICK)
  open.push(store)
  return store
}

describe('what a server keeps of an event', () => {
  test('is its JSON data, and metadata with the names that EventStoreDB knows', async () => {
    const endpoint = await serve()
    const store = await connect(`esdb://127.0.0.1:${endpoint.port}?tls=false`)
    const caused = { causation: eventIdOf(1), correlation: eventIdOf(2), session: eventIdOf(3) }
    await store.append('storeDay-1', [proposedEvent(5, caused), proposedEvent(6)], 'no-stream')
    const [first, second] = endpoint.log.stream('storeDay-1') ?? []
    expect(first).toMatchObject({ id: eventIdText(eventIdOf(5)), contentType: 'application/json' })
    expect(JSON.parse(Buffer.from(first.data).toString())).toEqual({ number: 5 })
    expect(JSON.parse(Buffer.from(first.metadata).toString())).toEqual({
      $correlationId: eventIdText(eventIdOf(2)),
      $causationId: eventIdText(eventIdOf(1)),
      session_id: eventIdText(eventIdOf(3)),
      occurred_at: '2024-01-01T00:00:00.005Z',
      recorded_at: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      business_date: '2024-01-01',
      entity: 1,
      sequence: 5,
      schema_version: 1,
    })
    const root = JSON.parse(Buffer.from(second.metadata).toString()) as Record<string, unknown>
    expect(root.$correlationId).toBe(second.id)
    expect(Object.keys(root)).not.toContain('$causationId')
  })

  test('of other programs is passed over', async () => {
    const endpoint = await serve()
    const url = `esdb://127.0.0.1:${endpoint.port}?tls=false`
    const store = await connect(url)
    const client = EventStoreDBClient.connectionString(url)
    const foreign = [
      jsonEvent({ type: 'order', data: { a: 1 } }),
      jsonEvent({ type: 'order', data: { a: 1 }, metadata: { $correlationId: 'x', schema_version: '1.0' } }),
    ]
    await store.append('a-1', proposedEvents(0, 1), 'no-stream')
    await client.appendToStream('shop-1', foreign, { expectedRevision: 'no_stream' })
    await store.append('a-1', proposedEvents(1, 1), 0)
    await client.dispose()
    const events = (await collect(store.readAll('start'))).flatMap((batch) => batch.events)
    expect(events.map(({ stream, revision }) => `${stream}@${revision}`)).toEqual(['a-1@0', 'a-1@1'])
    expect(await collect(store.listStreams(''))).toEqual(['a-1'])
  })
})

describe('a server', () => {
  test('with TLS, user and password is used with them, and a cluster is found through its gossip', async () => {
    const { port } = await serve({ tls: TLS, user: { name: 'ada', password: 's3cret' } })
    for (const scheme of ['esdb', 'kurrentdb', 'esdb+discover']) {
      const store = await connect(`${scheme}://ada:s3cret@127.0.0.1:${port}?tlsCAFile=${TLS.certificate}`)
      const stream = `${scheme.replace('+', '')}-1`
      expect(await store.append(stream, proposedEvents(0, 2), 'no-stream')).toMatchObject({ revision: 1 })
      expect(await collect(store.readStream(stream))).toHaveLength(2)
    }
  })

  test('that does not know the user says so at once', async () => {
    const { port } = await serve({ tls: TLS, user: { name: 'ada', password: 's3cret' } })
    const refused = connect(`esdb://ada:wrong@127.0.0.1:${port}?tlsCAFile=${TLS.certificate}`)
    await expect(refused).rejects.toMatchObject({
      name: 'EventStoreUnavailable',
      message: expect.stringMatching(/denies access .* check user and password in its address$/) as string,
    })
  })

  test.each([
    ['whose certificate nobody vouches for', { tls: TLS }, '', /cannot be reached: .*certificate/],
    ['without TLS, asked for it', {}, '', /does not speak TLS there: add \?tls=false to its address/],
    ['with TLS, not asked for it', { tls: TLS }, '?tls=false', /cannot be reached: /],
  ])('%s cannot be reached', async (_, options, query, message) => {
    const { port } = await serve(options)
    await expect(connect(`esdb://127.0.0.1:${port}${query}`)).rejects.toThrow(message)
  })

  test('that is too old to tell positions in streams is refused before anything relies on them', async () => {
    const endpoint = await serve({ isOld: true })
    const store = await connect(`esdb://127.0.0.1:${endpoint.port}?tls=false`)
    const first = await store.append('a-1', proposedEvents(0, 3), 'no-stream')
    expect(await store.append('a-1', proposedEvents(0, 3), 'no-stream')).toEqual(first)
    await expect(collect(store.readStream('a-1'))).rejects.toThrow(/^EventStoreDB 22\.6 or newer is needed/)
  })

  test('of a cluster is waited for when none of its nodes answers', async () => {
    const refused = connect('esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=1&discoveryInterval=10')
    await expect(refused).rejects.toMatchObject({
      name: 'EventStoreUnavailable',
      message: expect.stringMatching(/cannot be reached: Failed to discover after 1 attempts \(tried for \d/) as string,
    })
  })

  test('on which a stream was deleted, or for which an event is too large, says what is wrong', async () => {
    const endpoint = await serve()
    const store = await connect(`esdb://127.0.0.1:${endpoint.port}?tls=false`)
    endpoint.log.tombstone('a-1')
    await expect(store.append('a-1', proposedEvents(0, 1), 'no-stream')).rejects.toThrow(
      /^a-1 was deleted on the server/,
    )
    const large = [proposedEvent(0), proposedEvent(1, { data: { text: 'x'.repeat(1_100_000) } })]
    await expect(store.append('b-1', large, 'no-stream')).rejects.toMatchObject({
      name: 'AppendTooLarge',
      message: 'an event of 1100011 bytes (at most 900000)',
    })
    expect(await store.revisionOf('b-1')).toBeUndefined()
  })

  test.each([
    'esdb://',
    'esdb://host:port',
    'http://localhost:2113',
    'esdb://localhost?tls=perhaps',
    'esdb://ada:s3c/ret@localhost:2113',
    'esdb://ada:s3c@ret@localhost:2113',
    'esdb://ada:s3cret@localhost?tlsVerifyCert=false',
    'esdb://localhost?nodePreference=follower',
  ])('is not what %s names, and nothing repeats the password', async (url) => {
    const printed = ['log', 'warn', 'error'].map((name) => vi.spyOn(console, name as 'log'))
    const error: unknown = await openEventStoreDB(url, QUICK).catch((reason: unknown) => reason)
    const texts = printed.flatMap((spy) => spy.mock.calls.flat().map(String))
    vi.restoreAllMocks()
    expect(error).toBeInstanceOf(RangeError)
    expect([...texts, (error as Error).message].join()).not.toMatch(/s3c|ret@/)
  })
})

test('the library below the client decodes base64 as it did before', () => {
  const ofClient = createRequire(createRequire(import.meta.url).resolve('@eventstore/db-client'))
  interface Protobuf {
    Message: { bytesAsU8(value: unknown): Uint8Array | null; bytesAsB64(value: unknown): string }
  }
  const { Message } = ofClient('google-protobuf') as Protobuf
  assert(
    property(uint8Array(), (bytes) => {
      const decoded = Message.bytesAsU8(Message.bytesAsB64(bytes))
      expect(decoded).toBeInstanceOf(Buffer)
      expect(Array.from(decoded ?? [])).toEqual(Array.from(bytes))
    }),
  )
  expect([Message.bytesAsU8(null), Message.bytesAsU8('')?.length]).toEqual([null, 0])
})
