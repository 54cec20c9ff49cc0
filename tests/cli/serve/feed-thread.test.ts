import { expect, test } from 'vitest'
import type { FeedBeginning } from '../../../src/cli/serve/feed-messages.ts'
import { FeedThread } from '../../../src/cli/serve/feed-thread.ts'
import { UNKNOWN } from '../../../src/live/figures.ts'
import { temporaryFolder } from '../../database/temporary-database.ts'
import { smallConfig } from '../../retail/simulated.ts'

const BEGINNING: FeedBeginning = { regions: new Map(), place: null, company: UNKNOWN }

test('a feed that ends while its beginning is being read ends all the same', async () => {
  using folder = temporaryFolder()
  const reading = Promise.withResolvers<FeedBeginning>()
  const began = Promise.withResolvers<undefined>()
  const warnings: string[] = []
  const thread = new FeedThread({
    config: smallConfig({ paths: { data: folder.path } }),
    clock: () => ({ status: 'stopped', simulated_time: null, speed: 1, achieved_speed: 0, lag_ms: 0 }),
    canFollow: () => true,
    beginning() {
      began.resolve(undefined)
      return reading.promise
    },
    warn: (line) => warnings.push(line),
  })
  await began.promise
  reading.resolve(BEGINNING)
  await thread[Symbol.asyncDispose]()
  expect(warnings).toEqual([])
})
