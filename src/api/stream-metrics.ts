import type { DeadLetters } from './dead-letters.ts'
import { inTime } from './in-time.ts'
import type { Add } from './metric.ts'
import type { Streaming, StreamState } from './streaming.ts'

/** What is known of sending. */
export interface StreamSources {
  readonly streaming: Streaming
  readonly letters: Pick<DeadLetters, 'summary'>
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
}

const BREAKER = { closed: 0, open: 1, 'half-open': 2 } as const

/** Adds the figures of sending, most of them under the names that older dashboards know. */
export function streamMetrics(add: Add, sources: StreamSources): void {
  sendingMetrics(add, sources)
  sinkMetrics(add, sources)
  letterMetrics(add, sources)
}

/** Adds figures of the state of sending. */
function adders(add: Add, streaming: Streaming) {
  const adder = (kind: 'gauge' | 'counter') => (name: string, help: string, read: (state: StreamState) => number) =>
    add(name, { kind, help, read: () => read(streaming.state()) })
  return { gauge: adder('gauge'), counter: adder('counter') }
}

function sendingMetrics(add: Add, { streaming, now }: StreamSources): void {
  const { gauge, counter } = adders(add, streaming)
  counter('streaming_events_generated_total', 'Events of the log that were looked at', ({ read }) => read)
  add('streaming_events_sent_total', {
    kind: 'counter',
    help: 'Events that the sink has confirmed',
    label: 'event_type',
    read: () => new Map(Object.entries(streaming.state().sentByType)),
  })
  counter('streaming_events_failed_total', 'Events that can never be sent', ({ rejected }) => rejected)
  counter('streaming_batches_sent_total', 'Batches that the sink has confirmed', ({ batches }) => batches)
  add('streaming_batches_failed_total', {
    kind: 'counter',
    help: 'Attempts that failed',
    label: 'error_type',
    read: () => new Map(Object.entries(streaming.state().failures)),
  })
  counter('streaming_bytes_sent_total', 'Bytes of envelopes', ({ bytes }) => bytes)
  gauge('streaming_active', '1 while events are sent', ({ status }) =>
    Number(status === 'running' || status === 'paused'),
  )
  gauge('streaming_paused', '1 while sending is paused', ({ status }) => Number(status === 'paused'))
  gauge('streaming_events_per_second', 'Over the last seconds', ({ rate }) => rate)
  gauge('streaming_events_waiting', 'Events that wait for their confirmation', ({ waiting }) => waiting)
  gauge('streaming_uptime_seconds', 'Since sending began', ({ startedAt, endedAt }) =>
    startedAt === null ? 0 : ((endedAt ?? now()) - startedAt) / 1000,
  )
}

function sinkMetrics(add: Add, { streaming }: StreamSources): void {
  const { gauge, counter } = adders(add, streaming)
  gauge('circuit_breaker_state', '0 closed, 1 open, 2 half-open', ({ breaker }) => BREAKER[breaker])
  counter('circuit_breaker_trips_total', 'How often it opened', ({ breakerTrips }) => breakerTrips)
  gauge('eventhub_connected', '1 while events are sent and the breaker is closed', ({ status, breaker }) =>
    Number(status === 'running' && breaker === 'closed'),
  )
  counter(
    'eventhub_connection_failures_total',
    'Attempts and checks that found nobody',
    ({ failures, checksFailed }) => (failures['network'] ?? 0) + checksFailed,
  )
}

/** What the tables know; -1 while they are away. */
function letterMetrics(add: Add, { streaming, letters }: StreamSources): void {
  add('dlq_size', {
    kind: 'gauge',
    help: 'Dead letters; -1 while the tables are away',
    read: () =>
      inTime(
        letters.summary().then(({ size }) => size),
        -1,
      ),
  })
  add('tillstream_publisher_pending_events', {
    kind: 'gauge',
    help: 'Events of the log that the publisher has not sent; -1 while the tables are away',
    read: () =>
      inTime(
        streaming.outbox().then(({ pending }) => pending),
        -1,
      ),
  })
}
