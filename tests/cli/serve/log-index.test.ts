import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CommandContext } from '../../../src/cli/command.ts'
import { LogIndex } from '../../../src/cli/serve/log-index.ts'
import { configSchema } from '../../../src/config/schema.ts'
import { openEmbeddedEventStore } from '../../../src/event-store/embedded.ts'
import { createRecorder } from '../../../src/event-store/recorder.ts'
import { RUN_STREAM } from '../../../src/run-history.ts'
import { temporaryFolder } from '../../database/temporary-database.ts'

/** An index of the log in a folder that waits for the gate before it reads, and counts its reads. */
function indexOf(data: string, gate: () => Promise<void> = async () => undefined) {
  let reads = 0
  const config = configSchema.parse({ paths: { data } })
  const context = {
    async config() {
      reads++
      await gate()
      return { config }
    },
    log: { warn: () => undefined },
    signal: new AbortController().signal,
  }
  return { index: new LogIndex(context as unknown as CommandContext), reads: () => reads }
}

/** Records a log of so many slices of a second. */
async function record(data: string, slices: number): Promise<void> {
  await using store = await openEmbeddedEventStore(data)
  const recorder = await createRecorder(store, RUN_STREAM)
  await recorder.note('simulation_started', { log_id: String(slices), end_date: '2024-03-05' })
  for (let slice = 0; slice < slices; slice++) {
    await recorder.record({ from: slice * 1000, to: (slice + 1) * 1000, streams: [] })
  }
}

test('who asks at the same time shares one read, and who asks while one is under way gets the next', async () => {
  using folder = temporaryFolder()
  await record(folder.path, 2)
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  const { index, reads } = indexOf(folder.path, () => opened)
  const together = [index.facts(), index.facts(), index.facts()]
  await expect.poll(reads).toBe(1)
  const later = [index.facts(), index.facts()]
  open()
  const ends = (await Promise.all([...together, ...later])).map((facts) => facts?.to)
  expect([ends, reads()]).toEqual([[2000, 2000, 2000, 2000, 2000], 2])
})

test('a read that is under way when its log is deleted leaves nothing behind', async () => {
  using folder = temporaryFolder()
  await record(folder.path, 5)
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  const { index, reads } = indexOf(folder.path, () => opened)
  const before = index.facts()
  await expect.poll(reads).toBe(1)
  index.clear()
  open()
  expect(await before).toMatchObject({ started: { log_id: '5' }, to: 5000 })
  rmSync(folder.path, { recursive: true })
  expect(await index.facts()).toBeUndefined()
  await record(folder.path, 1)
  expect(await index.facts()).toMatchObject({ started: { log_id: '1' }, from: 0, to: 1000 })
})

test('a read that fails does not hold up the next', async () => {
  using folder = temporaryFolder()
  await record(folder.path, 1)
  let isAway = true
  const { index } = indexOf(folder.path, async () => {
    if (isAway) throw new Error('away')
  })
  await expect(index.facts()).rejects.toThrow('away')
  isAway = false
  expect(await index.facts()).toMatchObject({ to: 1000 })
})
