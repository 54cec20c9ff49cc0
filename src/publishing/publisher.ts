import type { RecordedEvent } from '../event-store/port.ts'
import type { Slice } from '../event-store/reader.ts'
import type { WallClock } from '../time/wall-clock.ts'
import type { Pace } from '../time/pace.ts'
import type { CircuitBreaker } from './delivery/circuit-breaker.ts'
import { createDelivery, type RetryOptions } from './delivery/deliver.ts'
import { createFeed, type Feed } from './delivery/feed.ts'
import { type BatchOptions, Lane } from './delivery/lane.ts'
import { Lanes } from './delivery/lanes.ts'
import { createRateCap } from './delivery/rate-cap.ts'
import { keepPlace } from './keep-place.ts'
import { runLanes } from './run-lanes.ts'
import { watchSink } from './watch-sink.ts'
import type { PublishedPlace, PublisherRecords } from './records.ts'
import { corrupted } from './faults/corrupt.ts'
import { FaultInjector } from './faults/fault-injector.ts'
import type { FaultPlan } from './faults/fault-plan.ts'
import { earlier, type Outgoing } from './delivery/outgoing.ts'
import type { Sink } from './sink.ts'
import { type BreakerLimits, type LastFailure, toldBreaker } from './told-breaker.ts'
import { type Counts, createCounts, type PublisherStatistics } from './statistics.ts'
import type { Envelope, Enveloper } from './wire/envelope.ts'

/** How events are sent: the keys of `realtime`, in milliseconds. */
export interface PublisherSettings {
  readonly batch: BatchOptions
  /** Most events that wait for their confirmation. */
  readonly maxWaiting: number
  readonly retry: RetryOptions
  /** Absent when it is switched off. */
  readonly breaker?: BreakerLimits | undefined
  /** Events at most in each interval; absent when nothing caps the rate. */
  readonly cap?: { readonly burst: number; readonly intervalMs: number } | undefined
  readonly monitoringMs: number
  /** Whether events that can never be sent are kept, or only counted. */
  readonly keepsDeadLetters: boolean
}

/** What a publisher works with. */
export interface PublisherParts {
  readonly sink: Sink
  readonly settings: PublisherSettings
  readonly envelopeOf: Enveloper
  /** Key under which order is kept. */
  readonly partitionOf: (event: RecordedEvent) => string
  readonly isWanted: (event: RecordedEvent) => boolean
  /** Absent when nothing shall survive, as in a replay. */
  readonly records: PublisherRecords | undefined
  readonly pace?: Pace | undefined
  /** What is done to events on purpose; needs records, which tell of it. */
  readonly faults?: FaultPlan | undefined
  readonly clock: WallClock
  /** Hears of what a user should know. */
  readonly warn: (line: string) => void
}

/** Forwards the log to a sink: per partition key in order, each event at least once. */
export interface Publisher {
  /** Everything before it is confirmed. */
  readonly place: PublishedPlace
  readonly statistics: PublisherStatistics
  /** The last envelopes that the sink has confirmed, the newest last: 100 at most. */
  readonly recent: readonly Envelope[]
  /**
   * Publishes slices that begin at `place` and end with the signal that they are given. When they end, everything is confirmed;
   * when `signal` is aborted, what is under way ends within some seconds, and the place is kept either way.
   * @throws SinkRefused; SinkUnavailable where no breaker waits for the sink.
   */
  run(slicesUntil: (signal: AbortSignal) => AsyncIterable<Slice>, signal: AbortSignal): Promise<void>
}

/** A sink that takes none of so many events in a row would take none of the others either. */
const MOST_REJECTED = 20

/** So many events that a sink never takes are told one by one. */
const MOST_TOLD = 20

