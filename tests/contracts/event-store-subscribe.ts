import { expect, test } from 'vitest'
import type { EventStore, Position, ReadAllOptions, RecordedEvent } from '../../src/event-store/port.ts'
import type { ContractContext } from './event-store.ts'
import { collect, proposedEvents } from './proposed-events.ts'

interface FollowOptions extends ReadAllOptions {
  readonly count: number
  readonly onEvents?: (seen: number) => void
}

/** Subscribes until `count` events have come, then aborts and waits for the end. */
async function follow(store: EventStore, after: Position | 'start', options: FollowOptions): Promise<RecordedEvent[]> {
  const { count, onEvents, ...rest } = options
  const stop = new AbortController()
  const seen: RecordedEvent[] = []
  for await (const { events } of store.subscribe(after, { ...rest, signal: stop.signal })) {
    seen.push(...events)
    onEvents?.(seen.length)
    if (seen.length >= count) stop.abort()
  }
  return seen
}

/** What subscribing promises. */
export function subscribeContract({ store }: ContractContext): void {
  test('a subscription yields history, then what is appended, without gap or repetition', async () => {
    await store().append('a-1', proposedEvents(0, 500), 'no-stream')
    const appended: Array<Promise<unknown>> = []
    let next = 500
    const more = () => {
      while (appended.length < 200) {
        appended.push(store().append('a-1', proposedEvents(next, 5), next - 1))
        next += 5
        if (appended.length % 10 === 0) return
      }
    }
    const seen = await follow(store(), 'start', { count: 1500, onEvents: more })
    await Promise.all(appended)
    expect(seen.map(({ revision }) => revision)).toEqual(Array.from({ length: 1500 }, (_, index) => index))
  })

  test('appends that go on during catch-up are neither lost nor repeated', async () => {
    await store().append('a-1', proposedEvents(0, 3000), 'no-stream')
    const writing = (async () => {
      for (let at = 3000; at < 4000; at += 20) await store().append('a-1', proposedEvents(at, 20), at - 1)
    })()
    const readers = [1, 2, 3].map(() => follow(store(), 'start', { count: 4000 }))
    await writing
    for (const seen of await Promise.all(readers)) {
      expect(seen.map(({ revision }) => revision)).toEqual(Array.from({ length: 4000 }, (_, index) => index))
    }
  })

  test('a subscription from the position of every event begins with the next', async () => {
    await store().append('a-1', proposedEvents(0, 3), 'no-stream')
    await store().append('b-1', proposedEvents(3, 3), 'no-stream')
    const events = (await collect(store().readAll('start'))).flatMap((batch) => batch.events)
    for (const [index, { position }] of events.slice(0, -1).entries()) {
      expect(await follow(store(), position, { count: events.length - 1 - index })).toEqual(events.slice(index + 1))
    }
  })

  test('a subscription from the end yields only what is appended later', async () => {
    const { position } = await store().append('a-1', proposedEvents(0, 3), 'no-stream')
    const following = follow(store(), position, { count: 2 })
    await store().append('a-1', proposedEvents(3, 2), 2)
    expect((await following).map(({ revision }) => revision)).toEqual([3, 4])
  })

  test('live events equal the ones that are read later', async () => {
    const following = follow(store(), 'start', { count: 4 })
    await store().append('a-1', proposedEvents(0, 2), 'no-stream')
    await store().append('b-1', proposedEvents(2, 2), 'no-stream')
    const read = (await collect(store().readAll('start'))).flatMap((batch) => batch.events)
    expect(await following).toEqual(read)
  })

  test('a filtered subscription passes its prefixes only, in history and live', async () => {
    await store().append('a-1', proposedEvents(0, 2), 'no-stream')
    await store().append('b-1', proposedEvents(2, 2), 'no-stream')
    const following = follow(store(), 'start', { count: 4, prefixes: ['a-'] })
    await store().append('b-1', proposedEvents(4, 2), 1)
    await store().append('a-1', proposedEvents(6, 2), 1)
    expect((await following).map(({ stream, revision }) => `${stream}@${revision}`)).toEqual([
      'a-1@0',
      'a-1@1',
      'a-1@2',
      'a-1@3',
    ])
  })

  test('a filtered subscription reports progress although nothing matches', async () => {
    const first = await store().append('b-1', proposedEvents(0, 100), 'no-stream')
    const stop = new AbortController()
    let appended: Promise<unknown> | undefined
    for await (const { events, upTo } of store().subscribe('start', { prefixes: ['a-'], signal: stop.signal })) {
      expect(events).toEqual([])
      // What has gone by in history comes first, and then what goes by live.
      if (upTo > first.position) stop.abort()
      appended ??= store().append('b-1', proposedEvents(100, 100), 99)
    }
    await appended
    expect(stop.signal.aborted).toBe(true)
  })

  test('a slow subscriber gets everything', async () => {
    let appended: Promise<unknown> | undefined
    const burst = async () => {
      for (let at = 1; at < 100; at++) await store().append('a-1', proposedEvents(at * 400, 400), at * 400 - 1)
    }
    await store().append('a-1', proposedEvents(0, 400), 'no-stream')
    const stop = new AbortController()
    let next = 0
    for await (const { events } of store().subscribe('start', { signal: stop.signal })) {
      expect(events.map(({ revision }) => revision)).toEqual(events.map(() => next++))
      if (next === 40_000) stop.abort()
      appended ??= burst()
      if (next < 1200) await appended
    }
    expect(next).toBe(40_000)
  })

  test('an abort ends a waiting subscription, and one that was aborted before yields nothing', async () => {
    await store().append('a-1', proposedEvents(0, 2), 'no-stream')
    const stop = new AbortController()
    const waiting = collect(store().subscribe('start', { prefixes: ['a-'], signal: stop.signal }))
    await store().append('a-1', proposedEvents(2, 1), 1)
    stop.abort()
    expect((await waiting).flatMap(({ events }) => events).length).toBeLessThanOrEqual(3)
    expect(await collect(store().subscribe('start', { signal: stop.signal }))).toEqual([])
  })
}
