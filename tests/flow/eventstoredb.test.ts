import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CopiedLog } from '../../src/cli/copy-log/copy-log.ts'
import type { Digest } from '../../src/digest/digest.ts'
import { ended } from '../cli/running.ts'
import { type Endpoint, startEndpoint } from '../eventstoredb/endpoint.ts'
import { type FaultyProxy, startFaultyProxy } from '../eventstoredb/faulty-proxy.ts'
import { type Histories, type History, openHistories, SMALL_COMPANY } from './histories.ts'

const DAYS = [
  '--days=1',
  '--customers-per-day=20',
  '--set=volume.online_orders_per_day=10',
  '--set=performance.slice_events=100',
]

let histories: Histories
let inFile: History
let expected: Digest
beforeAll(async () => {
  histories = await openHistories()
  inFile = await histories.begin('in_file')
  await inFile.generate(DAYS)
  expected = await inFile.digest()
})
afterAll(async () => await histories[Symbol.asyncDispose]())

let endpoint: Endpoint
let proxy: FaultyProxy
let url: string
let number = 0
beforeEach(async () => {
  endpoint = await startEndpoint()
  proxy = await startFaultyProxy(endpoint.port)
  url = `esdb://127.0.0.1:${proxy.port}?tls=false`
})
afterEach(async () => {
  await proxy[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
})

function onServer(): Promise<History> {
  return histories.begin(`on_server_${++number}`, undefined, { EVENTSTORE_URL: url })
}

/** Does something whenever the server's log has grown to a share of what is expected. */
async function atShares(shares: readonly number[], act: () => Promise<unknown>): Promise<void> {
  for (const share of shares) {
    while (endpoint.log.all.length < expected.log.events * share) await pause(5)
    await act()
  }
}

describe('a history whose log is on a server', () => {
  test('has the digests of one in a file, and neither another seed nor other tables are mixed with it', async () => {
    const history = await onServer()
    const { stdout } = await history.generate(DAYS)
    expect(stdout).toContain('history covers 2024-03-04 to 2024-03-04')
    expect(await history.digest()).toEqual(expected)
    expect((await history.run(['status'])).stdout).toMatch(/^Log .* EventStoreDB at 127\.0\.0\.1:\d+$/m)
    const seeded = await history.run(['generate', '--days=2', '--seed=8'])
    expect([seeded.code, seeded.stderr]).toEqual([
      2,
      expect.stringMatching(/seed: .*8.*a server holds one company/s) as string,
    ])
    const mixed = await inFile.run(['project'], { EVENTSTORE_URL: url })
    expect([mixed.code, mixed.stderr]).toEqual([2, expect.stringMatching(/from another event log/) as string])
    const { stdout: told } = await inFile.run(['status'], { EVENTSTORE_URL: url })
    expect(told).toMatch(/^Tables +made from another event log than this one/m)
  })

  test('has them when its process was killed twice, the server was dropped and restarted under it, and tables are made elsewhere while that happens again', async () => {
    const history = await onServer()
    for (const share of [0.15, 0.35]) {
      const child = history.start(['generate', ...SMALL_COMPANY, ...DAYS])
      const end = ended(child)
      await atShares([share], async () => child.kill('SIGKILL'))
      expect((await end).signal).toBe('SIGKILL')
    }
    const generating = history.generate(DAYS)
    await atShares([0.4, 0.5, 0.6, 0.7], async () => proxy.drop())
    await atShares([0.8], async () => proxy.refuse(1500))
    await generating
    const { connections } = proxy
    const elsewhere = await onServer()
    const projecting = elsewhere.run(['project'])
    while (proxy.connections === connections) await pause(2)
    await pause(300)
    const reading = proxy.connections
    proxy.drop()
    await proxy.refuse(500)
    expect((await projecting).code).toBe(0)
    expect(proxy.connections).toBeGreaterThan(reading)
    expect(await elsewhere.digest()).toEqual(expected)
  })

  test('is published through a restart of the server as one in a file is', async () => {
    const history = await onServer()
    await history.generate(DAYS)
    const told = await published(inFile, 'in_file', ['publish', '--from=start'])
    const { connections } = proxy
    const publishing = published(history, 'on_server', ['publish', '--from=start'])
    while (proxy.connections === connections) await pause(2)
    await pause(200)
    const reading = proxy.connections
    proxy.drop()
    await proxy.refuse(500)
    expect(await publishing).toEqual(told)
    expect(proxy.connections).toBeGreaterThan(reading)
  })
})

/** What a command sends to files: the lines. */
async function published(history: History, name: string, args: readonly string[]): Promise<readonly string[]> {
  const directory = join(history.data, '..', `published_${name}`)
  const { code, stderr } = await history.run([...args, '--sink=file', `--set=stream.directory=${directory}`])
  if (code !== 0) throw new Error(stderr)
  return readFileSync(join(directory, 'events-000001.ndjson'), 'utf8').split('\n')
}

async function copied(history: History, to: string, env?: Readonly<Record<string, string>>): Promise<CopiedLog> {
  const { stdout, stderr, code } = await history.run(['copy-log', '--to', to, '--json'], env)
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as CopiedLog
}

describe('copy-log', () => {
  test('killed and continued makes a copy with the digest of the log, and copies back', async () => {
    const child = inFile.start(['copy-log', '--to', url])
    const end = ended(child)
    await atShares([0.4], async () => child.kill('SIGKILL'))
    expect((await end).signal).toBe('SIGKILL')
    const first = await copied(inFile, url)
    expect(first).toMatchObject({ equal: true, interrupted: false, sha256: expected.log.sha256 })
    expect(first.before).toBeGreaterThan(0)
    expect(await copied(inFile, url)).toMatchObject({ slices: 0, events: 0, equal: true })

    const back = await histories.begin(`back_${++number}`)
    expect(await copied(inFile, back.data, { EVENTSTORE_URL: url })).toMatchObject({ equal: true, before: 0 })
    expect((await back.run(['project'])).code).toBe(0)
    expect(await back.digest()).toEqual(expected)
    // The original may be brought up to date from its copy.
    expect(await copied(inFile, inFile.data, { EVENTSTORE_URL: url })).toMatchObject({ slices: 0, equal: true })
  })

  test('leaves another log alone', async () => {
    const other = await onServer()
    await other.generate(['--days=1', '--seed=9', '--set=performance.slice_events=300'])
    const before = endpoint.log.all.length
    const { code, stderr } = await inFile.run(['copy-log', '--to', url])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/holds another log.*left as it is\n$/) as string])
    expect(endpoint.log.all).toHaveLength(before)
  })

  test.each([
    [[], /^error: copy-log: --to is missing, allowed: esdb:\/\/HOST:PORT, or a directory\n$/],
    [['--to', 'esdb://'], /^error: --to: got esdb:\/\/, allowed: esdb:\/\/.*\n$/],
    [
      ['--to', 'localhost:2113'],
      /^error: copy-log: --to: got localhost:2113; did you mean esdb:\/\/localhost:2113\?\n$/,
    ],
    [
      ['--to', 'esdb:/localhost:2113'],
      /^error: copy-log: --to: got esdb:\/localhost:2113, allowed: esdb:\/\/HOST:PORT/,
    ],
    [['--to', 'http://localhost'], /^error: --to: got http:\/\/localhost, allowed: esdb:\/\/.*\n$/],
  ])('%j is wrong input', async (args, problem) => {
    const { code, stderr } = await inFile.run(['copy-log', ...args])
    expect([code, stderr]).toEqual([2, expect.stringMatching(problem) as string])
  })

  test('says what is not there', async () => {
    const { code, stderr } = await inFile.run(['copy-log', '--to', 'esdb://127.0.0.1:1?tls=false'])
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/ECONNREFUSED 127\.0\.0\.1:1 \(tried for \d+ s\)\n$/) as string,
    ])
  })
})
