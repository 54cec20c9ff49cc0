import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MACHINE_CLOCK } from '../src/cli/machine-clock.ts'
import { byStream } from '../src/event-store/packed-streams.ts'
import type { StreamEvents } from '../src/event-store/recorder.ts'
import { parseConnectionString } from '../src/publishing/credentials/connection-string.ts'
import type { PublisherParts } from '../src/publishing/publisher.ts'
import type { Sink } from '../src/publishing/sink.ts'
import { openEventHubsSink } from '../src/publishing/sinks/event-hubs.ts'
import { createEnveloper, partitionKeys } from '../src/publishing/wire/envelope.ts'
import { publishedTypes } from '../src/publishing/wire/published-types.ts'
import { eventDefinitions, type RetailEvent, STREAM_ENDINGS } from '../src/retail/events.ts'

/** Events in a batch at most. */
export const BATCH = 500

/** Where a publisher of the whole log begins. */
export const START = { position: 'start', slice: 0, eventsDone: 0 } as const

export const never = new AbortController().signal

const types = publishedTypes([], [...eventDefinitions.keys()])

/** Whether an event is of a type that is published. */
export const isPublished = ({ type }: { readonly type: string }) => types.has(type)

const partitionOf = partitionKeys(eventDefinitions)

export const envelopeOf = createEnveloper(eventDefinitions, { source: 'retail-datagen' })

/** Opens the event hub that a connection string names. */
export function sinkOf(connectionString: string): Promise<Sink> {
  const { namespace, entityPath = '' } = parseConnectionString(connectionString)
  const access = { connectionString }
  return openEventHubsSink({ hub: entityPath, namespace, identity: 'the benchmark', access }, never)
}

/** A publisher that keeps nothing. */
export function publisherParts(sink: Sink, { timeoutMs }: { readonly timeoutMs: number }): PublisherParts {
  return {
    sink,
    settings: {
      batch: { maxSize: BATCH, timeoutMs },
      maxWaiting: 10_000,
      retry: { attempts: 3, multiplier: 2 },
      monitoringMs: 3_600_000,
      keepsDeadLetters: false,
    },
    envelopeOf,
    partitionOf,
    isWanted: isPublished,
    records: undefined,
    clock: MACHINE_CLOCK,
    warn: console.error,
  }
}

/** Events by the stream that they belong to. */
export function inStreams(events: readonly RetailEvent[]): readonly StreamEvents[] {
  return byStream(events, (type) => STREAM_ENDINGS.has(type))
}

/** A folder that is gone with what is in it when it is disposed of. */
export async function ownFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'tillstream-bench-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
