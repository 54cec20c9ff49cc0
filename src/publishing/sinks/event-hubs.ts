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
 * Sends batches to an event hub, partition by partition, so that the events of a key stay in order whatever is sent again. Each
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
    lanes: partitionIds.length,
    send: (lane, events, stop) =>
      clients.use((client) =>
        limited(
          (abortSignal) => sendBatch(client, { partitionId: partitionIds[lane], batchOf }, events, abortSignal),
          sendLimitMs,
          stop,
        ),
      ),
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

async function sendBatch(
  client: EventHubProducerClient,
  { partitionId, batchOf }: { readonly partitionId: string; readonly batchOf: BatchMaker },
  events: readonly Envelope[],
  abortSignal: GuardedSignal,
): Promise<number> {
  // The client knows how much the hub takes at a time.
  const empty = await client.createBatch({ partitionId, abortSignal })
  const batch = batchOf(events, empty.maxSizeInBytes)
  if (batch.count === 0) {
    const bytes = Buffer.byteLength(events[0].json)
    throw new EventsRejected(`its ${bytes} bytes do not fit into a batch of ${empty.maxSizeInBytes}`)
  }
  await client.sendBatch(filled(empty, batch), { abortSignal })
  return batch.count
}

/** What this version of the client asks of a batch besides what it shows to everybody: the bytes, and spans, of which there are none. */
interface SentBatch extends EventDataBatch {
  readonly _messageSpanContexts: readonly never[]
  readonly _generateMessage: () => Buffer
}

function filled({ partitionId, maxSizeInBytes }: EventDataBatch, { count, sizeInBytes, encode }: AmqpBatch): SentBatch {
  return {
    ...(partitionId !== undefined && { partitionId }),
    maxSizeInBytes,
    count,
    sizeInBytes,
    tryAdd: () => false,
    _messageSpanContexts: [],
    _generateMessage: encode,
  }
}
