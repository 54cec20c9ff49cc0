import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Engine } from './engine.ts'
import type { Add, Read } from './metric.ts'
import { type LagSources, readerMetrics } from './reader-metrics.ts'
import { streamMetrics, type StreamSources } from './stream-metrics.ts'

/** What metrics are read from when somebody asks for them. */
export interface MetricsSources extends StreamSources, LagSources {
  readonly engine: Engine
  readonly feedClients: () => number
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
  sliceMetric(register, sources)
  readerMetrics(add, sources)
  streamMetrics(add, sources)
  return {
    observe: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    text: () => register.metrics(),
  }
}

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
  add('tillstream_events_by_type_total', {
    kind: 'counter',
    help: 'Events recorded by simulations since the server was started, by type',
    label: 'type',
    read: () => new Map(Object.entries(engine.eventsByType())),
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

/** Gathered by the process that simulates: prom-client has histograms only of what it is told one by one. */
function sliceMetric(register: Registry, { engine }: MetricsSources): void {
  const name = 'tillstream_slice_seconds'
  const help = 'How long slices took to be simulated and recorded, since the server was started'
  const get = async () => {
    const { count, seconds, within } = engine.sliceTimes()
    const bucket = (le: number | string, value: number) => ({ metricName: `${name}_bucket`, labels: { le }, value })
    const values = [
      ...within.map(([bound, found]) => bucket(bound, found)),
      bucket('+Inf', count),
      { metricName: `${name}_sum`, labels: {}, value: seconds },
      { metricName: `${name}_count`, labels: {}, value: count },
    ]
    return { name, help, type: 'histogram', values }
  }
  register.registerMetric({ name, get } as unknown as Histogram)
}
