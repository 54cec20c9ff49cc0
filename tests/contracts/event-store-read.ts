import { expect, test } from 'vitest'
import type { LogBatch, ProposedEvent, RecordedEvent } from '../../src/event-store/port.ts'
import type { ContractContext } from './event-store.ts'
import { collect, eventIdOf, proposedEvent, proposedEvents } from './proposed-events.ts'

const VARIETY: readonly ProposedEvent[] = [
  proposedEvent(1),
  proposedEvent(2, { causation: eventIdOf(1), correlation: eventIdOf(1), session: eventIdOf(1) }),
  proposedEvent(3, { causation: eventIdOf(2), correlation: eventIdOf(1), session: eventIdOf(900) }),
  proposedEvent(4, { causation: eventIdOf(700), correlation: eventIdOf(800), session: eventIdOf(900) }),
  proposedEvent(5, { causation: eventIdOf(700), correlation: eventIdOf(700), session: null }),
  proposedEvent(6, { occurredAt: proposedEvent(5).occurredAt, entity: Number.MAX_SAFE_INTEGER, sequence: 4294967295 }),
  proposedEvent(7, { occurredAt: 0, businessDate: '1970-01-01', entity: -5, sequence: 0, type: 'price_set' }),
  proposedEvent(8, {
    data: { text: 'Müller ✓ 🛒 \u0000 \u2028 "quoted" \\', list: [1, -0.25, 1e300, null, true], nested: { a: {} } },
  }),
  proposedEvent(9, { data: {} }),
  proposedEvent(10, { type: 'größe_geändert', data: { b: 1, a: 2 } }),
]

