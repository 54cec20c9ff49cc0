import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EventStoreDBOptions, openEventStoreDB } from '../../src/event-store/eventstoredb.ts'
import type { EventStore, RecordedEvent } from '../../src/event-store/port.ts'
import { collect, eventIdOf, proposedEvents } from '../contracts/proposed-events.ts'
import { type Endpoint, startEndpoint } from '../eventstoredb/endpoint.ts'
import { type FaultyProxy, startFaultyProxy } from '../eventstoredb/faulty-proxy.ts'
import { isolated } from '../eventstoredb/isolated-store.ts'
import { byWayOf, portOf, TEST_SERVER, tellServers } from '../eventstoredb/test-server.ts'

/** A server that the tests may end: their endpoint. */
let endpoint: Endpoint
let proxy: FaultyProxy
let told: string[]
const unhandled: unknown[] = []
const note = (reason: unknown) => void unhandled.push(reason)
beforeEach(async () => {
  endpoint = await startEndpoint()
  proxy = await startFaultyProxy(endpoint.port)
  told = []
  process.on('unhandledRejection', note).on('uncaughtException', note)
})
afterEach(async () => {
  process.off('unhandledRejection', note).off('uncaughtException', note)
  await proxy[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
  expect(unhandled.splice(0)).toEqual([])
})

function open(options: EventStoreDBOptions = {}): Promise<EventStore> {
  const url = `esdb://127.0.0.1:${proxy.port}?tls=false`
  return openEventStoreDB(url, {
    timeoutMs: 600,
    patienceMs: 20_000,
    tell: (line) => told.push(line),
    ...options,
  })
}

/** The log of a server that is there already, from its end on. */
async function openServer(url: string): Promise<EventStore> {
  const prefix = `faults${crypto.randomUUID().slice(0, 8)}-`
  proxy.leadTo(portOf(url))
  const options = { timeoutMs: 600, patienceMs: 20_000 }
  const store = await openEventStoreDB(byWayOf(url, proxy.port), options)
  const { position } = await store.append(`begin${prefix}`, proposedEvents(0, 1), 'no-stream')
  return isolated(store, prefix, position)
}

const SERVERS: Array<[string, () => Promise<EventStore>]> = [['the endpoint of the tests', open]]
if (TEST_SERVER !== undefined) SERVERS.push(['EVENTSTORE_TEST_URL', () => openServer(TEST_SERVER as string)])
tellServers('faults on the way to EventStoreDB')

const STREAMS = 10
const EVENTS_PER_APPEND = 20

/** Appends to ten streams at once, each append behind the one before. */
async function appendEverywhere(store: EventStore, appends: number): Promise<void> {
  const perStream = appends / STREAMS
  await Promise.all(
    Array.from({ length: STREAMS }, async (_, stream) => {
      for (let number = 0; number < perStream; number++) {
        const first = (stream * perStream + number) * EVENTS_PER_APPEND
        const at = number * EVENTS_PER_APPEND - 1
        await store.append(`day-${stream}`, proposedEvents(first, EVENTS_PER_APPEND), at === -1 ? 'no-stream' : at)
      }
    }),
  )
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

describe.each(SERVERS)('%s, when it fails', (_, openStore) => {
  test('20 times by dropping, 5 by freezing, 5 by restarting and 5 by losing answers gets 10,000 events once, in order', async () => {
    await using store = await openStore()
    const appends = 500
    const seen: RecordedEvent[] = []
    const stop = new AbortController()
    const following = (async () => {
      for await (const { events } of store.subscribe('start', { signal: stop.signal })) {
        seen.push(...events)
        if (seen.length >= appends * EVENTS_PER_APPEND) stop.abort()
      }
    })()
    // Slow enough for all faults to fall into the work.
    proxy.delay(15)
    let isDone = false
    const appending = appendEverywhere(store, appends).finally(() => (isDone = true))
    const faults = { drop: 20, freeze: 5, restart: 5, lost: 5 }
    const order = Object.entries(faults).flatMap(([name, count]) => Array<string>(count).fill(name))
    let met = 0
    for (let turn = 0; turn < order.length; turn++) {
      const name = order[(turn * 11) % order.length]
      await pause(60)
      if (!isDone) met++
      if (name === 'drop') proxy.drop()
      if (name === 'freeze') await proxy.freeze(700)
      if (name === 'restart') await proxy.refuse(200)
      if (name === 'lost') await proxy.loseAnswers(30)
    }
    await appending
    await following
    expect(met).toBe(35)
    const ids = seen.map(({ stream, revision, id }) => `${stream} ${revision} ${id.ms}`)
    expect(new Set(ids).size).toBe(10_000)
    expect(seen).toHaveLength(10_000)
    for (let stream = 0; stream < STREAMS; stream++) {
      const own = seen.filter((event) => event.stream === `day-${stream}`)
      expect(own.map(({ revision }) => revision)).toEqual(Array.from({ length: 1000 }, (_, index) => index))
      expect(own.map(({ id }) => id)).toEqual(own.map((_, index) => eventIdOf(stream * 1000 + index)))
    }
  })

  test('while its log is read, is read on from where it was', async () => {
    await using store = await openStore()
    await store.append('a-1', proposedEvents(0, 8_000), 'no-stream')
    const revisions: number[] = []
    for await (const { events } of store.readAll('start')) {
      if (proxy.connections < 20) proxy.drop()
      revisions.push(...events.map(({ revision }) => revision))
    }
    expect(revisions).toEqual(Array.from({ length: 8_000 }, (_, index) => index))
    const before = proxy.connections
    const stream: number[] = []
    for await (const { revision } of store.readStream('a-1')) {
      if (revision % 3000 === 0) proxy.drop()
      stream.push(revision)
    }
    expect(stream).toEqual(revisions)
    expect(proxy.connections).toBeGreaterThan(before)
  })
})

describe('a server that fails', () => {
  test('and does not come back is given up, and everybody is told why', async () => {
    await using store = await open({ patienceMs: 3000 })
    await store.append('a-1', proposedEvents(0, 1), 'no-stream')
    await endpoint[Symbol.asyncDispose]()
    const appends = [
      store.append('a-1', proposedEvents(1, 1), 0),
      store.append('b-1', proposedEvents(1, 1), 'no-stream'),
    ]
    const reasons = (await Promise.allSettled(appends)).map(
      (outcome) => (outcome as PromiseRejectedResult).reason as Error,
    )
    expect(reasons.map(({ name }) => name)).toEqual(['EventStoreUnavailable', 'EventStoreUnavailable'])
    expect(reasons[0].message).toMatch(/^EventStoreDB cannot be reached: .* \(tried for 3(\.\d)? s\)$/)
    await expect(store.revisionOf('a-1')).rejects.toThrow(/cannot be reached/)
    await expect(collect(store.readAll('start'))).rejects.toThrow(/cannot be reached/)
    expect(told[0]).toMatch(/; trying again$/)
  })

  test('and comes back says so', async () => {
    await using store = await open()
    await store.append('a-1', proposedEvents(0, 1), 'no-stream')
    const appending = pause(50).then(() => store.append('a-1', proposedEvents(1, 1), 0))
    await proxy.refuse(2500)
    expect(await appending).toMatchObject({ revision: 1 })
    expect(told.at(-1)).toBe('the event store answers again')
  })

  test('and is silent is asked again', async () => {
    await using store = await open({ timeoutMs: 300 })
    await store.append('a-1', proposedEvents(0, 5), 'no-stream')
    const frozen = proxy.freeze(2500)
    const answers = await Promise.all([
      collect(store.readStream('a-1')).then((events) => events.length),
      collect(store.readAll('start')).then((batches) => batches.flatMap(({ events }) => events).length),
      store.revisionOf('a-1'),
    ])
    expect(answers).toEqual([5, 5, 4])
    expect(told[0]).toBe('EventStoreDB has not answered for 300 ms; trying again')
    await frozen
  })

  test('and is closed while somebody waits for it answers nobody any more', async () => {
    const store = await open()
    await store.append('a-1', proposedEvents(0, 5), 'no-stream')
    const frozen = proxy.freeze(1000)
    const waiting = [collect(store.readStream('a-1')), collect(store.subscribe('start'))]
    const asked = expect(store.revisionOf('a-1')).rejects.toThrow('the event store is closed')
    await pause(50)
    await store[Symbol.asyncDispose]()
    expect(await Promise.all(waiting)).toEqual([[], []])
    await asked
    await frozen
  })

  test('has its log when another one takes its place', async () => {
    await using store = await open()
    await store.append('a-1', proposedEvents(0, 3), 'no-stream')
    await endpoint[Symbol.asyncDispose]()
    endpoint = await startEndpoint({ log: endpoint.log })
    proxy.leadTo(endpoint.port)
    expect(await store.append('a-1', proposedEvents(3, 1), 2)).toMatchObject({ revision: 3 })
    expect((await collect(store.readStream('a-1'))).map(({ revision }) => revision)).toEqual([0, 1, 2, 3])
  })

  test('closing does not wait for a frozen server', async () => {
    const store = await open({ timeoutMs: 30_000 })
    await store.append('a-1', proposedEvents(0, 1), 'no-stream')
    const frozen = proxy.freeze(4000)
    const waiting = store.append('a-1', proposedEvents(1, 1), 0)
    const refused = expect(waiting).rejects.toThrow('the event store is closed')
    const began = performance.now()
    await store[Symbol.asyncDispose]()
    expect(performance.now() - began).toBeLessThan(3500)
    await refused
    await frozen
  })
})
