import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { IncompleteSlice, readSlices, type Slice } from '../../src/event-store/reader.ts'
import { createRecorder } from '../../src/event-store/recorder.ts'
import { collect, proposedEvent } from '../contracts/proposed-events.ts'
import { temporaryFolder } from './embedded-log.ts'
import { between, plannedEvents, slice, wholeSlice } from './planned-slices.ts'

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

test('the events of a slice come in order of time, entity and sequence, without bookkeeping', async () => {
  const places = [
    [5, 2, 0],
    [5, 1, 1],
    [5, 1, 0],
    [4, 9, 0],
    [6, 0, 0],
    [5, -3, 7],
  ]
  const events = places.map(([occurredAt, entity, sequence], index) =>
    Object.assign(proposedEvent(index, { occurredAt, entity, sequence }), { stream: `s-${index % 2}` }),
  )
  const recorder = await createRecorder(store, 'run-1')
  await recorder.note('simulation_started', {})
  await recorder.record(wholeSlice(events, 0, 10))
  const slices = await collect(readSlices(store, 'start'))
  expect(slices).toHaveLength(1)
  expect(slices[0].events.map(({ occurredAt, entity, sequence }) => [occurredAt, entity, sequence])).toEqual([
    [4, 9, 0],
    [5, -3, 7],
    [5, 1, 0],
    [5, 1, 1],
    [5, 2, 0],
    [6, 0, 0],
  ])
})

test('reading goes on behind every checkpoint', async () => {
  const events = plannedEvents(0, 100)
  const recorder = await createRecorder(store, 'run-1')
  for (let from = 0; from < 100; from += 10) await recorder.record(slice(events, from, from + 10))
  const slices = await collect(readSlices(store, 'start'))
  expect(slices.map(({ number, from, to }) => [number, from, to])).toEqual(
    Array.from({ length: 10 }, (_, index) => [index + 1, index * 10, index * 10 + 10]),
  )
  for (const [index, { upTo }] of slices.entries()) {
    expect(await collect(readSlices(store, upTo))).toEqual(slices.slice(index + 1))
  }
})

test('a checkpoint inside a slice yields the whole slice', async () => {
  const events = plannedEvents(0, 20)
  const recorder = await createRecorder(store, 'run-1')
  await recorder.record(slice(events, 0, 10))
  const second = await recorder.record(slice(events, 10, 20))
  const [read] = await collect(readSlices(store, second.upTo - 3n))
  expect(read.events.map(({ occurredAt }) => occurredAt)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
})

test('events behind the last whole slice wait for theirs', async () => {
  const events = plannedEvents(0, 20)
  await (await createRecorder(store, 'run-1')).record(slice(events, 0, 10))
  await store.append('c-1', between(events, 10, 20), 'no-stream')
  expect(await collect(readSlices(store, 'start'))).toHaveLength(1)
})

test('a live reader at the end gets the very objects that were recorded', async () => {
  const events = plannedEvents(0, 60)
  const recorder = await createRecorder(store, 'run-1')
  await recorder.record(slice(events, 0, 20))
  const stop = new AbortController()
  const slices: Slice[] = []
  for await (const read of readSlices(store, 'start', { live: true, signal: stop.signal })) {
    slices.push(read)
    if (read.to === 60) stop.abort()
    else setImmediate(() => void recorder.record(slice(events, read.to, read.to + 20)))
  }
  expect(slices.map(({ number }) => number)).toEqual([1, 2, 3])
  for (const event of slices[2].events) expect(event).toBe(events[event.occurredAt])
})

test('a slice that lacks an event is not passed on', async () => {
  const data = { slice: 1, from: 0, to: 10, event_count: 3, after_position: null }
  await store.append('c-1', [proposedEvent(0, { occurredAt: 5 })], 'no-stream')
  await store.append('run-1', [proposedEvent(1, { type: 'slice_recorded', data })], 'no-stream')
  const reading = collect(readSlices(store, 'start'))
  await expect(reading).rejects.toBeInstanceOf(IncompleteSlice)
  await expect(reading).rejects.toThrow('slice 1 has 3 events, the log holds 1 of them')
})
