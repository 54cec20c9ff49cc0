import { EventHubProducerClient } from '@azure/event-hubs'
import { PRESETS } from '../src/config/presets.ts'
import { openEmbeddedEventStore } from '../src/event-store/embedded.ts'
import type { EventStore } from '../src/event-store/port.ts'
import { readSlices } from '../src/event-store/reader.ts'
import { createRecorder } from '../src/event-store/recorder.ts'
import { createPublisher } from '../src/publishing/publisher.ts'
import type { RetailEvent } from '../src/retail/events.ts'
import { RUN_STREAM } from '../src/run-history.ts'
import { spawnEndpoint } from '../tests/eventhubs/spawned-endpoint.ts'
import { happens, smallCompany } from '../tests/retail/simulated.ts'
import { type Figure, figure } from './figure.ts'
import { measure } from './measure.ts'
import { publishLatency } from './publish-latency.ts'
import {
  BATCH,
  envelopeOf,
  inStreams,
  isPublished,
  never,
  ownFolder,
  publisherParts,
  sinkOf,
  START,
} from './publisher-parts.ts'

const DAYS = 3
const ROUNDS = 5
/** So often does the bare client send its messages in a round. */
const REPEATED = 4
const HOUR_MS = 3_600_000

/** Throughput to an endpoint in another process beside the bare client's, and the time until an event is there. */
export async function benchPublish(): Promise<Figure[]> {
  const events = happens(smallCompany(PRESETS.demo), DAYS)
  return [...(await throughput(events)), ...(await publishLatency(events))]
}

async function throughput(events: readonly RetailEvent[]): Promise<Figure[]> {
  await using folder = await ownFolder()
  await using store = await openEmbeddedEventStore(folder.path)
  await recordHours(store, events)
  const published = events.filter(isPublished)
  // What the bare client sends stays in memory, where collecting garbage would take its time: so it is little, and sent again.
  const messages = published.slice(0, Math.ceil(published.length / REPEATED)).map(messageOf)
  const bytes = messages.map(inBytes)
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round++) {
    // The endpoint keeps what it gets.
    await using endpoint = await spawnEndpoint()
    const { connectionString } = endpoint
    rounds.push({
      ready: await rate(() => sendAll(connectionString, bytes)),
      bare: await rate(() => sendAll(connectionString, messages)),
      own: await rate(() => publishAll(connectionString, store)),
    })
  }
  return figuresOf(rounds)
}

/** One work after the other, while the machine is equally fast. */
interface Round {
  readonly ready: Rate
  readonly bare: Rate
  readonly own: Rate
}

interface Rate {
  readonly perSecond: number
  /** Microseconds per event. */
  readonly cpu: number
}

async function rate(work: () => Promise<number>): Promise<Rate> {
  let sent = 0
  const { seconds, cpuSeconds } = await measure(async () => {
    sent = await work()
  })
  return { perSecond: sent / seconds, cpu: (cpuSeconds / sent) * 1e6 }
}

/** The best of the rounds, which says what the work takes; ratios by round, whose median says how they compare. */
function figuresOf(rounds: readonly Round[]): Figure[] {
  const rates = (['ready', 'bare', 'own'] as const).flatMap((name) => {
    const all = rounds.map((round) => round[name])
    return [
      figure(NAMES[name], Math.max(...all.map(({ perSecond }) => perSecond)), 'events/s'),
      figure(`${NAMES[name]}_cpu`, Math.min(...all.map(({ cpu }) => cpu)), 'us/event'),
    ]
  })
  return [...rates, figure('publish_cpu_in_times_the_bare_client', median(rounds.map(cpuRatio)), '')]
}

const NAMES = { ready: 'publish_bare_client_of_ready_bytes', bare: 'publish_bare_client', own: 'publish' }
const cpuRatio = ({ own, bare }: Round) => own.cpu / bare.cpu
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Writes events into a log, as a run of one slice an hour would. */
async function recordHours(store: EventStore, events: readonly RetailEvent[]): Promise<void> {
  const recorder = await createRecorder(store, RUN_STREAM)
  for (const [hour, same] of Map.groupBy(events, ({ occurredAt }) => Math.floor(occurredAt / HOUR_MS))) {
    const [from, to] = [recorder.last?.to ?? 0, (hour + 1) * HOUR_MS]
    await recorder.record({ from, to, streams: inStreams(same) })
  }
}

async function publishAll(connectionString: string, store: EventStore): Promise<number> {
  await using sink = await sinkOf(connectionString)
  const publisher = createPublisher(publisherParts(sink, { timeoutMs: 1000 }), START)
  await publisher.run((signal) => readSlices(store, 'start', { signal }), never)
  return publisher.statistics.sent
}

interface Message {
  readonly id: string
  readonly type: string
  readonly body: object
}

function messageOf(event: RetailEvent): Message {
  const { id, type, json } = envelopeOf({ ...event, revision: 0, position: 1n })
  return { id, type, body: JSON.parse(json) as object }
}

function inBytes({ id, type, body }: Message): Message {
  return { id, type, body: Buffer.from(JSON.stringify(body)) }
}

/** What the client does at least: batches to one partition after the other, as many under way as there are partitions. */
async function sendAll(connectionString: string, messages: readonly Message[]): Promise<number> {
  const client = new EventHubProducerClient(connectionString, { retryOptions: { maxRetries: 0 } })
  const partitions = await client.getPartitionIds()
  const share = Math.ceil(messages.length / partitions.length)
  const sendShare = async (partitionId: string, own: readonly Message[]) => {
    for (let start = 0; start < own.length; start += BATCH) {
      const batch = await client.createBatch({ partitionId })
      for (const { id, type, body } of own.slice(start, start + BATCH)) {
        batch.tryAdd({ body, messageId: id, contentType: 'application/json', properties: { Table: type } })
      }
      await client.sendBatch(batch)
    }
  }
  for (let time = 0; time < REPEATED; time++) {
    await Promise.all(partitions.map((id, lane) => sendShare(id, messages.slice(lane * share, (lane + 1) * share))))
  }
  await client.close()
  return messages.length * REPEATED
}
