import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openEventStoreDB } from '../../src/event-store/eventstoredb.ts'
import type { EventStore, RecordedEvent } from '../../src/event-store/port.ts'
import { eventIdOf, proposedEvents } from '../contracts/proposed-events.ts'
import { behindProxy } from '../eventstoredb/behind-proxy.ts'
import { isolated } from '../eventstoredb/isolated-store.ts'
import { byWayOf, portOf, TEST_SERVER, tellServers } from '../eventstoredb/test-server.ts'

const at = behindProxy()

/** The log of a server that is there already, from its end on. */
async function openServer(url: string): Promise<EventStore> {
  const prefix = `faults${crypto.randomUUID().slice(0, 8)}-`
  at.proxy.leadTo(portOf(url))
  const options = { timeoutMs: 600, patienceMs: 20_000 }
  const store = await openEventStoreDB(byWayOf(url, at.proxy.port), options)
  const { position } = await store.append(`begin${prefix}`, proposedEvents(0, 1), 'no-stream')
  return isolated(store, prefix, position)
}

const SERVERS: Array<[string, () => Promise<EventStore>]> = [['the endpoint of the tests', () => at.open()]]
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
    at.proxy.delay(15)
    let isDone = false
    const appending = appendEverywhere(store, appends).finally(() => (isDone = true))
    const faults = { drop: 20, freeze: 5, restart: 5, lost: 5 }
    const order = Object.entries(faults).flatMap(([name, count]) => Array<string>(count).fill(name))
    let met = 0
    for (let turn = 0; turn < order.length; turn++) {
      const name = order[(turn * 11) % order.length]
      await pause(60)
      if (!isDone) met++
      if (name === 'drop') at.proxy.drop()
      if (name === 'freeze') await at.proxy.freeze(700)
      if (name === 'restart') await at.proxy.refuse(200)
      if (name === 'lost') await at.proxy.loseAnswers(30)
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
      if (at.proxy.connections < 20) at.proxy.drop()
      revisions.push(...events.map(({ revision }) => revision))
    }
    expect(revisions).toEqual(Array.from({ length: 8_000 }, (_, index) => index))
    const before = at.proxy.connections
    const stream: number[] = []
    for await (const { revision } of store.readStream('a-1')) {
      if (revision % 3000 === 0) at.proxy.drop()
      stream.push(revision)
    }
    expect(stream).toEqual(revisions)
    expect(at.proxy.connections).toBeGreaterThan(before)
  })
})
