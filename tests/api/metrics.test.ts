import { afterEach, expect, test, vi } from 'vitest'
import type { Engine } from '../../src/api/engine.ts'
import { createMetrics } from '../../src/api/metrics.ts'
import type { LagSources } from '../../src/api/reader-metrics.ts'
import type { Streaming } from '../../src/api/streaming.ts'
import { NO_SLICES, withSlice } from '../../src/cli/live/slice-times.ts'
import { StreamFigures } from '../../src/cli/serve/stream-figures.ts'
import { lagsIn, parsedFigures } from './figures.ts'

const SIMULATION = { status: 'running', at: 1000, speed: 60, achieved: 60, lagMs: 0, events: 5, rows: 7 }
const TIMES = [4, 40, 12_000].reduce(withSlice, NO_SLICES)

const away = () => Promise.reject(new Error('the tables are away'))
const never = () => new Promise<never>(() => undefined)
const feed = async () => [{ reader: 'live_feed', events: 12, simulatedSeconds: 0.5 }]

interface Known {
  readonly readers?: LagSources['readers']
  readonly ask?: () => Promise<never>
}

/** Figures of a simulation that has recorded slices of 4, 40 and 12000 ms. */
function metricsOf({ readers = [], ask = away }: Known) {
  const told = {
    simulation: () => SIMULATION,
    sliceTimes: () => TIMES,
    eventsByType: () => ({ receipt_created: 3, customer_left: 2 }),
    operation: () => undefined,
  }
  const engine = told as unknown as Engine
  const { state } = new StreamFigures(() => 0)
  const streaming = { state: () => state, outbox: ask } as unknown as Streaming
  return createMetrics({ engine, streaming, letters: { summary: ask }, readers, feedClients: () => 0, now: () => 0 })
}

afterEach(() => void vi.useRealTimers())

test('how long slices took is a histogram', async () => {
  const text = await metricsOf({}).text()
  expect(text).toContain('# TYPE tillstream_slice_seconds histogram\n')
  const figures = parsedFigures(text)
  const within = (bound: string) => figures.get(`tillstream_slice_seconds_bucket{le="${bound}"}`)
  expect(['0.001', '0.005', '0.05', '10', '+Inf'].map(within)).toEqual([0, 1, 2, 2, 3])
  expect(figures.get('tillstream_slice_seconds_count')).toBe(3)
  expect(figures.get('tillstream_slice_seconds_sum')).toBeCloseTo(12.044)
})

test('events are counted by type', async () => {
  const figures = parsedFigures(await metricsOf({}).text())
  const counted = (type: string) => figures.get(`tillstream_events_by_type_total{type="${type}"}`)
  expect(['receipt_created', 'customer_left', 'truck_arrived'].map(counted)).toEqual([3, 2, undefined])
})

test('readers of tables that are away are absent, and everything else is told', async () => {
  const figures = parsedFigures(await metricsOf({ readers: [away, feed] }).text())
  expect(lagsIn(figures, 'events')).toEqual(new Map([['live_feed', 12]]))
  expect(lagsIn(figures, 'simulated_seconds')).toEqual(new Map([['live_feed', 0.5]]))
  expect([figures.get('dlq_size'), figures.get('tillstream_publisher_pending_events')]).toEqual([-1, -1])
  expect(figures.get('tillstream_events_total')).toBe(5)
})

test('a reader that is not there any more is absent the next time, and both figures are of one look', async () => {
  let looks = 0
  const once = async () => (++looks === 1 ? [{ reader: 'publisher', events: 1, simulatedSeconds: 1 }] : [])
  const metrics = metricsOf({ readers: [once] })
  expect(lagsIn(parsedFigures(await metrics.text()), 'events').size).toBe(1)
  expect(looks).toBe(1)
  expect(lagsIn(parsedFigures(await metrics.text()), 'events').size).toBe(0)
})

test('tables that do not answer do not hold up the rest', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const text = metricsOf({ readers: [never], ask: never }).text()
  await vi.advanceTimersByTimeAsync(2000)
  const figures = parsedFigures(await text)
  expect([figures.get('dlq_size'), lagsIn(figures, 'events').size]).toEqual([-1, 0])
})
