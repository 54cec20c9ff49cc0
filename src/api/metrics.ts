import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Engine } from './engine.ts'
import type { Streaming, StreamState } from './streaming.ts'

/** What metrics are read from when somebody asks for them. */
export interface MetricsSources {
  readonly engine: Engine
  readonly streaming: Streaming
  readonly feedClients: () => number
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
}

/** An answered request. */
export interface Answered {
  readonly method: string
  /** The path as it is described: `/api/facts/{table}`. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/** Figures for Prometheus. */
export interface Metrics {
  readonly observe: (answered: Answered) => void
  /** In the text format of Prometheus. */
  text(): Promise<string>
}

const BREAKER = { closed: 0, open: 1, 'half-open': 2 } as const
/** Seconds; the goal for health is 0.05. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** Makes the figures: those of the process, of requests, of the simulation, and of streaming under the names that older dashboards know. */
export function createMetrics(sources: MetricsSources): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [register],
  })
  const add = adder(register)
  simulationMetrics(add, sources)
  sendingMetrics(add, sources)
  sinkMetrics(add, sources)
  letterMetrics(add, sources)
  return {
    observe: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    text: () => register.metrics(),
  }
}

/** A value, or one per label. */
type Reading = number | ReadonlyMap<string, number>
type Read = () => Reading | Promise<Reading>

interface Added {
  readonly kind: 'counter' | 'gauge'
  readonly help: string
  readonly label?: string
  readonly read: Read
}

type Add = (name: string, added: Added) => void

/** Adds figures that are read when somebody asks. */
function adder(register: Registry): Add {
  return (name, { kind, help, label, read }) => {
    const options = { name, help, labelNames: label === undefined ? [] : [label], registers: [register] }
    const metric = kind === 'counter' ? new Counter(options) : new Gauge(options)
    const collect = async () => {
      const reading = await read()
      metric.reset()
      if (typeof reading === 'number') metric.inc(reading)
      else for (const [value, count] of reading) metric.inc({ [label ?? 'of']: value }, count)
    }
    Object.assign(metric, { collect })
  }
}

function simulationMetrics(add: Add, { engine, feedClients }: MetricsSources): void {
  const gauge = (name: string, help: string, read: Read) => add(name, { kind: 'gauge', help, read })
  const state = () => engine.simulation()
  gauge('tillstream_simulation_running', '1 while the simulation runs', () => Number(state().status === 'running'))
  gauge('tillstream_simulated_time_seconds', 'The simulated clock, seconds since 1970', () => (state().at ?? 0) / 1000)
  gauge('tillstream_speed_target', 'Simulated seconds a second that are asked for; infinite for max', () => {
    const { speed } = state()
    return speed === 'max' ? Number.POSITIVE_INFINITY : speed
  })
  gauge('tillstream_speed_achieved', 'Simulated seconds a second over the last seconds', () => state().achieved)
  gauge('tillstream_lag_seconds', 'How late the simulated clock is, wall seconds', () => state().lagMs / 1000)
  gauge('tillstream_feed_clients', 'Clients of the live feed', feedClients)
  add('tillstream_events_total', {
    kind: 'counter',
    help: 'Events recorded since the simulation was started',
    read: () => state().events,
  })
  add('tillstream_rows_total', {
    kind: 'counter',
    help: 'Rows written to fact tables since the simulation was started',
    read: () => state().rows,
  })
  add('tillstream_generation_progress', {
    kind: 'gauge',
    help: 'How far the last run is, 0 to 1',
    label: 'kind',
    read: () => new Map((['dimensions', 'fact'] as const).map((kind) => [kind, engine.operation(kind)?.progress ?? 0])),
  })
}

function sendingMetrics(add: Add, { streaming, now }: MetricsSources): void {
  const state = () => streaming.state()
  const gauge = (name: string, help: string, read: (now: StreamState) => number) =>
    add(name, { kind: 'gauge', help, read: () => read(state()) })
  const counter = (name: string, help: string, read: (now: StreamState) => number) =>
    add(name, { kind: 'counter', help, read: () => read(state()) })
  counter('streaming_events_generated_total', 'Events of the log that were looked at', ({ read }) => read)
  add('streaming_events_sent_total', {
    kind: 'counter',
    help: 'Events that the sink has confirmed',
    label: 'event_type',
    read: () => new Map(Object.entries(state().sentByType)),
  })
  counter('streaming_events_failed_total', 'Events that can never be sent', ({ rejected }) => rejected)
  counter('streaming_batches_sent_total', 'Batches that the sink has confirmed', ({ batches }) => batches)
  add('streaming_batches_failed_total', {
    kind: 'counter',
    help: 'Attempts that failed',
    label: 'error_type',
    read: () => new Map(Object.entries(state().failures)),
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

function sinkMetrics(add: Add, { streaming }: MetricsSources): void {
  const gauge = (name: string, help: string, read: (now: StreamState) => number) =>
    add(name, { kind: 'gauge', help, read: () => read(streaming.state()) })
  const counter = (name: string, help: string, read: (now: StreamState) => number) =>
    add(name, { kind: 'counter', help, read: () => read(streaming.state()) })
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
function letterMetrics(add: Add, { streaming }: MetricsSources): void {
  add('dlq_size', {
    kind: 'gauge',
    help: 'Dead letters; -1 while the tables are away',
    read: () =>
      streaming.letterSummary().then(
        ({ size }) => size,
        () => -1,
      ),
  })
  add('tillstream_publisher_pending_events', {
    kind: 'gauge',
    help: 'Events of the log that the publisher has not sent; -1 while the tables are away',
    read: () =>
      streaming.outbox().then(
        ({ pending }) => pending,
        () => -1,
      ),
  })
}