/** A publisher that stands at a place of the log. */
export function createPublisher(parts: PublisherParts, start: PublishedPlace): Publisher {
  const { sink, settings, records, clock, warn } = parts
  const counts = createCounts()
  const lastFailure: LastFailure = { message: '' }
  const breaker = toldBreaker(settings.breaker, lastFailure, { clock, warn })
  const onLeft = (confirmed: readonly Envelope[]) => {
    counts.confirmed(confirmed)
    lanes.moved()
  }
  const own = makeLanes(parts, { counts, breaker, lastFailure, onLeft })
  const lanes = new Lanes(own, settings.maxWaiting)
  const injector = makeInjector(parts, lanes)
  const feed = makeFeed(parts, { lanes, injector, counts, start })
  const place = () => placeOf(lanes, injector, feed)
  return {
    get place() {
      return place()
    },
    get statistics() {
      const { state = 'closed', trips = 0 } = breaker ?? {}
      return counts.soFar({ breaker: state, breakerTrips: trips, waiting: lanes.size })
    },
    get recent() {
      return counts.recent()
    },
    async run(slicesUntil, signal) {
      const watching = watchSink({ sink, counts, clock, warn, everyMs: settings.monitoringMs, signal })
      const keeping = records && keepPlace({ records, place, faults: () => injector?.take() ?? [], clock })
      try {
        const stops = [signal, ...(keeping === undefined ? [] : [keeping.failed])]
        await runLanes({ own, lanes, feed, injector }, slicesUntil, AbortSignal.any(stops))
      } finally {
        await watching.end()
        await keeping?.settle()
      }
    },
  }
}

function makeInjector({ faults, envelopeOf }: PublisherParts, lanes: Lanes): FaultInjector | undefined {
  if (faults === undefined) return undefined
  return new FaultInjector({ plan: faults, envelopeOf, add: (key, event) => lanes.add(key, event) })
}

interface FeedMaking {
  readonly lanes: Lanes
  readonly injector: FaultInjector | undefined
  readonly counts: Counts
  readonly start: PublishedPlace
}

function makeFeed(
  { partitionOf, isWanted, pace, settings, clock }: PublisherParts,
  { lanes, injector, counts, start }: FeedMaking,
): Feed {
  const cap = settings.cap && createRateCap({ ...settings.cap, clock })
  const add = (key: string, event: Outgoing) => (injector ?? lanes).add(key, event)
  return createFeed(
    {
      add,
      partitionOf,
      isWanted,
      pace,
      cap,
      onRead: () => void counts.read++,
      onPassed: (time) => injector?.passed(time),
    },
    start,
  )
}

function placeOf(lanes: Lanes, injector: FaultInjector | undefined, feed: Feed): PublishedPlace {
  const { slice, index } = earlier(lanes.oldest, injector?.oldest) ?? feed.place
  return { position: slice.after, slice: slice.number - 1, eventsDone: index }
}

interface LaneMaking {
  readonly counts: Counts
  readonly breaker: CircuitBreaker | undefined
  readonly lastFailure: LastFailure
  readonly onLeft: (confirmed: readonly Envelope[]) => void
}

function makeLanes(
  { sink, settings, envelopeOf, records, warn, clock }: PublisherParts,
  { counts, breaker, lastFailure, onLeft }: LaneMaking,
): readonly Lane[] {
  const deliver = createDelivery({
    sink,
    breaker,
    retry: settings.retry,
    clock,
    onFailure(kind, { message }) {
      counts.failed(kind)
      lastFailure.message = message
    },
    mostRejected: MOST_REJECTED,
  })
  const onRejected = async ({ id, type, partitionKey, json }: Envelope, reason: string) => {
    counts.rejected++
    const kept = settings.keepsDeadLetters && records !== undefined
    if (counts.rejected <= MOST_TOLD)
      warn(`${sink.name} never takes ${type} ${id}: ${reason}${kept ? '; kept as a dead letter' : ''}`)
    if (counts.rejected === MOST_TOLD) warn('further events that it never takes are counted, and not told one by one')
    if (!kept) return
    await records.keepDeadLetter({ eventId: id, eventType: type, partitionKey, envelope: json, reason })
  }
  const { batch } = settings
  const made = ({ event, corruption }: Outgoing) => {
    const envelope = envelopeOf(event)
    return corruption === undefined ? envelope : corrupted(envelope, corruption).envelope
  }
  return Array.from(
    { length: sink.lanes },
    (_, number) => new Lane({ number, batch, deliver, clock, envelopeOf: made, onLeft, onRejected }),
  )
}
