import { beforeEach, describe, expect, test } from 'vitest'
import type { RecordedEvent } from '../../src/event-store/port.ts'
import { Feed } from '../../src/live/feed.ts'
import type { FeedClock, UpdateFrame } from '../../src/live/protocol.ts'
import { SamplingClient } from '../../src/live/sampling-client.ts'
import { makeEventId } from '../../src/simulation/event-id.ts'

const CLOCK: FeedClock = { status: 'running', simulated_time: null, speed: 1, achieved_speed: 1, lag_ms: 0 }
const REGIONS = new Map([
  [1, 1],
  [2, 2],
])

function entered(number: number, store = 1): RecordedEvent {
  const id = makeEventId(number, 0, 0, 0)
  const data = { store_id: store, number }
  return { type: 'customer_entered', id, correlation: id, causation: null, occurredAt: number, data } as RecordedEvent
}

let now: number
let feed: Feed
let sent: UpdateFrame[]
let cuts: string[]
let client: SamplingClient
beforeEach(() => {
  now = 0
  feed = new Feed(
    () => CLOCK,
    () => now,
  )
  sent = []
  cuts = []
  client = new SamplingClient({
    feed,
    send: (text) => void sent.push(JSON.parse(text) as UpdateFrame),
    cut: (reason) => void cuts.push(reason),
    regionOf: () => REGIONS,
    now: () => now,
  })
  feed.listen(client)
})

const happen = (from: number, to: number, store = 1) => {
  const events = Array.from({ length: to - from + 1 }, (_, index) => entered(from + index, store))
  feed.take({ number: 1, from: 0, to: 1, events, upTo: BigInt(to) })
}
const numbers = (frame: UpdateFrame | undefined) =>
  frame?.events.map(({ payload }) => (payload as { readonly number: number }).number)

/** So many beats, a tenth of a second each. */
function beats(count: number): void {
  for (let beat = 0; beat < count; beat++) {
    now += 100
    client.beat()
  }
}

describe('a client that takes everything', () => {
  test('gets counts of all, and the newest of a sample', () => {
    happen(1, 60)
    client.beat()
    expect(sent[0]).toMatchObject({ position: '60', counts: { customer_entered: 60 }, left_out: 10 })
    expect(numbers(sent[0])).toEqual(Array.from({ length: 50 }, (_, index) => index + 11))
  })

  test('gets what its subscription wants, and the counts of everything', () => {
    client.subscribe({ regions: [2], sample: 2 })
    happen(1, 5, 1)
    happen(6, 9, 2)
    client.beat()
    expect([sent[0]?.counts, numbers(sent[0]), sent[0]?.left_out]).toEqual([{ customer_entered: 9 }, [8, 9], 2])
  })

  test.each([
    [{ stores: [2] }, [2]],
    [{ stores: [1, 2] }, [1, 2]],
    [{ event_types: ['store_opened'] }, []],
    [{ sample: 0 }, []],
  ])('subscribed to %j it gets %j', (subscription, expected) => {
    client.subscribe(subscription)
    happen(1, 1, 1)
    happen(2, 2, 2)
    client.beat()
    expect(numbers(sent[0])).toEqual(expected)
  })
})

describe('a client that takes nothing', () => {
  test('gets no more frames than may be on their way, and then one for all that it has missed', () => {
    beats(8)
    happen(1, 30)
    beats(20)
    happen(31, 60)
    beats(1)
    expect(sent).toHaveLength(8)
    client.acknowledged()
    beats(1)
    expect(sent).toHaveLength(9)
    expect(sent[8]).toMatchObject({ counts: { customer_entered: 60 }, position: '60' })
    expect(numbers(sent[8])).toHaveLength(50)
  })

  test('is cut after 15 s, and not before', () => {
    beats(150)
    expect(cuts).toEqual([])
    beats(2)
    expect(cuts[0]).toBe('too slow')
  })

  test('is not cut while it takes a frame now and then', () => {
    for (let second = 0; second < 60; second++) {
      beats(10)
      client.acknowledged()
    }
    expect(cuts).toEqual([])
  })
})
