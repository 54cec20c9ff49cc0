import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { assertSameEvents, LogMismatch } from '../../src/event-store/log-mismatch.ts'
import { readSlices } from '../../src/event-store/reader.ts'
import { createRecorder } from '../../src/event-store/recorder.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { collect } from '../contracts/proposed-events.ts'
import { temporaryFolder } from './embedded-log.ts'
import { between, placesAndIds, plannedEvents, slice, undisturbed, wholeSlice } from './planned-slices.ts'

const RUN = 'run-1'
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: EmbeddedEventStore

beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openEmbeddedEventStore(folder.path)
})

afterEach(async () => {
  await store[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

test('slices are numbered and their events stand in their streams with revisions from 0', async () => {
  const events = plannedEvents(0, 200)
  const recorder = await createRecorder(store, RUN)
  const first = await recorder.record(slice(events, 0, 100))
  const second = await recorder.record(slice(events, 100, 200))
  expect([first.number, second.number, first.eventCount, second.after]).toEqual([1, 2, 100, first.upTo])
  expect(recorder.last).toEqual(second)
  expect(await placesAndIds(store)).toEqual(undisturbed(events))
  const run = await collect(store.readStream(RUN))
  expect(run.map(({ type, data }) => [type, data])).toEqual([
    ['slice_recorded', { slice: 1, from: 0, to: 100, event_count: 100, after_position: null }],
    ['slice_recorded', { slice: 2, from: 100, to: 200, event_count: 100, after_position: String(first.upTo) }],
  ])
})

test('all streams of a slice are committed together', async () => {
  const events = plannedEvents(0, 50)
  const stop = new AbortController()
  const following = (async () => {
    for await (const batch of store.subscribe('start', { signal: stop.signal })) {
      stop.abort()
      return batch.events.length
    }
    return 0
  })()
  await new Promise(setImmediate)
  await (await createRecorder(store, RUN)).record(slice(events, 0, 50))
  expect(await following).toBe(50)
})

test('a recorder opened later continues, also behind many notes', async () => {
  const events = plannedEvents(0, 60)
  const first = await createRecorder(store, RUN)
  const last = await first.record(slice(events, 0, 30))
  for (let number = 0; number < 150; number++) await first.note('speed_changed', { factor: number })
  const second = await createRecorder(store, RUN)
  expect(second.last).toEqual(last)
  expect((await second.record(slice(events, 30, 60))).number).toBe(2)
  expect(await placesAndIds(store)).toEqual(undisturbed(events))
})

test('an event outside its slice is refused', async () => {
  const [event] = plannedEvents(10, 11)
  for (const [from, to] of [
    [11, 20],
    [0, 10],
  ]) {
    const recorder = await createRecorder(store, RUN)
    await expect(recorder.record(wholeSlice([event], from, to))).rejects.toBeInstanceOf(RangeError)
  }
})

test('an empty slice is recorded', async () => {
  const recorder = await createRecorder(store, RUN)
  expect(await recorder.record(wholeSlice([], 0, 10))).toMatchObject({ number: 1, eventCount: 0 })
})

test('notes stand in the bookkeeping stream with ids derived from their place', async () => {
  const recorder = await createRecorder(store, RUN)
  await Promise.all([recorder.note('simulation_started', { seed: 'x' }, 86_400_000), recorder.note('paused', {})])
  await recorder.record(wholeSlice([], 0, 10))
  const { revision } = await recorder.note('resumed', {})
  expect(revision).toBe(3)
  const notes = await collect(store.readStream(RUN))
  expect(notes.map(({ type }) => type)).toEqual(['simulation_started', 'paused', 'slice_recorded', 'resumed'])
  expect(notes.map(({ occurredAt }) => occurredAt)).toEqual([86_400_000, 0, 10, 10])
  expect(notes[0].businessDate).toBe('1970-01-02')
  expect(new Set(notes.map(({ id }) => eventIdText(id))).size).toBe(4)

  await using elsewhere = await temporaryFolder()
  await using again = await openEmbeddedEventStore(elsewhere.path)
  await (await createRecorder(again, RUN)).note('simulation_started', { seed: 'y' }, 86_400_000)
  expect((await collect(again.readStream(RUN)))[0].id).toEqual(notes[0].id)
})

test('a revision is looked up once, and again after the stream ended', async () => {
  const lookedUp: string[] = []
  const counting = {
    ...store,
    revisionOf(stream: string) {
      lookedUp.push(stream)
      return store.revisionOf(stream)
    },
  }
  const events = plannedEvents(0, 120).filter(({ stream }) => stream === 'a-1')
  const recorder = await createRecorder(counting, RUN)
  await recorder.record(slice(events, 0, 30))
  await recorder.record(wholeSlice(between(events, 30, 60), 30, 60, ['a-1']))
  expect(lookedUp).toEqual([RUN, 'a-1'])
  await recorder.record(slice(events, 60, 120))
  expect(lookedUp).toEqual([RUN, 'a-1', 'a-1'])
  expect(await placesAndIds(store)).toEqual(undisturbed(events))
})

test('a second writer stops the recorder, which then takes nothing more', async () => {
  const events = plannedEvents(0, 60)
  const recorder = await createRecorder(store, RUN)
  await recorder.record(slice(events, 0, 30))
  const other = plannedEvents(30, 60, 1000).filter(({ stream }) => stream === 'a-1')
  await store.append('a-1', other, (await store.revisionOf('a-1')) ?? 'no-stream')
  await expect(recorder.record(slice(events, 30, 60))).rejects.toThrow(/stream a-1 is at revision/)
  await expect(recorder.record(slice(events, 30, 60))).rejects.toThrow(/stream a-1 is at revision/)
})

test('a slice that was simulated again is compared with the log', async () => {
  const events = plannedEvents(0, 30)
  await (await createRecorder(store, RUN)).record(slice(events, 0, 30))
  const [logged] = await collect(readSlices(store, 'start'))
  assertSameEvents(logged.events, plannedEvents(0, 30))
  expect(() => assertSameEvents(logged.events, plannedEvents(0, 30, 1000))).toThrow(LogMismatch)
  expect(() => assertSameEvents(logged.events, plannedEvents(0, 29))).toThrow(/the simulation has no event/)
  expect(() => assertSameEvents(logged.events, plannedEvents(0, 31))).toThrow(
    /holds no event, the simulation has event/,
  )
})