/** What reading promises. */
export function readContract({ store, reopen }: ContractContext): void {
  test('every field comes back as it was appended, also from a log opened again', async () => {
    await store().append('storeDay-1', VARIETY, 'no-stream')
    for (const open of [store, reopen]) {
      const events = await collect((await open()).readStream('storeDay-1'))
      expect(events.map(proposalOf)).toEqual(VARIETY)
      expect(events.every(({ stream }, index) => stream === 'storeDay-1' && events[index].revision === index)).toBe(
        true,
      )
    }
  })

  test('the JSON text of data keeps the order of its keys and omits undefined', async () => {
    const data = { b: 1, a: { d: undefined, c: [undefined, 2] }, z: undefined, 10: 'x', 9: 'y' }
    await store().append('s-1', [proposedEvent(1, { data })], 'no-stream')
    const [event] = await collect((await reopen()).readStream('s-1'))
    expect(JSON.stringify(event.data)).toBe(JSON.stringify(data))
  })

  test('large data and large appends come back whole', async () => {
    const text = 'Größe 🛒 '.repeat(60_000)
    const large = Array.from({ length: 5 }, (_, index) => proposedEvent(index, { data: { text, index } }))
    const many = Array.from({ length: 12_000 }, (_, index) => proposedEvent(100 + index))
    await store().append('large-1', large, 'no-stream')
    await store().append('many-1', many, 'no-stream')
    await reopen()
    expect((await collect(store().readStream('large-1'))).map(({ data }) => data)).toEqual(
      large.map(({ data }) => data),
    )
    const ids = (await collect(store().readStream('many-1'))).map(({ id }) => id)
    expect(ids).toEqual(many.map(({ id }) => id))
    expect((await store().append('many-1', many, 'no-stream')).revision).toBe(11_999)
  })

  test('names of streams and prefixes are any text', async () => {
    const names = ['größe-1', 'größe-🛒', "quote'-1", 'percent%_-1', 'z-1']
    await Promise.all(names.map((name, index) => store().append(name, proposedEvents(index, 1), 'no-stream')))
    expect(await collect(store().listStreams(''))).toEqual(
      ["quote'-1", 'percent%_-1', 'größe-1', 'größe-🛒', 'z-1'].toSorted(),
    )
    for (const name of names) {
      const batches = await collect(store().readAll('start', { prefixes: [name] }))
      expect(batches.flatMap(({ events }) => events.map(({ stream }) => stream))).toEqual([name])
    }
  })

  test('a stream is read from any revision', async () => {
    await store().append('s-1', proposedEvents(0, 3), 'no-stream')
    await store().append('s-1', proposedEvents(3, 3), 2)
    for (let from = 0; from <= 7; from++) {
      const revisions = (await collect(store().readStream('s-1', from))).map(({ revision }) => revision)
      expect(revisions).toEqual([0, 1, 2, 3, 4, 5].slice(from))
    }
  })

  test('a stream that does not exist is empty', async () => {
    await store().append('s-10', proposedEvents(0, 1), 'no-stream')
    expect(await collect(store().readStream('s-1'))).toEqual([])
  })

  test('streams are listed by prefix in code-point order', async () => {
    const names = ['b-1', 'a-\uffee', 'a-\u{1f6d2}', 'a-10', 'a-2', 'a', 'A-1', 'ab-1']
    await Promise.all(names.map((name, index) => store().append(name, proposedEvents(index, 1), 'no-stream')))
    expect(await collect(store().listStreams('a-'))).toEqual(['a-10', 'a-2', 'a-\uffee', 'a-\u{1f6d2}'])
    expect(await collect(store().listStreams(''))).toEqual([
      'A-1',
      'a',
      'a-10',
      'a-2',
      'a-\uffee',
      'a-\u{1f6d2}',
      'ab-1',
      'b-1',
    ])
    expect(await collect(store().listStreams('c'))).toEqual([])
  })

  test('the whole log has increasing positions, and each stream in its order', async () => {
    await store().append('a-1', proposedEvents(0, 3), 'no-stream')
    await store().append('b-1', proposedEvents(10, 2), 'no-stream')
    await store().append('a-1', proposedEvents(3, 2), 2)
    const events = (await collect(store().readAll('start'))).flatMap((batch) => batch.events)
    expect(events.map(({ stream, revision }) => `${stream}@${revision}`)).toEqual([
      'a-1@0',
      'a-1@1',
      'a-1@2',
      'b-1@0',
      'b-1@1',
      'a-1@3',
      'a-1@4',
    ])
    expect(events.every(({ position }, index) => index === 0 || position > events[index - 1].position)).toBe(true)
    for (const name of ['a-1', 'b-1']) {
      expect(await collect(store().readStream(name))).toEqual(events.filter(({ stream }) => stream === name))
    }
  })

  test('a read from the position of every event begins with the next', async () => {
    await store().append('a-1', proposedEvents(0, 4), 'no-stream')
    await store().append('b-1', proposedEvents(10, 3), 'no-stream')
    const events = (await collect(store().readAll('start'))).flatMap((batch) => batch.events)
    for (const [index, { position }] of events.entries()) {
      const rest = (await collect(store().readAll(position))).flatMap((batch) => batch.events)
      expect(rest).toEqual(events.slice(index + 1))
    }
  })

  test('a filtered read reports its progress to the end although nothing matches', async () => {
    const { position } = await store().append('a-1', proposedEvents(0, 4), 'no-stream')
    const batches = await collect(store().readAll('start', { prefixes: ['b-'] }))
    expect(batches.flatMap(({ events }) => events)).toEqual([])
    expect((batches.at(-1) as LogBatch).upTo >= position).toBe(true)
  })

  test('a filtered read passes what starts with any of its prefixes', async () => {
    for (const [index, name] of ['a-1', 'b-1', 'c-1', 'aa-1'].entries()) {
      await store().append(name, proposedEvents(index, 2), 'no-stream')
    }
    const batches = await collect(store().readAll('start', { prefixes: ['a-', 'c-'] }))
    const streams = batches.flatMap(({ events }) => events.map(({ stream }) => stream))
    expect(streams).toEqual(['a-1', 'a-1', 'c-1', 'c-1'])
  })

  test('a batch reaches to its last event at least, and the next begins behind it', async () => {
    await store().append('a-1', proposedEvents(0, 20_000), 'no-stream')
    let before = -1n
    for await (const { events, upTo } of store().readAll('start')) {
      expect(upTo > before && events.every(({ position }) => position > before)).toBe(true)
      expect(upTo >= (events.at(-1)?.position ?? upTo)).toBe(true)
      before = upTo
    }
  })
}

function proposalOf({ stream, revision, position, ...event }: RecordedEvent): ProposedEvent {
  expect([typeof stream, typeof revision, typeof position]).toEqual(['string', 'number', 'bigint'])
  return event
}
