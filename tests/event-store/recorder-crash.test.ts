import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { LogMismatch } from '../../src/event-store/log-mismatch.ts'
import { readSlices } from '../../src/event-store/reader.ts'
import { createRecorder } from '../../src/event-store/recorder.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { collect } from '../contracts/proposed-events.ts'
import { temporaryFolder } from './embedded-log.ts'
import { between, type PlannedEvent, placesAndIds, plannedEvents, slice, undisturbed } from './planned-slices.ts'

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

/** What a crash leaves: some streams of a slice are in the log, its end is not. */
async function appendWithoutEnd(events: readonly PlannedEvent[], streams: readonly string[]): Promise<void> {
  for (const stream of streams) {
    const part = events.filter((event) => event.stream === stream)
    await store.append(stream, part, (await store.revisionOf(stream)) ?? 'no-stream')
  }
}

test.each([[['a-1']], [['a-1', 'b-2']], [['a-1', 'a-2', 'b-1', 'b-2']]])(
  'what a crash left of a slice in %j is skipped, not doubled',
  async (streams) => {
    const events = plannedEvents(0, 90)
    await (await createRecorder(store, RUN)).record(slice(events, 0, 30))
    await appendWithoutEnd(between(events, 30, 60), streams)
    const recorder = await createRecorder(store, RUN)
    expect(recorder.dangling).toBeGreaterThan(0)
    await recorder.record(slice(events, 30, 60))
    expect(recorder.dangling).toBe(0)
    await recorder.record(slice(events, 60, 90))
    expect(await placesAndIds(store)).toEqual(undisturbed(events))
  },
)

test.each([10, 25, 45, 60])(
  'after a crash, slices of length %i hold the same events for every reader',
  async (length) => {
    const events = plannedEvents(0, 120)
    await (await createRecorder(store, RUN)).record(slice(events, 0, 30))
    await appendWithoutEnd(between(events, 30, 90), ['a-1', 'b-2'])
    const recorder = await createRecorder(store, RUN)
    for (let from = 30; from < 120; from += length) await recorder.record(slice(events, from, from + length))
    expect(await placesAndIds(store)).toEqual(undisturbed(events))
    const slices = await collect(readSlices(store, 'start'))
    expect(slices.flatMap((read) => read.events.map(({ sequence }) => sequence))).toEqual(
      events.map(({ sequence }) => sequence),
    )
    for (const [index, { upTo }] of slices.entries()) {
      expect(await collect(readSlices(store, upTo))).toEqual(slices.slice(index + 1))
    }
  },
)

test('another event where a crash left one is a mismatch that names both, and nothing is appended', async () => {
  const events = plannedEvents(0, 30)
  await appendWithoutEnd(events, ['a-1'])
  const before = await placesAndIds(store)
  const other = plannedEvents(0, 30, 1000)
  const recorder = await createRecorder(store, RUN)
  const recording = recorder.record(slice(other, 0, 30))
  const logged = events.find(({ stream }) => stream === 'a-1')!.id
  const simulated = other.find(({ stream }) => stream === 'a-1')!.id
  await expect(recording).rejects.toBeInstanceOf(LogMismatch)
  await expect(recording).rejects.toMatchObject({ stream: 'a-1', revision: 0, logged, simulated })
  await expect(recording).rejects.toThrow(
    `a-1 holds event ${eventIdText(logged)} at revision 0, the simulation has event ${eventIdText(simulated)}`,
  )
  expect(await placesAndIds(store)).toEqual(before)
  await expect(recorder.note('stopped', {})).rejects.toBeInstanceOf(LogMismatch)
})

test('an event that a crash left and the simulation does not make is a mismatch', async () => {
  const events = plannedEvents(0, 30)
  await appendWithoutEnd(events, ['a-1', 'b-1'])
  const without = events.filter(({ stream }) => stream !== 'b-1')
  const recording = (await createRecorder(store, RUN)).record(slice(without, 0, 30))
  await expect(recording).rejects.toMatchObject({ name: 'LogMismatch', stream: 'b-1', simulated: undefined })
  expect(await store.revisionOf('a-2')).toBeUndefined()
})
