import { describe, expect, test } from 'vitest'
import type { Slice } from '../../src/event-store/reader.ts'
import { createPublisher, type PublisherParts } from '../../src/publishing/publisher.ts'
import type { PublishedPlace } from '../../src/publishing/records.ts'
import { EventsRejected, SinkRefused, SinkUnavailable } from '../../src/publishing/sink.ts'
import { createPace } from '../../src/time/pace.ts'
import { manualClock } from '../time/manual-clock.ts'
import {
  ids,
  memoryRecords,
  numberedSlices,
  keyOfNumber,
  numberOf,
  settings,
  slicesAfter,
  START,
} from './numbered-slices.ts'
import { scriptedSink } from './scripted-sink.ts'

const SLICES = numberedSlices(4, 25)
const never = new AbortController().signal

/** A publisher with a sink, records and a clock of its own. */
function setUp(changes: Partial<PublisherParts> = {}, start: PublishedPlace = START) {
  const clock = manualClock()
  const warnings: string[] = []
  const sink = scriptedSink()
  const parts = {
    sink,
    settings: settings(),
    envelopeOf: numberOf,
    partitionOf: keyOfNumber,
    isWanted: () => true,
    records: memoryRecords(),
    clock,
    warn: (line: string) => void warnings.push(line),
    ...changes,
  }
  const publisher = createPublisher(parts, start)
  const run = (signal = never, slices = SLICES) => publisher.run(() => slicesAfter(slices, start), signal)
  return { clock, warnings, sink: (changes.sink as typeof sink | undefined) ?? sink, publisher, run }
}

const keyOf = (id: string) => Number(id) % 3
const busy = () => new SinkUnavailable('throttling', 'busy')

test('every event arrives once, in order, in full batches, and the place is behind the last', async () => {
  const records = memoryRecords()
  const { sink, publisher, run } = setUp({ records })
  await run()
  expect(sink.ids).toEqual(ids(100))
  expect(sink.batches.map((batch) => batch.ids.length)).toEqual(Array.from({ length: 10 }, () => 10))
  expect(records.places.at(-1)).toEqual({ position: 40n, slice: 4, eventsDone: 0 })
  expect(publisher.statistics).toMatchObject({ read: 100, sent: 100, sentByType: { tenth: 10, other: 90 }, waiting: 0 })
})

test('events of a key stay in order on many lanes, though batches fail', async () => {
  const sink = scriptedSink({ lanes: 3, capacity: 4 })
  const { clock, run } = setUp({ sink })
  sink.failures.push(busy(), undefined, busy(), undefined, undefined, busy())
  const running = run()
  await clock.advance(60_000)
  await running
  for (const key of [0, 1, 2]) {
    expect(sink.ids.filter((id) => keyOf(id) === key)).toEqual(ids(100).filter((id) => keyOf(id) === key))
    const lanes = sink.batches.filter((batch) => batch.ids.some((id) => keyOf(id) === key)).map(({ lane }) => lane)
    expect(new Set(lanes).size).toBe(1)
  }
})

test('types that are not published are passed over, and the place moves on', async () => {
  const records = memoryRecords()
  const { sink, run } = setUp({ records, isWanted: ({ type }) => type === 'tenth' })
  await run()
  expect(sink.ids).toEqual(ids(100).filter((id) => id.endsWith('9')))
  expect(records.places.at(-1)).toEqual({ position: 40n, slice: 4, eventsDone: 0 })
})

test('a publisher that goes on in the middle of a slice sends what is behind that place', async () => {
  const { sink, run } = setUp({}, { position: 10n, slice: 1, eventsDone: 7 })
  await run()
  expect(sink.ids).toEqual(ids(68, 32))
})

describe('stopped', () => {
  test('while a batch is under way, that one is confirmed, the others stay in the log', async () => {
    const stop = new AbortController()
    const records = memoryRecords()
    const { sink, clock, run } = setUp({ records, settings: settings({ maxWaiting: 30 }) })
    const gate = sink.hold()
    const running = run(stop.signal)
    await clock.settle()
    stop.abort()
    await clock.settle()
    gate.open()
    await running
    expect(sink.ids).toEqual(ids(10))
    expect(records.places.at(-1)).toEqual({ position: 'start', slice: 0, eventsDone: 10 })
  })

  test('and continued from its place, every event has arrived', async () => {
    const stop = new AbortController()
    const records = memoryRecords()
    const sink = scriptedSink()
    const first = setUp({ records, sink })
    const gate = sink.hold()
    const running = first.run(stop.signal)
    await first.clock.settle()
    stop.abort()
    gate.open()
    await running
    const second = setUp({ records, sink }, records.places.at(-1))
    await second.run()
    expect(sink.ids).toEqual(ids(100))
  })
})

/** Slices as of a log that is followed: nothing ends them but the signal. */
async function* followed(signal: AbortSignal): AsyncGenerator<Slice> {
  yield* SLICES
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
}

