import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONTRACT_TYPES } from '../../src/publishing/wire/published-types.ts'
import { tillstream } from '../cli/running.ts'
import { type Endpoint, startEndpoint } from '../eventhubs/endpoint.ts'
import { type Histories, type History, openHistories, SMALL_COMPANY } from './histories.ts'

interface Told {
  readonly trace_id: string
  readonly event_type: string
  readonly ingest_timestamp: string
  readonly correlation_id: string
  readonly partition_key: string
}

let histories: Histories
let history: History
let endpoint: Endpoint
beforeAll(async () => {
  histories = await openHistories()
  history = await histories.begin('published')
  await history.generate([...SMALL_COMPANY, '--days=2'])
  endpoint = await startEndpoint()
})
afterAll(async () => {
  await endpoint[Symbol.asyncDispose]()
  await histories[Symbol.asyncDispose]()
})

/** The events in the files of a directory, oldest first. */
function inFiles(directory: string): readonly Told[] {
  const files = readdirSync(directory).toSorted()
  const lines = files.flatMap((file) => readFileSync(join(directory, file), 'utf8').split('\n').filter(Boolean))
  return lines.map((line) => JSON.parse(line) as Told)
}

/** Sends the log to files of a new directory and returns what is in them. */
async function toFiles(name: string, ...args: readonly string[]): Promise<readonly Told[]> {
  const directory = join(history.data, '..', name)
  const { code, stderr } = await history.run([...args, '--sink=file', `--set=stream.directory=${directory}`])
  if (code !== 0) throw new Error(stderr)
  return inFiles(directory)
}

const idsOf = (events: readonly Told[]) => events.map(({ trace_id }) => trace_id)

describe('publish', () => {
  test('a sink that is new begins at the end of the log, and goes on with what comes', async () => {
    const args = ['publish', '--sink=file', `--to=${join(history.data, '..', 'new')}`]
    const { stdout } = await history.run(args)
    expect(stdout).toMatch(
      /^Sent 0 events .*\nA sink that is new starts at the end of the log: --from start publishes/s,
    )
    await history.generate([...SMALL_COMPANY, '--to=2024-03-06'])
    await history.run(args)
    const days = new Set(inFiles(join(history.data, '..', 'new')).map(({ ingest_timestamp: at }) => at.slice(0, 10)))
    expect([...days]).toEqual(['2024-03-06', '2024-03-07'])
  })

  test('every contract event of the log arrives, in the order of time, and again nothing', async () => {
    const events = await toFiles('all', 'publish', '--from=start')
    expect(events.length).toBeGreaterThan(3000)
    expect(new Set(idsOf(events)).size).toBe(events.length)
    expect(idsOf(events)).toEqual(idsOf(events).toSorted((a, b) => a.slice(0, 13).localeCompare(b.slice(0, 13))))
    expect(events.every(({ event_type }) => CONTRACT_TYPES.includes(event_type))).toBe(true)
    expect(await toFiles('all', 'publish')).toHaveLength(events.length)
  })

  test('to Event Hubs every event arrives once, each key on one partition in its order', async () => {
    const env = { AZURE_EVENTHUB_CONNECTION_STRING: endpoint.connectionString }
    const { code, stdout, stderr } = await history.run(['publish', '--from=start', '--json'], env)
    expect([code, stderr]).toEqual([0, expect.any(String)])
    const all = await toFiles('all', 'publish')
    const received = endpoint.received().map(({ partition, json }) => ({ partition, told: JSON.parse(json) as Told }))
    expect(JSON.parse(stdout)).toMatchObject({ statistics: { sent: all.length, rejected: 0, breaker: 'closed' } })
    for (const [key, ofKey] of Map.groupBy(received, ({ told }) => told.partition_key)) {
      expect(new Set(ofKey.map(({ partition }) => partition)).size).toBe(1)
      expect(ofKey.map(({ told }) => told.trace_id)).toEqual(
        idsOf(all.filter(({ partition_key }) => partition_key === key)),
      )
    }
    expect(received).toHaveLength(all.length)
  })

  test('to a reader that has had enough, as head has, it ends without a word', async () => {
    const child = history.start(['publish', '--sink=console', '--from=start'])
    const end = once(child, 'close')
    let words = ''
    child.stderr?.on('data', (chunk: Buffer) => (words += String(chunk)))
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect([await end, words]).toEqual([[0, null], expect.not.stringContaining('error')])
  })

  test('status tells how far each sink is', async () => {
    await toFiles('told', 'publish', '--from=start')
    const { stdout } = await history.run(['status'])
    expect(stdout).toMatch(/^(Published| +) +file \S+told: 0 events behind$/m)
    const sent = JSON.parse((await history.run(['status', '--json'])).stdout) as { database: { sinks: object[] } }
    expect(sent.database.sinks).toContainEqual(expect.objectContaining({ lag_events: 0, dead_letters: 0 }))
  })

  test('--check tells who, where, how many partitions and how fast', async () => {
    const env = { AZURE_EVENTHUB_CONNECTION_STRING: endpoint.connectionString }
    const { code, stdout } = await history.run(['publish', '--check'], env)
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^eventhubs 127\.0\.0\.1:\d+\/retail-events is ready\.\n.*partitions: 4\n {2}latency ms: \d+\n$/s,
      ),
    ])
  })
})

