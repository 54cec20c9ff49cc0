import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DigestedLog, digestLog } from '../../src/digest/log-digest.ts'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import type { ProposedEvent, RecordedEvent } from '../../src/event-store/port.ts'
import { temporaryFolder } from '../database/temporary-database.ts'

const ID = { ms: 1_704_067_200_000, a: 1, b: 2, c: 3 }
const OTHER_ID = { ...ID, c: -4 }

const EVENT: RecordedEvent = {
  stream: 'storeDay-1_2024-01-01',
  revision: 0,
  position: 1n,
  type: 'store_opened',
  id: ID,
  occurredAt: ID.ms,
  businessDate: '2024-01-01',
  entity: 2 ** 40 + 1,
  sequence: 7,
  causation: null,
  correlation: ID,
  session: null,
  data: { store_id: 1, name: 'Café' },
}

/** A log of these events, which must be in stream order, in batches of some size. */
function logOf(events: readonly RecordedEvent[], batch = 100) {
  return {
    async *listStreams() {},
    async *readStream() {},
    async *readEverythingByStream() {
      for (let start = 0; start < events.length; start += batch) yield events.slice(start, start + batch)
    },
  }
}

function manyEvents(count: number): RecordedEvent[] {
  return Array.from({ length: count }, (_, revision) => ({
    ...EVENT,
    revision,
    id: { ...ID, c: revision },
    causation: revision % 3 === 0 ? null : ID,
    session: revision % 2 === 0 ? OTHER_ID : null,
    data: { store_id: revision, text: 'x'.repeat(revision % 50) },
  }))
}

describe('the digest of a log', () => {
  test.each<[string, Partial<RecordedEvent>]>([
    ['stream', { stream: 'storeDay-1_2024-01-02' }],
    ['revision', { revision: 1 }],
    ['type', { type: 'store_closed' }],
    ['id', { id: OTHER_ID }],
    ['time', { occurredAt: ID.ms + 1 }],
    ['business date', { businessDate: '2024-01-02' }],
    ['entity', { entity: 2 ** 40 + 2 }],
    ['sequence', { sequence: 8 }],
    ['causation', { causation: OTHER_ID }],
    ['correlation', { correlation: OTHER_ID }],
    ['session', { session: OTHER_ID }],
    ['data', { data: { store_id: 1, name: 'Cafe' } }],
    ['order of keys in the data', { data: { name: 'Café', store_id: 1 } }],
  ])('changes with the %s of an event', async (_, change) => {
    const { sha256 } = await digestLog(logOf([{ ...EVENT, ...change }]))
    expect(sha256).not.toBe((await digestLog(logOf([EVENT]))).sha256)
  })

  test('does not tell causation from session by chance', async () => {
    const caused = await digestLog(logOf([{ ...EVENT, causation: OTHER_ID }]))
    const inSession = await digestLog(logOf([{ ...EVENT, session: OTHER_ID }]))
    expect(caused.sha256).not.toBe(inSession.sha256)
  })

  test('does not change with positions and sizes of batches', async () => {
    const events = manyEvents(5000)
    const moved = events.map((event) => ({ ...event, position: event.position + 100n }))
    const digests = await Promise.all([
      digestLog(logOf(events, 5000)),
      digestLog(logOf(events, 7)),
      digestLog(logOf(moved, 2048)),
    ])
    expect(new Set(digests.map(({ sha256 }) => sha256)).size).toBe(1)
    expect(digests[0]?.events).toBe(5000)
  })

  test('is that of its documented bytes', async () => {
    const event = { ...EVENT, stream: 's-1', type: 't', causation: OTHER_ID }
    const header = Buffer.concat([
      Buffer.from([0, 3]),
      Buffer.from('s-1'),
      Buffer.from([0, 0, 0, 0, 0, 1]),
      Buffer.from('t'),
      Buffer.from('018cc251f40070018000000200000003', 'hex'),
      doubles(event.occurredAt, event.entity),
      Buffer.from([0, 0, 0, 7]),
      Buffer.from('2024-01-01'),
      Buffer.from([1]),
      Buffer.from('018cc251f40070018000000200000003', 'hex'),
      Buffer.from('018cc251f400700180000002fffffffc', 'hex'),
    ])
    const data = Buffer.from('[{"store_id":1,"name":"Café"}]')
    const expected = sha256(Buffer.concat([sha256(header), sha256(data)]))
    expect((await digestLog(logOf([event]))).sha256).toBe(expected.toString('hex'))
  })

  test('of an empty log is that of no bytes and an empty array', async () => {
    const expected = sha256(Buffer.concat([sha256(Buffer.alloc(0)), sha256(Buffer.from('[]'))]))
    expect(await digestLog(logOf([]))).toEqual({ events: 0, sha256: expected.toString('hex') })
  })
})

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function doubles(...values: number[]): Buffer {
  const buffer = Buffer.alloc(8 * values.length)
  for (const [index, value] of values.entries()) buffer.writeDoubleBE(value, 8 * index)
  return buffer
}

describe('the digest of an embedded store', () => {
  const folders = [temporaryFolder(), temporaryFolder()]
  let stores: EmbeddedEventStore[]

  beforeAll(async () => {
    stores = await Promise.all(folders.map(({ path }) => openEmbeddedEventStore(path)))
  })

  afterAll(async () => {
    for (const store of stores) await store[Symbol.asyncDispose]()
    for (const folder of folders) folder[Symbol.dispose]()
  })

  test('is the same however the events were appended and read, and leaves bookkeeping out', async () => {
    const [left, right] = stores as [EmbeddedEventStore, EmbeddedEventStore]
    const events: ProposedEvent[] = manyEvents(300)
    await left.append('storeDay-2', events, 'no-stream')
    await left.append('storeDay-10', events, 'no-stream')
    await right.append('run-1', events.slice(0, 3), 'no-stream')
    await right.append('storeDay-10', events.slice(0, 100), 'no-stream')
    await right.append('storeDay-2', events.slice(0, 1), 'no-stream')
    await right.append('storeDay-10', events.slice(100), 99)
    await right.append('storeDay-2', events.slice(1), 0)

    const digest = await digestLog(left)
    expect(digest.events).toBe(600)
    expect(await digestLog(right)).toEqual(digest)
    const plain: DigestedLog = {
      listStreams: (prefix) => right.listStreams(prefix),
      readStream: (stream) => right.readStream(stream),
    }
    expect(await digestLog(plain)).toEqual(digest)
  })
})
