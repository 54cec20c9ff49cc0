import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MACHINE_CLOCK } from '../../src/cli/machine-clock.ts'
import type { Database } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openPostgresRecords } from '../../src/publishing/postgres-records.ts'
import { createPublisher } from '../../src/publishing/publisher.ts'
import type { PublisherStatistics } from '../../src/publishing/statistics.ts'
import { openEventHubsSink } from '../../src/publishing/sinks/event-hubs.ts'
import { openTemporaryDatabase } from '../database/temporary-database.ts'
import { type Endpoint, startEndpoint } from '../eventhubs/endpoint.ts'
import type { Fault } from '../eventhubs/faults.ts'
import { numberedSlices, keyOfNumber, numberOf, settings, slicesAfter, START } from '../publishing/numbered-slices.ts'

const EVENTS = 50_000
const KEYS = 20
const POISON = [777, 25_000, 49_999].map(uuidOf)
const FAULTS: readonly Fault[] = [
  'busy',
  'detach',
  'end-session',
  'drop-before',
  'drop-after',
  'ignore',
  'stored-silently',
  'internal-error',
  'release',
]
const ROUNDS = 1
const never = new AbortController().signal

/** An id for the number of an event. */
function uuidOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
}

function numberIn(id: string): number {
  return Number(id.slice(-12))
}

let database: Database
let endpoint: Endpoint
beforeAll(async () => {
  database = await openTemporaryDatabase()
  const client = await database.connect()
  await migrate(client)
  await client.end()
  endpoint = await startEndpoint()
})
afterAll(async () => {
  await endpoint[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

function storedEvents(): number {
  return endpoint.partitions.reduce((sum, { events }) => sum + events.length, 0)
}

/** Publishes from the place that the records have, as a process that starts anew does. */
async function publishOn(warn: (line: string) => void): Promise<PublisherStatistics> {
  const { hub, port, connectionString } = endpoint
  const target = {
    hub,
    namespace: `127.0.0.1:${port}`,
    identity: 'the test',
    access: { connectionString },
    sendLimitMs: 400,
  }
  await using sink = await openEventHubsSink(target, never)
  await using records = await openPostgresRecords({
    sink: sink.name,
    logId: 'log-1',
    connect: () => database.connect(),
  })
  const start = (await records.place()) ?? START
  const publisher = createPublisher(
    {
      sink,
      settings: settings({
        batch: { maxSize: 100, timeoutMs: 50 },
        maxWaiting: 2000,
        retry: { attempts: 3, multiplier: 1 },
        breaker: { failures: 5, recoveryMs: 200 },
      }),
      partitionOf: keyOfNumber,
      envelopeOf: (event) => ({ ...numberOf(event), id: uuidOf(event.revision) }),
      isWanted: () => true,
      records,
      clock: MACHINE_CLOCK,
      warn,
    },
    start,
  )
  await publisher.run(() => slicesAfter(numberedSlices(10, EVENTS / 10, KEYS), start), never)
  return publisher.statistics
}

/** Lets the faults fall while `running` runs: each into a batch that is sent. */
async function disturb(running: Promise<unknown>): Promise<void> {
  const end = new AbortController()
  const ended = running.catch(() => undefined).then(() => end.abort())
  for (let round = 0; round < ROUNDS; round++) {
    for (const fault of FAULTS) {
      endpoint.faults.next.push(fault)
      while (endpoint.faults.next.length > 0 && !end.signal.aborted) await delay(5)
    }
    await endpoint.stop()
    await delay(700)
    await endpoint.resume()
  }
  await ended
}

describe('50,000 events through every fault', () => {
  const warnings: string[] = []
  let refusal: unknown
  let last: PublisherStatistics

  beforeAll(async () => {
    endpoint.faults.poison = (id) => POISON.includes(id)
    endpoint.faults.delayMs = 2
    const first = publishOn((line) => void warnings.push(line))
    const refused = (async () => {
      // In the middle of it a token is refused: the publisher ends, and is started again.
      while (storedEvents() < EVENTS / 2) await delay(20)
      endpoint.faults.refusesTokens = true
      for (const connection of endpoint.connections) connection.close()
    })()
    await Promise.all([disturb(first), first.catch((error: unknown) => (refusal = error)), refused])
    endpoint.faults.refusesTokens = false
    last = await publishOn((line) => void warnings.push(line))
  }, 120_000)

  test('each fault fell, as often as it was asked for', () => {
    for (const fault of FAULTS) expect([fault, endpoint.faults.happened.get(fault)]).toEqual([fault, ROUNDS])
  })

  test('a refused token ended the publisher, in words to act on', () => {
    expect(refusal).toMatchObject({
      name: 'SinkRefused',
      message: expect.stringMatching(/does not accept the test/) as string,
    })
  })

  test('nothing is lost, and what came twice is told apart by its id', () => {
    const received = endpoint.received().map(({ id }) => id)
    const distinct = new Set(received)
    const all = Array.from({ length: EVENTS }, (_, number) => uuidOf(number))
    expect(all.filter((id) => !distinct.has(id))).toEqual(POISON)
    expect(received.length).toBeGreaterThan(distinct.size)
    expect(received.length - distinct.size).toBeLessThan(EVENTS / 10)
  })

  test('the first times of each key are in order', () => {
    for (const [key, ofKey] of Map.groupBy(endpoint.received(), ({ id }) => numberIn(id) % KEYS)) {
      const firsts = [...new Set(ofKey.map(({ id }) => numberIn(id)))]
      expect([key, firsts]).toEqual([key, firsts.toSorted((left, right) => left - right)])
    }
  })

  test('the circuit breaker opened and closed', () => {
    expect(warnings).toContainEqual(
      expect.stringMatching(
        /^the circuit breaker opened: 127\.0\.0\.1:\d+\/retail-events.*; the sink is asked again in 0 s$/,
      ),
    )
    expect(warnings).toContain('the circuit breaker closed: the sink is back')
    expect(last.breaker).toBe('closed')
  })

  test('the dead letters are exactly the events that can never be sent', async () => {
    const { rows } = await database.pool.query<{ event_id: string; partition_key: string; reason: string }>(
      'SELECT event_id, partition_key, reason FROM tillstream.dead_letters ORDER BY event_id',
    )
    const reason = 'an event of the batch cannot be taken'
    const expected = POISON.map((id) => ({ event_id: id, partition_key: `key_${numberIn(id) % KEYS}`, reason }))
    expect(rows).toEqual(expected)
  })
})
