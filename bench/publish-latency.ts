import { setTimeout as delay } from 'node:timers/promises'
import { openEmbeddedEventStore } from '../src/event-store/embedded.ts'
import { readSlices } from '../src/event-store/reader.ts'
import { createRecorder } from '../src/event-store/recorder.ts'
import { createPublisher } from '../src/publishing/publisher.ts'
import type { RetailEvent } from '../src/retail/events.ts'
import { RUN_STREAM } from '../src/run-history.ts'
import { type Endpoint, startEndpoint } from '../tests/eventhubs/endpoint.ts'
import { receivedEvent } from '../tests/eventhubs/hub.ts'
import { type Figure, figure } from './figure.ts'
import { envelopeOf, inStreams, isPublished, ownFolder, publisherParts, sinkOf, START } from './publisher-parts.ts'

/** Moments at which something happens. */
const MOMENTS = 400
/** Wall milliseconds between two of them: few events, as in real time. */
const GAP_MS = 20
/** Milliseconds that the last ones may take. */
const REST_MS = 500

/** From when the log has an event until the hub, in the same process, has stored it; with few events, as at speed 1. */
export async function publishLatency(events: readonly RetailEvent[]): Promise<Figure[]> {
  await using folder = await ownFolder()
  await using endpoint = await startEndpoint()
  await using store = await openEmbeddedEventStore(folder.path)
  await using sink = await sinkOf(endpoint.connectionString)
  const arrivals = arrivalsAt(endpoint)
  const stop = new AbortController()
  const running = createPublisher(publisherParts(sink, { timeoutMs: 50 }), START).run(
    (signal) => readSlices(store, 'start', { signal, live: true }),
    stop.signal,
  )
  const recorder = await createRecorder(store, RUN_STREAM)
  const appended = new Map<string, number>()
  let from = 0
  for (const [occurredAt, same] of [...Map.groupBy(events.filter(isPublished), (event) => event.occurredAt)].slice(
    0,
    MOMENTS,
  )) {
    const to = occurredAt + 1
    await recorder.record({ from, to, streams: inStreams(same) })
    from = to
    const { id } = envelopeOf({ ...same[0], revision: 0, position: 1n })
    appended.set(id, performance.now())
    await delay(GAP_MS)
  }
  await delay(REST_MS)
  stop.abort()
  await running
  const waits = [...appended].map(([id, at]) => arrivalOf(id, arrivals) - at).toSorted((a, b) => a - b)
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]
  return [figure('publish_latency_p50', at(0.5), 'ms'), figure('publish_latency_p99', at(0.99), 'ms')]
}

function arrivalOf(id: string, arrivals: ReadonlyMap<string, number>): number {
  const arrival = arrivals.get(id)
  if (arrival === undefined) throw new Error(`event ${id} has not arrived within ${REST_MS} ms after the last one`)
  return arrival
}

function arrivalsAt({ partitions }: Endpoint): ReadonlyMap<string, number> {
  const arrivals = new Map<string, number>()
  for (const partition of partitions) {
    let seen = 0
    partition.onStored(() => {
      for (; seen < partition.events.length; seen++) {
        arrivals.set(receivedEvent(partition.id, partition.events[seen]).id, performance.now())
      }
    })
  }
  return arrivals
}
