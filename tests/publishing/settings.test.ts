import { describe, expect, test } from 'vitest'
import { configSchema } from '../../src/config/schema.ts'
import { createPublisher, type PublisherSettings } from '../../src/publishing/publisher.ts'
import { publisherSettings } from '../../src/publishing/settings.ts'
import { EventsRejected, type FailureKind, SinkUnavailable } from '../../src/publishing/sink.ts'
import { createPace } from '../../src/time/pace.ts'
import { manualClock } from '../time/manual-clock.ts'
import { ids, memoryRecords, numberedSlices, keyOfNumber, numberOf, slicesAfter, START } from './numbered-slices.ts'
import { type ScriptedSink, scriptedSink } from './scripted-sink.ts'

/** What is set of `realtime`, by the names that users know. */
type Realtime = Readonly<Record<string, number | boolean>>

/** The settings that a configuration with these keys leads to. */
function configured(keys: Realtime): PublisherSettings {
  const config = configSchema.parse({ realtime: keys })
  return publisherSettings(config, (key) => key.replace('realtime.', '') in keys)
}

interface Circumstances {
  readonly prepare?: (sink: ScriptedSink) => void
  /** Wall milliseconds that pass. */
  readonly ms?: number
  readonly speed?: number | undefined
}

/** Publishes 100 events, one a simulated second, to a sink that is prepared, and lets so much time pass. */
async function published(keys: Realtime, { prepare = (_sink: ScriptedSink) => {}, ms = 0, speed }: Circumstances = {}) {
  const clock = manualClock()
  const sink = scriptedSink()
  const records = memoryRecords()
  const warnings: string[] = []
  prepare(sink)
  const pace = speed === undefined ? undefined : createPace(speed, clock)
  const warn = (line: string) => void warnings.push(line)
  const parts = {
    sink,
    settings: configured(keys),
    envelopeOf: numberOf,
    partitionOf: keyOfNumber,
    isWanted: () => true,
    records,
    pace,
    clock,
    warn,
  }
  const publisher = createPublisher(parts, START)
  const stop = new AbortController()
  const running = publisher.run(() => slicesAfter(numberedSlices(1, 100), START), stop.signal)
  const outcome = running.then(
    () => 'done',
    (error: Error) => error.message,
  )
  await clock.advance(ms)
  const now = { attempts: sink.attempts, ...publisher.statistics }
  stop.abort()
  await clock.advance(0)
  return { sink, records, warnings, now, outcome, clock }
}

const failing = (kind: FailureKind, message: string) => (count: number) => (sink: ScriptedSink) => {
  sink.failures.push(...Array.from({ length: count }, () => new SinkUnavailable(kind, message)))
}
const away = failing('network', 'away')
const busy = failing('throttling', 'busy')
const poison = (sink: ScriptedSink) => sink.failures.push(...Array.from({ length: 9 }, () => new EventsRejected('odd')))
const unwell = (sink: ScriptedSink) => {
  sink.checkFailure = new SinkUnavailable('network', 'no answer')
}
/** All events in one batch: there is one to fail. */
const ONE_BATCH = { max_batch_size: 100, batch_timeout_ms: 1 }

