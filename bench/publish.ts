import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EventHubProducerClient } from '@azure/event-hubs'
import { openEmbeddedEventStore } from '../src/event-store/embedded.ts'
import { byStream } from '../src/event-store/packed-streams.ts'
import type { RecordedEvent } from '../src/event-store/port.ts'
import { readSlices, type Slice } from '../src/event-store/reader.ts'
import { createRecorder } from '../src/event-store/recorder.ts'
import { parseConnectionString } from '../src/publishing/credentials/connection-string.ts'
import { createPublisher } from '../src/publishing/publisher.ts'
import { openEventHubsSink } from '../src/publishing/sinks/event-hubs.ts'
import { createEnveloper, partitionKeys } from '../src/publishing/wire/envelope.ts'
import { publishedTypes } from '../src/publishing/wire/published-types.ts'
import { eventDefinitions, type RetailEvent, STREAM_ENDINGS } from '../src/retail/events.ts'
import { RUN_STREAM } from '../src/run-history.ts'
import { type Endpoint, startEndpoint } from '../tests/eventhubs/endpoint.ts'
import { receivedEvent } from '../tests/eventhubs/hub.ts'
import { spawnEndpoint } from '../tests/eventhubs/spawned-endpoint.ts'
import { happens, smallCompany } from '../tests/retail/simulated.ts'
import { type Figure, figure } from './figure.ts'
import { measure } from './measure.ts'

const DAYS = 20
const ROUNDS = 5
const BATCH = 500
const START = { position: 'start', slice: 0, eventsDone: 0 } as const
const LATENCY_EVENTS = 400
/** Wall milliseconds between two events, as in real time. */
const LATENCY_GAP_MS = 20
const partitionOf = partitionKeys(eventDefinitions)
const never = new AbortController().signal

/** Throughput to an endpoint in another process beside the bare client's, and the time from append to receipt. */
export async function benchPublish(): Promise<Figure[]> {
  const types = publishedTypes([], [...eventDefinitions.keys()])
  const events = happens(smallCompany({}), DAYS).filter(({ type }) => types.has(type))
  await using endpoint = await spawnEndpoint()
  const envelopeOf = createEnveloper(eventDefinitions, { source: 'retail-datagen' })
  const recorded = events.map((event, index) => ({ ...event, revision: index, position: BigInt(index + 1) }))
  const envelopes = recorded.map(envelopeOf)
  const objects = envelopes.map(({ id, type, json }) => ({ id, type, body: JSON.parse(json) as object }))
  const buffers = envelopes.map(({ id, type, json }) => ({ id, type, body: Buffer.from(json) }))
  const figures: Figure[] = []
  const [ready, bare, own] = [await best(sendReady), await best(sendBare), await best(publish)]
  async function sendReady() {
    await sendAll(endpoint.connectionString, buffers)
  }
  async function sendBare() {
    await sendAll(endpoint.connectionString, objects)
  }
  async function publish() {
    await publishAll(endpoint.connectionString, recorded)
  }
  async function best(work: () => Promise<void>) {
    let perSecond = 0
    let cpu = Number.POSITIVE_INFINITY
    for (let round = 0; round < ROUNDS; round++) {
      const { seconds, cpuSeconds } = await measure(work)
      perSecond = Math.max(perSecond, events.length / seconds)
      cpu = Math.min(cpu, (cpuSeconds / events.length) * 1e6)
    }
    return { perSecond, cpu }
  }
  figures.push(
    figure('publish_bare_client_of_ready_bytes', ready.perSecond, 'events/s'),
    figure('publish_bare_client_of_ready_bytes_cpu', ready.cpu, 'us/event'),
    figure('publish_bare_client', bare.perSecond, 'events/s'),
    figure('publish_bare_client_cpu', bare.cpu, 'us/event'),
    figure('publish', own.perSecond, 'events/s'),
    figure('publish_cpu', own.cpu, 'us/event'),
    figure('publish_cpu_in_times_the_bare_client', own.cpu / bare.cpu, ''),
  )
  return [...figures, ...(await latency(events))]
}

interface Message {
  readonly id: string
  readonly type: string
  readonly body: object
}

