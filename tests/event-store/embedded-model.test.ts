import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
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
  { weight: 1, arbitrary: fc.constantFrom('reopen' as const, 'crash' as const) },
  {
    weight: 8,
    arbitrary: fc.array(
      fc.record({
        writer: fc.nat(1),
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

/** Two writers on one file, as two processes would have it. */
async function openWriters(folder: string): Promise<readonly [EmbeddedEventStore, EmbeddedEventStore]> {
  return [await openEmbeddedEventStore(folder), await openEmbeddedEventStore(folder)]
}

/** What a machine that crashes now would leave behind: the file and its write-ahead log, without a last word. */
function crashImage(folder: string, place: number): string {
  const image = join(folder, `crash-${place}`)
  mkdirSync(image)
  for (const name of ['events.sqlite', 'events.sqlite-wal']) copyFileSync(join(folder, name), join(image, name))
  return image
}

test('random appends of two writers, with crashes in between, leave what they leave in a plain model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await using folder = await temporaryFolder()
      const model = createModel()
      let path = folder.path
      let writers = await openWriters(path)
      for (const [place, action] of steps.entries()) {
        if (action === 'reopen' || action === 'crash') {
          if (action === 'crash') path = crashImage(path, place)
          for (const writer of writers) await writer[Symbol.asyncDispose]()
          writers = await openWriters(path)
          continue
        }
        // Each writer commits what it was given in one turn, one after the other.
        const appends = action
          .toSorted((left, right) => left.writer - right.writer)
          .map(({ writer, stream, first, count, expected }) => ({
            writer,
            stream,
            events: proposedEvents(first, count),
            expected,
          }))
        const outcomes = await Promise.all(appends.map((append) => outcomeOf(writers[append.writer], append)))
        expect(outcomes).toEqual(appends.map((append) => model.append(append)))
      }
      const events = (await collect(writers[0].readAll('start'))).flatMap((batch) => batch.events)
      expect(events.map(({ stream, revision, sequence }) => `${stream}@${revision}=${sequence}`)).toEqual(model.log)
      for (const writer of writers) await writer[Symbol.asyncDispose]()
    }),
    { numRuns: 60, seed: 1 },
  )
})
