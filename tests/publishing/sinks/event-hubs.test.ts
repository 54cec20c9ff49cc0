import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { laneOf } from '../../../src/publishing/delivery/lanes.ts'
import { EventsRejected, SinkRefused, SinkUnavailable, type Sink } from '../../../src/publishing/sink.ts'
import { type EventHubsTarget, openEventHubsSink } from '../../../src/publishing/sinks/event-hubs.ts'
import { envelope, sinkContract } from '../../contracts/sink.ts'
import { type Endpoint, startEndpoint } from '../../eventhubs/endpoint.ts'
import type { Fault } from '../../eventhubs/faults.ts'

const never = new AbortController().signal
/** For each lane, of five events: ten times of what it sends until enough was refused. */
const MOST_BATCHES = 5000

function targetOf({ hub, port, connectionString }: Endpoint): EventHubsTarget {
  return {
    hub,
    namespace: `127.0.0.1:${port}`,
    identity: 'key of the test',
    access: { connectionString },
    sendLimitMs: 300,
  }
}

sinkContract('event hubs', async () => {
  const endpoint = await startEndpoint()
  const sink = await openEventHubsSink({ ...targetOf(endpoint), sendLimitMs: 10_000 }, never)
  return {
    sink,
    arrived: async () => endpoint.received().map(({ json }) => json),
    async [Symbol.asyncDispose]() {
      await sink[Symbol.asyncDispose]()
      await endpoint[Symbol.asyncDispose]()
    },
  }
})

describe('the client of Event Hubs', () => {
  let endpoint: Endpoint
  let sink: Sink
  beforeEach(async () => {
    endpoint = await startEndpoint()
    sink = await openEventHubsSink(targetOf(endpoint), never)
  })
  afterEach(async () => {
    await sink[Symbol.asyncDispose]()
    await endpoint[Symbol.asyncDispose]()
  })

  test('gives messages the id of the event, its type as Table, and the content type', async () => {
    await sink.send(2, [envelope(7)], never)
    expect(endpoint.received()).toEqual([
      { partition: '2', id: 'id-7', table: 'store_opened', contentType: 'application/json', json: envelope(7).json },
    ])
  })

  test('has several ways to a partition, and a key has the partition that it would have with one', async () => {
    const partitions = endpoint.partitions.length
    expect(sink.lanes).toBeGreaterThan(partitions)
    const keys = Array.from({ length: 50 }, (_, number) => `store_${number}`)
    for (const [number, key] of keys.entries()) await sink.send(laneOf(key, sink.lanes), [envelope(number)], never)
    const received = new Map(endpoint.received().map(({ id, partition }) => [id, partition]))
    const partitionsOfKeys = keys.map((_, number) => received.get(`id-${number}`))
    expect(partitionsOfKeys).toEqual(keys.map((key) => String(laneOf(key, partitions))))
  })

  test.each<[Fault, string, number]>([
    ['busy', 'throttling', 0],
    ['internal-error', 'service', 0],
    ['release', 'service', 0],
    ['ignore', 'timeout', 0],
    ['stored-silently', 'timeout', 1],
    ['detach', 'timeout', 0],
    ['end-session', 'timeout', 0],
    ['drop-before', 'timeout', 0],
    ['drop-after', 'timeout', 1],
  ])(
    'after %s, which is told as %s, the same batch goes through, with %d repetition',
    async (fault, kind, repeated) => {
      endpoint.faults.next.push(fault)
      const events = [envelope(1), envelope(2)]
      await expect(sink.send(1, events, never)).rejects.toMatchObject({ name: 'SinkUnavailable', kind })
      expect(await sink.send(1, events, never)).toBe(2)
      expect(endpoint.received().map(({ id }) => id)).toEqual(
        Array.from({ length: 1 + repeated }, () => ['id-1', 'id-2']).flat(),
      )
    },
  )

  test('a hub that was away is found again', async () => {
    await endpoint.stop()
    await expect(sink.send(0, [envelope(1)], never)).rejects.toThrow(SinkUnavailable)
    await endpoint.resume()
    expect(await sink.send(0, [envelope(1)], never)).toBe(1)
  })

  test('an event that is larger than a batch is rejected with both sizes', async () => {
    const sending = sink.send(0, [envelope(1, 1_100_000), envelope(2)], never)
    await expect(sending).rejects.toThrow(EventsRejected)
    await expect(sending).rejects.toThrow(/^its 11000\d\d bytes do not fit into a batch of 1048576$/)
  })

  test('events that the hub cannot take are rejected', async () => {
    endpoint.faults.poison = (id) => id === 'id-2'
    await expect(sink.send(0, [envelope(1), envelope(2)], never)).rejects.toThrow(EventsRejected)
  })

  test('of batches that come in together, each has its own answer', async () => {
    endpoint.faults.eventsPerSecond = 500
    const confirmed: string[] = []
    const refused: string[] = []
    let number = 0
    const isEnough = () => confirmed.length >= 1000 && refused.length >= 2500
    const sendOn = async (lane: number) => {
      for (let batch = 0; batch < MOST_BATCHES && !isEnough(); batch++) {
        const events = Array.from({ length: 5 }, () => envelope(++number))
        const sending = sink.send(lane, events, never)
        const count = await sending.catch((error: unknown) => {
          if (error instanceof SinkUnavailable) return 0
          throw error
        })
        const ids = events.map(({ id }) => id)
        confirmed.push(...ids.slice(0, count))
        refused.push(...ids.slice(count))
      }
    }
    await Promise.all(Array.from({ length: sink.lanes }, (_, lane) => sendOn(lane)))
    const stored = new Set(endpoint.received().map(({ id }) => id))
    expect(confirmed.length).toBeGreaterThanOrEqual(1000)
    expect(refused.length).toBeGreaterThanOrEqual(2500)
    expect(confirmed.filter((id) => !stored.has(id))).toEqual([])
  })

  test('sending stops at once when that is asked for', async () => {
    endpoint.faults.next.push('ignore')
    const stop = new AbortController()
    const sending = sink.send(0, [envelope(1)], stop.signal)
    stop.abort(new Error('enough'))
    await expect(sending).rejects.toThrow('enough')
  })
})

