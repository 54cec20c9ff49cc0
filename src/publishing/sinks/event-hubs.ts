import {
  EventHubProducerClient,
  type EventDataBatch,
  type EventHubClientOptions,
  type TokenCredential,
} from '@azure/event-hubs'
import { EventsRejected, type Sink } from '../sink.ts'
import type { Envelope } from '../wire/envelope.ts'
import { type AmqpBatch, type BatchMaker, createBatchMaker } from './amqp-batch.ts'
import { eventHubsError } from './event-hubs-errors.ts'
import { type GuardedSignal, guardedSignal } from './guarded-signal.ts'
import { replaceable } from './replaceable.ts'
import { untilAborted } from './until-aborted.ts'

/** An event hub, or the custom endpoint of a Fabric Eventstream, and who sends. */
export interface EventHubsTarget {
  readonly hub: string
  /** `NAME.servicebus.windows.net`, for people; with the port where it is not the usual one. */
  readonly namespace: string
  /** A connection string without EntityPath or with that of the hub, or a credential of Entra ID. */
  readonly access: { readonly connectionString: string } | { readonly credential: TokenCredential }
  /** Who sends, for people: `key send from AZURE_EVENTHUB_CONNECTION_STRING`. */
  readonly identity: string
  /** `https://HOST:PORT/` to dial in place of the namespace, which stays the name. */
  readonly customEndpoint?: string | undefined
  /** Milliseconds that one batch may take. */
  readonly sendLimitMs?: number
}

/** The client would wait a minute for a connection that is gone. */
const SEND_LIMIT_MS = 10_000
const OPEN_LIMIT_MS = 14_000
const CLOSE_LIMIT_MS = 3000

/**
 * So many batches are under way to a partition at a time, of different keys, because few keys have most events: where an answer
 * takes 15 to 40 ms, this sends 20 to 30 % more than one. A key has its partition whatever this is.
 */
const LANES_PER_PARTITION = 2

/**
 * Sends batches to an event hub, each to one partition, so that the events of a key stay in order whatever is sent again. Each
 * message has the event id as its id, the content type JSON, and the property `Table` with the event type, which existing
 * Fabric routing reads. The client's own retries are off: they nest, take minutes, and count a wrong key as a passing error.
 * @throws SinkRefused, SinkUnavailable
 */
export async function openEventHubsSink(target: EventHubsTarget, signal: AbortSignal): Promise<Sink> {
  const batchOf = createBatchMaker()
  const clients = replaceable(() => createClient(target), CLOSE_LIMIT_MS)
  const limited = limitedWork(target)
  const facts = (stop: AbortSignal) =>
    clients.use((client) =>
      limited((abortSignal) => client.getEventHubProperties({ abortSignal }), OPEN_LIMIT_MS, stop),
    )
  const { sendLimitMs = SEND_LIMIT_MS, namespace, hub } = target
  const { partitionIds } = await facts(signal).catch(async (error: unknown) => {
    await clients.close()
    throw error
  })
  return {
    name: `eventhubs ${namespace}/${hub}`,
    lanes: partitionIds.length * LANES_PER_PARTITION,
    send(lane, events, stop) {
      const within: Within = (work) => limited(work, sendLimitMs, stop)
      const sending = { partitionId: partitionIds[lane % partitionIds.length], events, batchOf, within }
      return clients.use((client) => sendBatch(client, sending))
    },
    async check(stop) {
      const began = performance.now()
      const { name, partitionIds: partitions } = await facts(stop)
      return {
        as: target.identity,
        namespace,
        hub: name,
        partitions: partitions.length,
        latency_ms: Math.round(performance.now() - began),
      }
    },
    [Symbol.asyncDispose]: () => clients.close(),
  }
}

/** Runs work of the client within the time that a batch may take. */
type Within = <Result>(work: (abortSignal: GuardedSignal) => Promise<Result>) => Promise<Result>

type Limited = <Result>(
  work: (abortSignal: GuardedSignal) => Promise<Result>,
  limitMs: number,
  stop: AbortSignal,
) => Promise<Result>

/** Runs work of the client for so long at most, and tells its failures as the port does. */
function limitedWork(target: EventHubsTarget): Limited {
  return async (work, limitMs, stop) => {
    try {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(limitMs)])
      return await untilAborted(work(guardedSignal(signal)), signal)
    } catch (error) {
      stop.throwIfAborted()
      throw eventHubsError(error, target, limitMs)
    }
  }
}

function createClient({ access, hub, namespace, customEndpoint }: EventHubsTarget): EventHubProducerClient {
  const options: EventHubClientOptions = {
    retryOptions: { maxRetries: 0 },
    ...(customEndpoint !== undefined && { customEndpointAddress: customEndpoint }),
  }
  if ('credential' in access) return new EventHubProducerClient(namespace, hub, access.credential, options)
  return new EventHubProducerClient(access.connectionString, hub, options)
}

interface Sending {
  readonly partitionId: string
  readonly events: readonly Envelope[]
  readonly batchOf: BatchMaker
  readonly within: Within
}

async function sendBatch(
  client: EventHubProducerClient,
  { partitionId, events, batchOf, within }: Sending,
): Promise<number> {
  // The client knows how much the hub takes at a time.
  const empty = await within((abortSignal) => client.createBatch({ partitionId, abortSignal }))
  const batch = batchOf(events, empty.maxSizeInBytes)
  if (batch.count === 0) throw tooLarge(events[0], empty)
  await within((abortSignal) => client.sendBatch(filled(empty, batch), { abortSignal }))
  return batch.count
}

function tooLarge({ json }: Envelope, { maxSizeInBytes }: EventDataBatch): EventsRejected {
  return new EventsRejected(`its ${Buffer.byteLength(json)} bytes do not fit into a batch of ${maxSizeInBytes}`)
}

/** The client's empty batch with events that it would have taken one by one; it asks a batch that it sends for its bytes. */
function filled(empty: EventDataBatch, { count, bytes }: AmqpBatch): EventDataBatch {
  return Object.create(empty, {
    count: { value: count },
    sizeInBytes: { value: bytes.length },
    _generateMessage: { value: () => bytes },
  }) as EventDataBatch
}
