import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { EventStoreUnavailable, type RecordedEvent, WrongExpectedRevision } from '../../src/event-store/port.ts'
import { collect, proposedEvent, proposedEvents } from '../contracts/proposed-events.ts'
import { temporaryFolder } from './embedded-log.ts'

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

async function firstLiveBatch(
  from: EmbeddedEventStore,
  append: () => Promise<unknown>,
): Promise<readonly RecordedEvent[]> {
  const stop = new AbortController()
  let seen: readonly RecordedEvent[] = []
  const following = (async () => {
    for await (const { events } of from.subscribe('start', { signal: stop.signal })) {
      seen = events
      if (events.length > 0) stop.abort()
    }
  })()
  await new Promise(setImmediate)
  await append()
  await following
  return seen
}

test('a refused append does not hurt the others of its turn', async () => {
  const outcomes = await Promise.allSettled([
    store.append('a-1', proposedEvents(0, 2), 'no-stream'),
    store.append('a-1', proposedEvents(5, 1), 'no-stream'),
    store.append('b-1', [proposedEvent(6, { sequence: -1 })], 'no-stream'),
    store.append('c-1', [proposedEvent(7, { businessDate: '1.1.2024' })], 'no-stream'),
    store.append('d-1', [proposedEvent(8, { data: { count: 1n } })], 'no-stream'),
    store.append('a-1', proposedEvents(2, 1), 1),
    store.append('e-1', proposedEvents(9, 1), 'no-stream'),
  ])
  const reasons = outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : 'appended'))
  expect(reasons).toEqual([
    'appended',
    'WrongExpectedRevision: stream a-1 is at revision 1, not at no-stream: somebody else writes there. Wait until that ends, and run the same command again',
    'RangeError: sequence of receipt_created is -1 (expected an integer from 0 to 4294967295)',
    'RangeError: business date "1.1.2024" (expected YYYY-MM-DD)',
    expect.stringContaining('BigInt'),
    'appended',
    'appended',
  ])
  expect(await collect(store.listStreams(''))).toEqual(['a-1', 'e-1'])
  expect(await store.revisionOf('a-1')).toBe(2)
})

test.each(['', 'a\0b', 'a\ud800'])('the stream name %j is refused', async (name) => {
  await expect(store.append(name, proposedEvents(0, 1), 'no-stream')).rejects.toThrow(/stream name .* \(expected/)
})

test('a full disk rejects every append of the turn, changes nothing, and later appends succeed', async () => {
  await store[Symbol.asyncDispose]()
  store = await openEmbeddedEventStore(folder.path, { maxBytes: 400_000 })
  await store.append('a-1', proposedEvents(0, 1), 'no-stream')
  const data = { text: randomBytes(600_000).toString('base64') }
  const outcomes = await Promise.allSettled([
    store.append('a-1', proposedEvents(1, 1), 0),
    store.append('b-1', [proposedEvent(2, { type: 'large_thing', data })], 'no-stream'),
    store.append('c-1', proposedEvents(3, 1), 'no-stream'),
  ])
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(EventStoreUnavailable) })
    expect(String((outcome as PromiseRejectedResult).reason)).toMatch(/events\.sqlite.*full: free some space/)
  }
  expect(await collect(store.listStreams(''))).toEqual(['a-1'])
  expect((await store.append('a-1', proposedEvents(1, 1), 0)).revision).toBe(1)
  expect((await store.append('b-1', [proposedEvent(4, { type: 'small_thing' })], 'no-stream')).revision).toBe(0)
  const types = (await collect(store.readAll('start'))).flatMap(({ events }) => events.map(({ type }) => type))
  expect(types).toEqual(['receipt_created', 'receipt_created', 'small_thing'])
})

test('a subscription at the end gets the very objects that were appended', async () => {
  const proposed = proposedEvents(0, 3)
  const seen = await firstLiveBatch(store, () => store.append('a-1', proposed, 'no-stream'))
  expect(seen).toHaveLength(3)
  for (const [index, event] of seen.entries()) expect(event).toBe(proposed[index])
  expect(seen).toEqual(await collect(store.readStream('a-1')))
})

