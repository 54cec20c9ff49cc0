import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import type { EventStore, ProposedEvent, Revision } from '../../src/event-store/port.ts'
import { collect, proposedEvents } from '../contracts/proposed-events.ts'
import { temporaryFolder } from './embedded-log.ts'

interface ModelAppend {
  readonly stream: string
  readonly events: readonly ProposedEvent[]
  readonly expected: Revision | 'no-stream'
}

/** A log as plain arrays. */
function createModel() {
  const streams = new Map<string, number[]>()
  const log: string[] = []
  const append = ({ stream, events, expected }: ModelAppend): string => {
    const there = streams.get(stream) ?? []
    const from = expected === 'no-stream' ? 0 : expected + 1
    const numbers = events.map(({ sequence }) => sequence)
    if (from !== there.length) {
      const same =
        from + numbers.length <= there.length && numbers.every((number, index) => there[from + index] === number)
      return same ? `at ${from + numbers.length - 1}` : 'refused'
    }
    log.push(...numbers.map((number, index) => `${stream}@${from + index}=${number}`))
    streams.set(stream, [...there, ...numbers])
    return `at ${from + numbers.length - 1}`
  }
  return { append, log }
}

const step = fc.oneof(
  { weight: 1, arbitrary: fc.constant('reopen' as const) },
  {
    weight: 8,
    arbitrary: fc.array(
      fc.record({
        stream: fc.constantFrom('a-1', 'a-2', 'b-1', 'b-ü'),
        first: fc.nat(6),
        count: fc.integer({ min: 1, max: 5 }),
        expected: fc.oneof(fc.constant('no-stream' as const), fc.nat(12)),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  },
)

async function outcomeOf(store: EventStore, { stream, events, expected }: ModelAppend): Promise<string> {
  return store.append(stream, events, expected).then(
    ({ revision }) => `at ${revision}`,
    (error: Error) => (error.name === 'WrongExpectedRevision' ? 'refused' : String(error)),
  )
}

test('random appends leave what they leave in a plain model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await using folder = await temporaryFolder()
      const model = createModel()
      let store = await openEmbeddedEventStore(folder.path)
      for (const action of steps) {
        if (action === 'reopen') {
          await store[Symbol.asyncDispose]()
          store = await openEmbeddedEventStore(folder.path)
          continue
        }
        const appends = action.map(({ stream, first, count, expected }) => ({
          stream,
          events: proposedEvents(first, count),
          expected,
        }))
        const outcomes = await Promise.all(appends.map((append) => outcomeOf(store, append)))
        expect(outcomes).toEqual(appends.map((append) => model.append(append)))
      }
      const events = (await collect(store.readAll('start'))).flatMap((batch) => batch.events)
      expect(events.map(({ stream, revision, sequence }) => `${stream}@${revision}=${sequence}`)).toEqual(model.log)
      await store[Symbol.asyncDispose]()
    }),
    { numRuns: 60, seed: 1 },
  )
})