describe('replay', () => {
  test('sends the events from one instant on and before another, with their ids, and keeps no place', async () => {
    const all = await toFiles('all', 'publish')
    const [from, to] = ['2024-03-04T18:00:00Z', '2024-03-05']
    const part = all.filter(
      ({ ingest_timestamp: at }) => at >= '2024-03-04T18:00:00.000Z' && at < '2024-03-05T00:00:00.000Z',
    )
    expect(part.length).toBeGreaterThan(200)
    const replayed = await toFiles('part', 'replay', `--from=${from}`, `--to=${to}`)
    expect(replayed).toEqual(part)
    expect(await toFiles('part', 'publish')).toHaveLength(part.length)
  })

  test('tells the repetition in the correlation when it is given an id', async () => {
    const all = await toFiles('all', 'publish')
    const replayed = await toFiles('drill', 'replay', '--replay-id=drill-7')
    expect(idsOf(replayed)).toEqual(idsOf(all))
    const correlations = all.map(({ correlation_id }) => `drill-7/${correlation_id}`)
    expect(replayed.map(({ correlation_id }) => correlation_id)).toEqual(correlations)
  })
})

test('duration_minutes: publishing that would go on for ever ends by itself, without being interrupted', async () => {
  const args = ['publish', '--follow', '--duration=0.03', '--sink=file', `--to=${join(history.data, '..', 'timed')}`]
  const { code, stdout } = await history.run([...args, '--json'])
  const { seconds, interrupted } = JSON.parse(stdout) as { readonly seconds: number; readonly interrupted: boolean }
  expect([code, interrupted]).toEqual([0, false])
  expect(seconds).toBeGreaterThanOrEqual(1.8)
})

describe('what cannot be done is told with the exit code and one clear message', () => {
  test.each<[readonly string[], RegExp]>([
    [['publish', '--sink=pigeon'], /stream\.sink: got "pigeon", allowed: one of eventhubs, webhook, file, console/],
    [['publish', '--sink=webhook'], /the sink webhook needs an address: --to, or stream\.webhook_url/],
    [
      ['publish', '--sink=webhook', '--to=ftp://x'],
      /--to: got "ftp:\/\/x", allowed: an address that begins with https/,
    ],
    [
      ['publish'],
      /there is no sink: name one with --sink \(eventhubs, webhook, file, console\), or set AZURE_EVENTHUB/,
    ],
    [
      ['publish', '--sink=file', '--from=lately'],
      /--from: got "lately", allowed: start, end, a position, a date as YYYY/,
    ],
    [
      ['publish', '--sink=file', '--set=stream.event_types=+recipt'],
      /stream\.event_types: got "\+recipt", allowed: \+ or -/,
    ],
    [
      ['publish', '--sink=file', '--from=2030-01-01'],
      /--from: got 2030-01-01T.*, allowed: up to 2024-03-0\d.*, where the log ends/,
    ],
    [['replay', '--sink=file', '--from=99999999'], /--from: got 99999999, allowed: up to \d+, where the log ends/],
    [['replay', '--sink=file', '--from=2024-03-05', '--to=2024-03-05'], /--to: allowed: a time behind that of --from/],
  ])('%j', async (args, message) => {
    const { code, stderr } = await history.run(args)
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)])
  })

  const KEY = 'SharedAccessKey=d'
  test.each<[string, (text: string) => string, RegExp]>([
    ['a malformed string', (text) => text.replace('sb://', ''), /azure_connection_string: got text of \d+ characters/],
    ['a string with a word too many', (text) => `${text};Pigeon=1`, /connection string: part 6 has no known name/],
    [
      'a wrong key',
      (text) => text.replace(KEY, 'SharedAccessKey=e'),
      /does not accept key send-and-listen from AZURE_EVENTHUB_CONNECTION_STRING: check SharedAccessKeyName/,
    ],
    ['a hub that there is not', (text) => text.replace('retail-events', 'other'), /there is no event hub "other"/],
    ['nobody who listens', (text) => text.replace(/:\d+;/, ':1;'), /ECONNREFUSED/],
  ])('%s', async (_what, change, message) => {
    const began = performance.now()
    const env = { AZURE_EVENTHUB_CONNECTION_STRING: change(endpoint.connectionString) }
    const { code, stdout, stderr } = await history.run(['publish', '--from=start'], env)
    expect([code, stderr]).toEqual([3, expect.stringMatching(message)])
    expect(performance.now() - began).toBeLessThan(15_000)
    expect(stdout + stderr).not.toContain('dGVzdC1lbmRwb2ludC1rZXk')
  })

  test('a malformed string beside another wrong key, or where nothing is sent, as wrong input', async () => {
    const env = { AZURE_EVENTHUB_CONNECTION_STRING: 'Endpoint=lost' }
    for (const args of [
      ['publish', '--set=stream.file_mb=0'],
      ['config', 'validate'],
    ]) {
      const { code, stderr } = await history.run(args, env)
      expect([args, code, stderr]).toEqual([args, 2, expect.stringContaining('realtime.azure_connection_string: got')])
    }
  })

  test('a directory without a log', async () => {
    const { code, stderr } = await tillstream(['publish', '--sink=file', '--data=none'])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/none/)])
  })
})
