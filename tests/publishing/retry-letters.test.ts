import { beforeEach, expect, test } from 'vitest'
import { laneOf } from '../../src/publishing/delivery/lanes.ts'
import { retryLetters } from '../../src/publishing/retry-letters.ts'
import { EventsRejected, SinkUnavailable } from '../../src/publishing/sink.ts'
import { manualClock } from '../time/manual-clock.ts'
import { type MemoryRecords, memoryRecords } from './numbered-slices.ts'
import { type ScriptedSink, scriptedSink } from './scripted-sink.ts'

const never = new AbortController().signal

let sink: ScriptedSink
let records: MemoryRecords
beforeEach(async () => {
  sink = scriptedSink({ lanes: 4 })
  records = memoryRecords()
  for (const eventId of ['1', '2', '3', '4', '5']) {
    const partitionKey = `store_${eventId}`
    await records.keepDeadLetter({ eventId, eventType: 'store_opened', partitionKey, envelope: '{}', reason: 'odd' })
  }
})

const retried = (signal = never) =>
  retryLetters({ sink, records, retry: { attempts: 2, multiplier: 1 }, clock: manualClock() }, signal)

test('letters go the way of their key, oldest first, and are forgotten', async () => {
  expect(await retried()).toEqual({ sent: 5, left: 0 })
  expect(sink.ids).toEqual(['1', '2', '3', '4', '5'])
  expect(sink.batches.map(({ lane }) => lane)).toEqual([1, 2, 3, 4, 5].map((store) => laneOf(`store_${store}`, 4)))
  expect(new Set(sink.batches.map(({ lane }) => lane)).size).toBeGreaterThan(1)
  expect(records.letters.size).toBe(0)
})

test('what the sink still does not take stays, with what it says now', async () => {
  sink.failures.push(undefined, new EventsRejected('still odd'))
  expect(await retried()).toEqual({ sent: 4, left: 1 })
  expect([...records.letters.values()]).toEqual([expect.objectContaining({ eventId: '2', reason: 'still odd' })])
})

test('a sink that is away is not waited for', async () => {
  sink.failures.push(...Array.from({ length: 9 }, () => new SinkUnavailable('network', 'away')))
  const clock = manualClock()
  const running = retryLetters({ sink, records, retry: { attempts: 2, multiplier: 1 }, clock }, never)
  const failed = expect(running).rejects.toThrow('away')
  await clock.advance(1000)
  await failed
  expect([sink.attempts, records.letters.size]).toEqual([3, 5])
})

test('stopped, it tells what it has done', async () => {
  const stop = new AbortController()
  const send = sink.send.bind(sink)
  sink.send = async (lane, events, signal) => {
    const sent = await send(lane, events, signal)
    if (events[0]?.id === '2') stop.abort()
    return sent
  }
  expect(await retried(stop.signal)).toEqual({ sent: 2, left: 3 })
})