describe('every key of realtime does what its name says', () => {
  test.each([
    [1, Array.from({ length: 100 }, () => 1)],
    [30, [30, 30, 30, 10]],
    [256, [100]],
  ])('max_batch_size %d: batches of %j', async (max_batch_size, sizes) => {
    const { sink } = await published({ max_batch_size })
    expect(sink.batches.map((batch) => batch.ids.length)).toEqual(sizes)
  })

  test.each([
    [50, 1000 / 50],
    [5000, 1000 / 5000],
  ])('batch_timeout_ms %d: a batch that is not full waits so long', async (batch_timeout_ms, perSecond) => {
    const { now } = await published({ batch_timeout_ms }, { speed: 1, ms: 20_500 })
    // One event a second: each waits for the time alone, or with those that come in it.
    expect(now.attempts).toBe(perSecond > 1 ? 20 + 1 : 4)
  })

  test.each([10, 40])('max_buffer_size %d: no more events wait for a sink that takes none', async (max_buffer_size) => {
    const { now } = await published({ max_buffer_size }, { prepare: (sink) => void sink.hold(), ms: 10_000 })
    expect([now.waiting, now.read]).toEqual([max_buffer_size, max_buffer_size - 1])
  })

  test.each([
    [0, 1],
    [2, 3],
  ])(
    'retry_attempts %d: without a breaker the publisher gives up after %d attempts',
    async (retry_attempts, attempts) => {
      const keys = { ...ONE_BATCH, retry_attempts, circuit_breaker_enabled: false }
      const { now, outcome } = await published(keys, { prepare: away(9), ms: 60_000 })
      expect([now.attempts, await outcome]).toEqual([attempts, 'away'])
    },
  )

  test.each([
    [0, 1],
    [2, 3],
  ])('retry_attempts %d: with a breaker it opens after %d attempts', async (retry_attempts, attempts) => {
    const { now } = await published({ ...ONE_BATCH, retry_attempts }, { prepare: away(9), ms: 50_000 })
    expect([now.attempts, now.breaker]).toEqual([attempts, 'open'])
  })

  test.each([
    [1, 4],
    [10, 2],
  ])('backoff_multiplier %d: %d attempts in half a second', async (backoff_multiplier, attempts) => {
    const keys = { ...ONE_BATCH, retry_attempts: 3, backoff_multiplier }
    const { now } = await published(keys, { prepare: away(9), ms: 500 })
    expect(now.attempts).toBe(attempts)
  })

  test.each([1, 3])(
    'circuit_breaker_failure_threshold %d opens the breaker',
    async (circuit_breaker_failure_threshold) => {
      const keys = { ...ONE_BATCH, retry_attempts: 50, circuit_breaker_failure_threshold }
      const { now, warnings } = await published(keys, { prepare: away(90), ms: 50_000 })
      expect([now.attempts, now.breaker, now.breakerTrips]).toEqual([circuit_breaker_failure_threshold, 'open', 1])
      expect(warnings).toEqual(['the circuit breaker opened: away; the sink is asked again in 60 s'])
    },
  )

  test.each([5, 30])('circuit_breaker_recovery_timeout %d: one attempt after so many seconds', async (seconds) => {
    const keys = { ...ONE_BATCH, circuit_breaker_failure_threshold: 1, circuit_breaker_recovery_timeout: seconds }
    const { now, clock, sink } = await published(keys, { prepare: away(1), ms: seconds * 1000 - 1 })
    expect([now.attempts, now.breaker]).toEqual([1, 'open'])
    expect(sink.ids).toEqual([])
    await clock.advance(0)
    const later = await published(keys, { prepare: away(1), ms: seconds * 1000 + 1 })
    expect(later.sink.ids).toEqual(ids(100))
    expect(later.warnings.at(-1)).toBe('the circuit breaker closed: the sink is back')
  })

  test('circuit_breaker_enabled false: nothing opens, however often a batch fails', async () => {
    const keys = { ...ONE_BATCH, retry_attempts: 9, circuit_breaker_enabled: false }
    const { now } = await published(keys, { prepare: away(8), ms: 60_000 })
    expect(now).toMatchObject({ breakerTrips: 0, failures: { network: 8 }, sent: 100 })
  })

  test.each([true, false])(
    'a sink that is busy is waited for, however often: circuit_breaker_enabled %s',
    async (circuit_breaker_enabled) => {
      const keys = { ...ONE_BATCH, retry_attempts: 2, circuit_breaker_failure_threshold: 3, circuit_breaker_enabled }
      const { now } = await published(keys, { prepare: busy(20), ms: 80_000 })
      expect(now).toMatchObject({ breakerTrips: 0, failures: { throttling: 20 }, sent: 100 })
    },
  )

  test.each([
    [true, 1],
    [false, 0],
  ])('enable_dead_letter_queue %s: %d event is kept of one that can never be sent', async (enabled, kept) => {
    const { records, now } = await published(
      { enable_dead_letter_queue: enabled, max_batch_size: 100 },
      { prepare: poison, ms: 10 },
    )
    expect([records.letters.size, now.rejected, now.sent]).toEqual([kept, expect.any(Number), expect.any(Number)])
    expect(now.rejected).toBeGreaterThan(0)
  })

  test.each([1, 20])(
    'monitoring_interval %d: the sink is asked how it is every so many seconds',
    async (monitoring_interval) => {
      const { now, warnings } = await published({ monitoring_interval }, { prepare: unwell, speed: 1, ms: 60_500 })
      expect([now.checks, now.checksFailed]).toEqual([60 / monitoring_interval, 60 / monitoring_interval])
      expect(warnings).toEqual(['scripted is not well: no answer'])
    },
  )

  test.each([
    [{ emit_interval_ms: 1000, burst: 10 }, 40],
    [{ emit_interval_ms: 100, burst: 3 }, 100],
    [{ burst: 7 }, 49],
  ])('emit_interval_ms and burst cap the rate when they are set: %j sends %d in 3.4 s', async (keys, sent) => {
    const { now } = await published({ ...keys, max_batch_size: 1 }, { ms: 3400 })
    expect(now.sent).toBe(sent)
  })

  test('emit_interval_ms and burst cap nothing when they are not set', async () => {
    const { now } = await published({ max_batch_size: 1 }, { ms: 1 })
    expect(now.sent).toBe(100)
  })
})
