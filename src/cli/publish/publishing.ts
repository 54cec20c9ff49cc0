import type { Config } from '../../config/schema.ts'
import type { Database } from '../../database/connect.ts'
import { type FaultPlan, planFaults } from '../../publishing/faults/fault-plan.ts'
import { openPostgresRecords } from '../../publishing/postgres-records.ts'
import { createPublisher, type Publisher } from '../../publishing/publisher.ts'
import type { PublishedPlace, PublisherRecords } from '../../publishing/records.ts'
import { publisherSettings } from '../../publishing/settings.ts'
import type { Sink } from '../../publishing/sink.ts'
import { createEnveloper, partitionKeys } from '../../publishing/wire/envelope.ts'
import { publishedTypes } from '../../publishing/wire/published-types.ts'
import type { RecordedEvent } from '../../event-store/port.ts'
import { eventDefinitions } from '../../retail/events.ts'
import type { Pace } from '../../time/pace.ts'
import type { CommandContext } from '../command.ts'
import { MACHINE_CLOCK } from '../machine-clock.ts'
import { UsageError } from '../usage-error.ts'

/** The records of a sink about a log, in a migrated database. */
export function openRecords(
  context: CommandContext,
  { database, sink, logId }: { readonly database: Database; readonly sink: Sink; readonly logId: string },
): Promise<PublisherRecords & AsyncDisposable> {
  return openPostgresRecords({
    sink: sink.name,
    logId,
    connect: () => database.connect(),
    signal: context.signal,
  })
}

/** What a configuration wants done to events on purpose, if anything. @throws UsageError */
export function wantedFaults({ stream: { faults } }: Config): FaultPlan | undefined {
  const { seed, ...rates } = faults
  if (Object.values(rates).every((rate) => rate === 0)) return undefined
  try {
    return planFaults(rates, seed)
  } catch (error) {
    throw error instanceof RangeError ? new UsageError([error.message]) : error
  }
}

/** What a publisher is made of, beside the configuration. */
export interface PublishingParts {
  readonly config: Config
  /** Event types that are published. */
  readonly types: ReadonlySet<string>
  readonly sink: Sink
  /** Absent when nothing shall survive. */
  readonly records: PublisherRecords | undefined
  readonly start: PublishedPlace
  /** Whether an event of a published type is meant. */
  readonly isMeant: (event: RecordedEvent) => boolean
  readonly pace?: Pace | undefined
  readonly replayId?: string | undefined
}

/** The event types that a configuration wants published. @throws UnknownEventType */
export function wantedTypes({ stream }: Config): ReadonlySet<string> {
  return publishedTypes(stream.event_types, [...eventDefinitions.keys()])
}

/** A publisher as the configuration wants it. */
export async function makePublisher(context: CommandContext, parts: PublishingParts): Promise<Publisher> {
  const { config, types, sink, records, start, isMeant, pace, replayId } = parts
  const { sources } = await context.config()
  return createPublisher(
    {
      sink,
      settings: publisherSettings(config, (key) => sources.get(key) !== 'default'),
      envelopeOf: createEnveloper(eventDefinitions, { source: config.stream.source, replayId }),
      partitionOf: partitionKeys(eventDefinitions),
      isWanted: (event) => types.has(event.type) && isMeant(event),
      records,
      // A replay keeps no records, and tells nobody what it does.
      faults: records && wantedFaults(config),
      pace,
      clock: MACHINE_CLOCK,
      warn: context.log.warn,
    },
    start,
  )
}
