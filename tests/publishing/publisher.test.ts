import { describe, expect, test } from 'vitest'
import { SinkUnavailable } from '../../src/publishing/sink.ts'
import { ids, memoryRecords, settings, START } from './numbered-slices.ts'
import { scriptedSink } from './scripted-sink.ts'
import { setUp } from './set-up-publisher.ts'

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
