import { describe, expect, test } from 'vitest'
import type { Slice } from '../../src/event-store/reader.ts'
import { EventsRejected, SinkRefused, SinkUnavailable } from '../../src/publishing/sink.ts'
import { createPace } from '../../src/time/pace.ts'
import { manualClock } from '../time/manual-clock.ts'
import { ids, memoryRecords, START } from './numbered-slices.ts'
import { scriptedSink } from './scripted-sink.ts'
import { never, setUp, SLICES } from './set-up-publisher.ts'

const busy = () => new SinkUnavailable('throttling', 'busy')

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