/** What the client does at least: batches to one partition after the other, as many under way as there are partitions. */
async function sendAll(connectionString: string, messages: readonly Message[]): Promise<void> {
  const client = new EventHubProducerClient(connectionString, { retryOptions: { maxRetries: 0 } })
  const partitions = await client.getPartitionIds()
  const share = Math.ceil(messages.length / partitions.length)
  await Promise.all(
    partitions.map(async (partitionId, lane) => {
      const own = messages.slice(lane * share, (lane + 1) * share)
      for (let start = 0; start < own.length; start += BATCH) {
        const batch = await client.createBatch({ partitionId })
        for (const { id, type, body } of own.slice(start, start + BATCH)) {
          const properties = { Table: type }
          batch.tryAdd({ body, messageId: id, contentType: 'application/json', properties })
        }
        await client.sendBatch(batch)
      }
    }),
  )
  await client.close()
}

function sinkOf(connectionString: string) {
  const { namespace, entityPath = '' } = parseConnectionString(connectionString)
  return openEventHubsSink(
    { hub: entityPath, namespace, identity: 'the benchmark', access: { connectionString } },
    never,
  )
}

function settings(timeoutMs: number) {
  return {
    batch: { maxSize: BATCH, timeoutMs },
    maxWaiting: 10_000,
    retry: { attempts: 3, multiplier: 2 },
    monitoringMs: 3_600_000,
    keepsDeadLetters: false,
  }
}

async function publishAll(connectionString: string, events: readonly RecordedEvent[]): Promise<void> {
  await using sink = await sinkOf(connectionString)
  const envelopeOf = createEnveloper(eventDefinitions, { source: 'retail-datagen' })
  const parts = {
    sink,
    settings: settings(1000),
    envelopeOf,
    partitionOf,
    isWanted: () => true,
    records: undefined,
    warn,
  }
  await createPublisher(parts, START).run(() => inSlices(events), never)
}

function warn(line: string): void {
  console.error(line)
}

async function* inSlices(events: readonly RecordedEvent[]): AsyncGenerator<Slice> {
  const size = 10_000
  for (let start = 0; start < events.length; start += size) {
    const number = start / size + 1
    yield { number, from: start, to: start + size, events: events.slice(start, start + size), upTo: BigInt(number) }
  }
}

/** From the append to the log until the hub has stored it, with few events, as at speed 1. */
async function latency(events: readonly RetailEvent[]): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tillstream-bench-'))
  await using endpoint = await startEndpoint()
  await using store = await openEmbeddedEventStore(folder)
  await using sink = await sinkOf(endpoint.connectionString)
  const arrivals = arrivalsAt(endpoint)
  const stop = new AbortController()
  const envelopeOf = createEnveloper(eventDefinitions, { source: 'retail-datagen' })
  const parts = {
    sink,
    settings: settings(50),
    envelopeOf,
    partitionOf,
    isWanted: () => true,
    records: undefined,
    warn,
  }
  const running = createPublisher(parts, START).run(
    (signal) => readSlices(store, 'start', { signal, live: true }),
    stop.signal,
  )
  const recorder = await createRecorder(store, RUN_STREAM)
  const appended = new Map<string, number>()
  const byTime = Map.groupBy(events.slice(0, LATENCY_EVENTS * 2), ({ occurredAt }) => occurredAt)
  let from = 0
  for (const [occurredAt, same] of [...byTime].slice(0, LATENCY_EVENTS)) {
    const to = occurredAt + 1
    await recorder.record({ from, to, streams: byStream(same, (type) => STREAM_ENDINGS.has(type)) })
    from = to
    const { id } = envelopeOf({ ...same[0], revision: 0, position: 1n })
    appended.set(id, performance.now())
    await delay(LATENCY_GAP_MS)
  }
  await delay(500)
  stop.abort()
  await running
  await rm(folder, { recursive: true, force: true })
  const waits = [...appended].map(([id, at]) => (arrivals.get(id) ?? Number.NaN) - at).toSorted((a, b) => a - b)
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]
  return [figure('publish_latency_p50', at(0.5), 'ms'), figure('publish_latency_p99', at(0.99), 'ms')]
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
