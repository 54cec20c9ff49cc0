import {
  type EventStore,
  type Position,
  type ReadAllOptions,
  type RecordedEvent,
  WrongExpectedRevision,
} from '../../src/event-store/port.ts'

/** A part of a log that others use too, as a log of its own: streams whose names begin with `prefix`, behind a position. */
export function isolated(store: EventStore, prefix: string, start: Position): EventStore {
  const behind = (after: Position | 'start') => (after === 'start' ? start : after)
  const narrowed = ({ prefixes = [''], ...options }: ReadAllOptions = {}) => ({
    ...options,
    prefixes: prefixes.map((name) => prefix + name),
  })
  const named = (event: RecordedEvent): RecordedEvent => ({ ...event, stream: event.stream.slice(prefix.length) })
  return {
    async append(stream, events, expected) {
      try {
        // The store may complete the objects that it is given; its streams have other names.
        const own = 'rows' in events ? events : events.map((event) => ({ ...event }))
        return await store.append(prefix + stream, own, expected)
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error
        throw new WrongExpectedRevision(stream, error.expected, error.actual)
      }
    },
    async *readStream(stream, from) {
      for await (const event of store.readStream(prefix + stream, from)) yield named(event)
    },
    async *readAll(after, options) {
      for await (const { events, upTo } of store.readAll(behind(after), narrowed(options))) {
        yield { events: events.map(named), upTo }
      }
    },
    async *subscribe(after, options) {
      for await (const { events, upTo } of store.subscribe(behind(after), narrowed(options))) {
        yield { events: events.map(named), upTo }
      }
    },
    async *listStreams(beginning) {
      for await (const name of store.listStreams(prefix + beginning)) yield name.slice(prefix.length)
    },
    revisionOf: (stream) => store.revisionOf(prefix + stream),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}