describe('what cannot be opened is told at once, in words to act on', () => {
  let endpoint: Endpoint
  beforeEach(async () => {
    endpoint = await startEndpoint()
  })
  afterEach(async () => {
    await endpoint[Symbol.asyncDispose]()
  })
  const opening = (change: (text: string) => string, hub = endpoint.hub) =>
    openEventHubsSink(
      {
        ...targetOf(endpoint),
        hub,
        identity: 'key of the test',
        access: { connectionString: change(endpoint.connectionString) },
      },
      never,
    )

  test('a wrong key', async () => {
    const wrong = opening((text) => text.replace('SharedAccessKey=d', 'SharedAccessKey=e'))
    await expect(wrong).rejects.toThrow(SinkRefused)
    await expect(wrong).rejects.toThrow(
      /does not accept key of the test: check SharedAccessKeyName and SharedAccessKey/,
    )
  })

  test('a hub that there is not', async () => {
    const wrong = opening((text) => text.replace(/;EntityPath=[^;]+/, ''), 'other')
    await expect(wrong).rejects.toThrow(SinkRefused)
    await expect(wrong).rejects.toThrow(/^there is no event hub "other" in .*: check stream.hub or EntityPath/)
  })

  test('a port where nobody listens, and a host that there is not', async () => {
    await expect(opening((text) => text.replace(`:${endpoint.port}`, ':1'))).rejects.toThrow(/ECONNREFUSED/)
    await expect(opening((text) => text.replace(/127\.0\.0\.1:\d+/, 'nowhere.invalid'))).rejects.toThrow(
      /there is no host/,
    )
  })
})