test('an object that cannot be completed or has another place reaches live subscriptions as a copy', async () => {
  const proposed = [Object.freeze(proposedEvent(0)), proposedEvent(1)]
  const append = () => Promise.all(['a-1', 'a-2'].map((stream) => store.append(stream, proposed, 'no-stream')))
  const seen = await firstLiveBatch(store, append)
  expect(seen.map(({ stream, revision }) => `${stream}@${revision}`)).toEqual(['a-1@0', 'a-1@1', 'a-2@0', 'a-2@1'])
  expect(seen[1]).toBe(proposed[1])
})

/** Until a subscription that has nothing to read waits. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
}

test('another connection reads live what the writer appends', async () => {
  await using reader = await openEmbeddedEventStore(folder.path, { readOnly: true })
  const stop = new AbortController()
  const types: string[] = []
  const append = async (type: string) => {
    await turns()
    const count = types.length
    await store.append('a-1', [proposedEvent(count, { type })], count === 0 ? 'no-stream' : count - 1)
  }
  const appending = [append('first_type')]
  for await (const { events } of reader.subscribe('start', { signal: stop.signal })) {
    types.push(...events.map(({ type }) => type))
    if (events.length > 0 && types.length < 4) appending.push(append(`type_${types.length}`))
    if (types.length === 4) stop.abort()
  }
  await Promise.all(appending)
  expect(types).toEqual(['first_type', 'type_1', 'type_2', 'type_3'])
})

test('a waiting subscription misses nothing that another connection appends before this one does', async () => {
  await using other = await openEmbeddedEventStore(folder.path)
  const stop = new AbortController()
  const streams: string[] = []
  const following = (async () => {
    for await (const { events } of store.subscribe('start', { signal: stop.signal })) {
      streams.push(...events.map(({ stream }) => stream))
      if (streams.includes('c-1')) stop.abort()
    }
  })()
  await turns()
  await store.append('a-1', proposedEvents(0, 1), 'no-stream')
  await other.append('b-1', proposedEvents(1, 1), 'no-stream')
  await store.append('c-1', proposedEvents(2, 1), 'no-stream')
  await following
  expect(streams).toEqual(['a-1', 'b-1', 'c-1'])
})

test('of two connections that continue one stream exactly one wins, and both go on', async () => {
  await using other = await openEmbeddedEventStore(folder.path)
  await store.append('a-1', proposedEvents(0, 1), 'no-stream')
  await other.append('a-1', proposedEvents(1, 1), 0)
  await expect(store.append('a-1', proposedEvents(2, 1), 0)).rejects.toBeInstanceOf(WrongExpectedRevision)
  const { position } = await store.append('a-1', [proposedEvent(3, { type: 'of_one' })], 1)
  const later = await other.append('a-1', [proposedEvent(4, { type: 'of_other' })], 2)
  expect(later.position > position).toBe(true)
  const types = (await collect(store.readStream('a-1', 2))).map(({ type }) => type)
  expect(types).toEqual(['of_one', 'of_other'])
})

test('closing waits for appends, ends subscriptions, and refuses what comes later', async () => {
  const following = collect(store.subscribe('start'))
  const appended = store.append('a-1', proposedEvents(0, 1), 'no-stream')
  await store[Symbol.asyncDispose]()
  expect((await appended).revision).toBe(0)
  await following
  await expect(store.append('a-1', proposedEvents(1, 1), 0)).rejects.toThrow(/events\.sqlite is closed/)
  await expect(store.revisionOf('a-1')).rejects.toBeInstanceOf(EventStoreUnavailable)
  store = await openEmbeddedEventStore(folder.path)
  expect(await store.revisionOf('a-1')).toBe(0)
})

test('everything by stream is what listing and reading the streams gives', async () => {
  for (let turn = 0; turn < 3; turn++) {
    const expected = turn === 0 ? ('no-stream' as const) : turn * 1500 - 1
    await Promise.all(
      ['b-1', 'run-1', 'a-10', 'a-2'].map((stream, index) =>
        store.append(stream, proposedEvents(index * 10_000 + turn * 1500, 1500), expected),
      ),
    )
  }
  const byStream: RecordedEvent[] = []
  for (const name of ['a-10', 'a-2', 'b-1']) byStream.push(...(await collect(store.readStream(name))))
  const batches = await collect(store.readEverythingByStream({ excludePrefixes: ['run-'] }))
  expect(batches.flat()).toEqual(byStream)
  expect(Math.max(...batches.map(({ length }) => length))).toBeLessThan(8192)
})

test('the file lies in the folder under its name', () => {
  expect(store.file).toBe(join(folder.path, 'events.sqlite'))
})
