import { afterEach, expect, test, vi } from 'vitest'
import type { FeedBeginning } from '../../../src/cli/serve/feed-messages.ts'
import { FeedThread, type FeedThreadParts } from '../../../src/cli/serve/feed-thread.ts'
import { configSchema } from '../../../src/config/schema.ts'
import { openEmbeddedEventStore } from '../../../src/event-store/embedded.ts'
import { createRecorder } from '../../../src/event-store/recorder.ts'
import { UNKNOWN } from '../../../src/live/figures.ts'
import type { FeedClock } from '../../../src/live/protocol.ts'
import { RUN_STREAM } from '../../../src/run-history.ts'
import { temporaryFolder } from '../../database/temporary-database.ts'

const CLOCK: FeedClock = { status: 'running', simulated_time: null, speed: 1, achieved_speed: 1, lag_ms: 0 }
const BEGINNING: FeedBeginning = { regions: new Map(), place: null, company: UNKNOWN }
const PATIENT = { timeout: 10_000 }

function threadOf(data: string, parts: Partial<FeedThreadParts>): FeedThread {
  return new FeedThread({
    config: configSchema.parse({ paths: { data } }),
    clock: () => CLOCK,
    canFollow: () => false,
    beginning: async () => BEGINNING,
    warn: () => undefined,
    ...parts,
  })
}

afterEach(() => void vi.useRealTimers())

test('a thread that fails closes its clients, and is started again', async () => {
  using folder = temporaryFolder()
  const ended: unknown[] = []
  const sent: string[] = []
  const warnings: string[] = []
  let clock = CLOCK
  await using feed = threadOf(folder.path, { clock: () => clock, warn: (line) => void warnings.push(line) })
  const hub = feed.connect({
    send: (_client, text) => void sent.push(text),
    end: (...how) => void ended.push(how),
  })
  hub.open(1, null)
  // No number of JSON.
  clock = { ...CLOCK, speed: 1n as never }
  await expect.poll(() => ended, PATIENT).toEqual([[1, 1011, 'the feed has failed', false]])
  expect(feed.state()).toEqual({ status: 'dead', trouble: expect.stringContaining('BigInt') as string })
  expect(warnings).toEqual([expect.stringMatching(/^live feed: .*BigInt.*; starting it again$/)])
  hub.open(2, null)
  expect(ended.slice(1)).toEqual([[2, 1013, 'the feed has failed', false]])
  clock = CLOCK
  await expect.poll(() => feed.state().status, PATIENT).toBe('resting')
  sent.length = 0
  hub.open(3, null)
  await expect.poll(() => sent[0], PATIENT).toContain('"kind":"snapshot"')
})

test('a log that cannot be followed is followed later, with a beginning that is read anew', async () => {
  using folder = temporaryFolder()
  let beginnings = 0
  const beginning = async () => {
    beginnings++
    return BEGINNING
  }
  await using feed = threadOf(folder.path, { canFollow: () => true, beginning })
  await expect.poll(() => feed.state(), PATIENT).toMatchObject({ trouble: expect.any(String) as string })
  expect([beginnings, feed.reached()]).toEqual([1, null])
  await using store = await openEmbeddedEventStore(folder.path)
  const recorder = await createRecorder(store, RUN_STREAM)
  await recorder.record({ from: 0, to: 1000, streams: [] })
  await expect.poll(() => feed.reached(), PATIENT).toBe(1)
  expect([beginnings, feed.state()]).toEqual([2, { status: 'following', trouble: undefined }])
})

test('what comes late of an earlier beginning does not count', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  using folder = temporaryFolder()
  const asked: PromiseWithResolvers<FeedBeginning>[] = []
  const beginning = () => {
    asked.push(Promise.withResolvers())
    return asked.at(-1)!.promise
  }
  let canFollow = true
  await using feed = threadOf(folder.path, { canFollow: () => canFollow, beginning })
  await vi.advanceTimersByTimeAsync(100)
  canFollow = false
  await vi.advanceTimersByTimeAsync(100)
  canFollow = true
  await vi.advanceTimersByTimeAsync(100)
  asked[0]?.reject(new Error('the tables are away'))
  await vi.advanceTimersByTimeAsync(3000)
  expect([asked.length, feed.state()]).toEqual([2, { status: 'following', trouble: undefined }])
  asked[1]?.reject(new Error('the tables are away'))
  await vi.advanceTimersByTimeAsync(3000)
  expect([asked.length, feed.state().trouble]).toEqual([3, 'the tables are away'])
})

test('a feed that ends while its beginning is being read ends all the same', async () => {
  using folder = temporaryFolder()
  const reading = Promise.withResolvers<FeedBeginning>()
  const began = Promise.withResolvers<undefined>()
  const warnings: string[] = []
  const feed = threadOf(folder.path, {
    canFollow: () => true,
    beginning() {
      began.resolve(undefined)
      return reading.promise
    },
    warn: (line) => void warnings.push(line),
  })
  await began.promise
  reading.resolve(BEGINNING)
  await feed[Symbol.asyncDispose]()
  expect(warnings).toEqual([])
})
