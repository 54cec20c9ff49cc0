import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type Examined, healthOf } from '../../../src/cli/serve/health.ts'
import { StreamFigures } from '../../../src/cli/serve/stream-figures.ts'
import { configSchema } from '../../../src/config/schema.ts'
import { temporaryFolder } from '../../database/temporary-database.ts'

const never = () => new Promise<never>(() => undefined)

function examined(change: Partial<Examined>): Examined {
  const simulation = { status: 'stopped', error: null } as ReturnType<Examined['engine']['simulation']>
  const { state } = new StreamFigures(() => 0)
  return {
    config: configSchema.parse({ paths: { data: '/nowhere' } }),
    tables: { ping: async () => 1 },
    engine: { simulation: () => simulation },
    streaming: { state: () => state },
    feed: { state: () => ({ status: 'resting', trouble: undefined }) },
    ...change,
  }
}

test('a database that hangs is told in time, and everything else beside it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const health = healthOf(examined({ tables: { ping: never } }))()
  await vi.advanceTimersByTimeAsync(2000)
  vi.useRealTimers()
  expect(await health).toEqual({
    database: { status: 'unhealthy', detail: 'it has not answered for 2 s' },
    event_store: { status: 'healthy', detail: 'no history yet' },
    engine: { status: 'healthy', detail: 'stopped' },
    feed: { status: 'healthy', detail: 'resting' },
    streaming: { status: 'healthy', detail: 'stopped' },
  })
})

test('a log on a server that is away is not well, nor is a file that is no log', async () => {
  using folder = temporaryFolder()
  const away = healthOf(
    examined({ config: configSchema.parse({ event_store: { url: 'esdb://127.0.0.1:1?tls=false' } }) }),
  )
  expect((await away()).event_store).toEqual({ status: 'unhealthy', detail: expect.stringContaining('127.0.0.1') })
  writeFileSync(join(folder.path, 'events.sqlite'), 'no log')
  const broken = healthOf(examined({ config: configSchema.parse({ paths: { data: folder.path } }) }))
  expect((await broken()).event_store).toEqual({ status: 'unhealthy', detail: expect.any(String) })
})

test('what a look at the log found is told for a second without another', async () => {
  using folder = temporaryFolder()
  const health = healthOf(examined({ config: configSchema.parse({ paths: { data: folder.path } }) }))
  expect((await health()).event_store).toEqual({ status: 'healthy', detail: 'no history yet' })
  writeFileSync(join(folder.path, 'events.sqlite'), 'no log')
  expect((await health()).event_store).toEqual({ status: 'healthy', detail: 'no history yet' })
})

test.each([
  ['dead', 'out of memory', 'unhealthy', 'out of memory'],
  ['following', 'the tables are away', 'degraded', 'the tables are away'],
  ['following', undefined, 'healthy', 'following'],
] as const)('a feed that is %s (%s) is %s', async (status, trouble, expected, detail) => {
  const health = await healthOf(examined({ feed: { state: () => ({ status, trouble }) } }))()
  expect(health.feed).toEqual({ status: expected, detail })
})
