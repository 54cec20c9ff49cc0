import { openEventStoreDB } from '../src/event-store/eventstoredb.ts'
import type { EventStore, ProposedEvent } from '../src/event-store/port.ts'
import { spawnEndpoint } from '../tests/eventstoredb/spawned-endpoint.ts'
import { type Figure, figure } from './figure.ts'
import { sampleEvents } from './log-events.ts'
import { measure } from './measure.ts'

const EVENTS = 200_000
const STREAMS = 300
const SIZES = [20, 100, 1000]
/** Appends that are asked for at a time: as many as a slice has streams. */
const AT_A_TIME = 50

/**
 * Appends and reads through the official client: of the server that EVENTSTORE_TEST_URL names, otherwise of the endpoint of the
 * tests in a process of its own. `busy` is the share of the time in which this process computes: the rest is waiting.
 */
export async function benchEventStoreDB(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of SIZES) figures.push(...(await figuresOf(size)))
  return figures
}

async function figuresOf(size: number): Promise<Figure[]> {
  const url = process.env['EVENTSTORE_TEST_URL']
  await using endpoint = url === undefined ? await spawnEndpoint() : { url, [Symbol.asyncDispose]: async () => {} }
  await using store = await openEventStoreDB(endpoint.url)
  const events = sampleEvents(EVENTS)
  const start = await store.append(
    'run-bench',
    events.slice(0, 1),
    (await store.revisionOf('run-bench')) ?? 'no-stream',
  )
  const append = await measure(() => appendAll(store, events, size))
  const read = await measure(() => readAll(store, start.position))
  return [
    figure(`eventstoredb_append_of_${size}`, EVENTS / append.seconds, 'events/s'),
    figure(`eventstoredb_append_of_${size}_busy`, append.cpuSeconds / append.seconds, ''),
    figure(`eventstoredb_read_of_${size}`, EVENTS / read.seconds, 'events/s'),
    figure(`eventstoredb_read_of_${size}_busy`, read.cpuSeconds / read.seconds, ''),
  ]
}

async function appendAll(store: EventStore, events: readonly ProposedEvent[], size: number): Promise<void> {
  const run = crypto.randomUUID().slice(0, 8)
  const revisions = new Int32Array(STREAMS).fill(-1)
  let asked: Array<Promise<unknown>> = []
  for (let start = 0, number = 0; start < events.length; start += size, number++) {
    const stream = number % STREAMS
    const part = events.slice(start, start + size)
    const at = revisions[stream]
    revisions[stream] += part.length
    asked.push(store.append(`bench${run}-${stream}`, part, at === -1 ? 'no-stream' : at))
    if (asked.length === AT_A_TIME) {
      await Promise.all(asked)
      asked = []
    }
  }
  await Promise.all(asked)
}

async function readAll(store: EventStore, after: bigint): Promise<void> {
  let read = 0
  for await (const { events } of store.readAll(after)) read += events.length
  if (read !== EVENTS) throw new Error(`read ${read} of ${EVENTS} events`)
}