describe('at the end of a log that is followed', () => {
  test('a sink that refuses ends the publisher, though nothing more is recorded', async () => {
    const { sink, publisher } = setUp()
    sink.failures.push(new SinkRefused('wrong key'))
    await expect(publisher.run(followed, never)).rejects.toThrow('wrong key')
  })

  test('a failure that comes while it is stopped is told', async () => {
    const stop = new AbortController()
    const { sink, publisher, clock } = setUp()
    const gate = sink.hold()
    const running = publisher.run(followed, stop.signal)
    await clock.settle()
    sink.failures.push(new SinkRefused('wrong key'))
    stop.abort()
    gate.open()
    await expect(running).rejects.toThrow('wrong key')
  })

  test('nobody waits for a sink that is away when it is stopped', async () => {
    const stop = new AbortController()
    const records = memoryRecords()
    const { sink, publisher, clock } = setUp({ records })
    sink.failures.push(...Array.from({ length: 99 }, () => new SinkUnavailable('network', 'away')))
    const running = publisher.run(followed, stop.signal)
    await clock.advance(1000)
    stop.abort()
    await running
    expect([sink.ids, records.places.at(-1)]).toEqual([[], START])
  })
})

test('the place is never behind an event that is not confirmed', async () => {
  const records = memoryRecords()
  const sink = scriptedSink({ lanes: 3 })
  const { clock, run } = setUp({ records, sink })
  const gate = sink.hold()
  const running = run()
  await clock.advance(5000)
  expect(records.places).toEqual([START])
  gate.open()
  await clock.advance(5000)
  await running
  expect(records.places.at(-1)?.slice).toBe(4)
})

describe('when the sink fails', () => {
  test('a batch is sent again after growing waits, and others wait behind it', async () => {
    const { sink, clock, run, publisher } = setUp()
    sink.failures.push(busy(), busy())
    const running = run()
    await clock.advance(80)
    expect(sink.attempts).toBe(1)
    await clock.advance(400)
    expect(sink.attempts).toBeGreaterThanOrEqual(3)
    await clock.advance(5000)
    await running
    expect(sink.ids).toEqual(ids(100))
    expect(publisher.statistics).toMatchObject({ failures: { throttling: 2 }, breaker: 'closed', breakerTrips: 0 })
  })

  test('the wait that the sink asks for is kept', async () => {
    const { sink, clock, run } = setUp()
    sink.failures.push(new SinkUnavailable('throttling', 'busy', { retryAfterMs: 20_000 }))
    const running = run()
    await clock.advance(19_999)
    expect(sink.attempts).toBe(1)
    await clock.advance(1)
    await running
    expect(sink.ids).toEqual(ids(100))
  })

  test('what can never be sent is kept as a dead letter, and nothing else is', async () => {
    const records = memoryRecords()
    const poisoned = scriptedSink()
    const send = poisoned.send.bind(poisoned)
    poisoned.send = async (lane, events, signal) => {
      if (events.some(({ id }) => id === '13' || id === '57')) throw new EventsRejected('too odd')
      return await send(lane, events, signal)
    }
    const { run, publisher, warnings } = setUp({ records, sink: poisoned })
    await run()
    expect(poisoned.ids).toEqual(ids(100).filter((id) => id !== '13' && id !== '57'))
    expect([...records.letters.values()]).toEqual([
      {
        eventId: '13',
        eventType: 'other',
        partitionKey: 'key_1',
        envelope: '{"number":13,"key":"key_1"}',
        reason: 'too odd',
      },
      {
        eventId: '57',
        eventType: 'other',
        partitionKey: 'key_0',
        envelope: '{"number":57,"key":"key_0"}',
        reason: 'too odd',
      },
    ])
    expect(publisher.statistics).toMatchObject({ sent: 98, rejected: 2 })
    expect(warnings).toHaveLength(2)
  })

  test('a sink that takes none of many events ends the publisher, and the last of them is no dead letter', async () => {
    const records = memoryRecords()
    const { sink, run } = setUp({ records })
    sink.send = async () => {
      throw new EventsRejected('400')
    }
    await expect(run()).rejects.toThrow('scripted took none of 20 events in a row: 400')
    expect(records.letters.size).toBe(19)
  })

  test('a sink that refuses everything ends the publisher with its message, and the place is kept', async () => {
    const records = memoryRecords()
    const { sink, run } = setUp({ records })
    sink.failures.push(undefined, new SinkRefused('wrong key'))
    await expect(run()).rejects.toThrow('wrong key')
    expect(records.places.at(-1)).toEqual({ position: 'start', slice: 0, eventsDone: 10 })
  })

  test('a place that cannot be kept ends the publisher', async () => {
    const records = memoryRecords()
    records.failure = new Error('another process has begun')
    const { run } = setUp({ records, pace: createPace(0.1, manualClock()) })
    await expect(run()).rejects.toThrow('another process has begun')
  })
})
