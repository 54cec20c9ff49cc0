import { expect, test } from 'vitest'
import type { Slice } from '../../../src/event-store/reader.ts'
import type { Fault, FaultPlan } from '../../../src/publishing/faults/fault-plan.ts'
import { SinkRefused } from '../../../src/publishing/sink.ts'
import { createPublisher } from '../../../src/publishing/publisher.ts'
import { manualClock } from '../../time/manual-clock.ts'
import {
  FROM,
  ids,
  keyOfNumber,
  memoryRecords,
  numberedSlices,
  numberOf,
  settings,
  slicesAfter,
  START,
} from '../numbered-slices.ts'
import { scriptedSink } from '../scripted-sink.ts'

const never = new AbortController().signal

/** A hundred events. */
const all: (signal: AbortSignal) => AsyncIterable<Slice> = () => slicesAfter(numberedSlices(2, 50, 1), START)

/** Events by number, one a simulated second, with these faults. */
async function published(
  faults: Readonly<Record<number, Fault>>,
  signal = never,
  { sink = scriptedSink(), records = memoryRecords(), clock = manualClock(), slices = all } = {},
) {
  const plan: FaultPlan = ({ id }) => faults[(id.ms - FROM) / 1000]
  const parts = {
    sink,
    settings: settings({ batch: { maxSize: 1, timeoutMs: 1 } }),
    envelopeOf: numberOf,
    partitionOf: keyOfNumber,
    isWanted: () => true,
    records,
    faults: plan,
    clock,
    warn: () => undefined,
  }
  const publisher = createPublisher(parts, START)
  await publisher.run(slices, signal)
  return { sink, records }
}

test('a dropped event does not come, and is told', async () => {
  const { sink, records } = await published({ 7: { kind: 'drop' } })
  expect(sink.ids).toEqual(ids(100).filter((id) => id !== '7'))
  expect(records.faults).toEqual([{ eventId: '7', eventType: 'other', kind: 'drop', detail: {} }])
})

test('a duplicate comes as often as it says', async () => {
  const { sink, records } = await published({ 9: { kind: 'duplicate', copies: 3 } })
  expect(sink.ids).toEqual([...ids(9), '9', '9', '9', ...ids(90, 10)])
  expect(records.faults).toEqual([{ eventId: '9', eventType: 'tenth', kind: 'duplicate', detail: { copies: 3 } }])
})

test('a late event comes when its time has passed, and the place waits for it', async () => {
  const { sink, records } = await published({ 3: { kind: 'late', delaySeconds: 40 } })
  expect(sink.ids).toEqual([...ids(3), ...ids(39, 4), '3', ...ids(57, 43)])
  expect(records.faults[0]).toMatchObject({ eventId: '3', kind: 'late', detail: { delay_seconds: 40 } })
  expect(records.places.at(-1)).toEqual({ position: 20n, slice: 2, eventsDone: 0 })
})

test('a late event that was not sent when the publisher ended is not passed over by its place', async () => {
  const sink = scriptedSink()
  const records = memoryRecords()
  sink.failures.push(undefined, undefined, undefined, new SinkRefused('no more'))
  const running = published({ 3: { kind: 'late', delaySeconds: 10 } }, never, { sink, records })
  await expect(running).rejects.toThrow('no more')
  expect([sink.ids, records.places.at(-1)?.eventsDone]).toEqual([ids(3), 3])
})

/** A log of fifty events that is followed. */
async function* quiet(signal: AbortSignal) {
  yield* numberedSlices(1, 50, 1)
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
}

test('a late event comes when its time is over, though no other comes for hours', async () => {
  const [stop, sink, clock] = [new AbortController(), scriptedSink(), manualClock()]
  const faults = { 40: { kind: 'late', delaySeconds: 9.5 } } as const
  const running = published(faults, stop.signal, { sink, clock, slices: quiet })
  await clock.advance(100)
  expect(sink.ids).toEqual([...ids(40), ...ids(9, 41), '40'])
  stop.abort()
  await running
})

test('an event that would come after the end comes at the end', async () => {
  const { sink } = await published({
    60: { kind: 'late', delaySeconds: 3000 },
    50: { kind: 'late', delaySeconds: 4000 },
  })
  expect(sink.ids.slice(-3)).toEqual(['99', '60', '50'])
})
