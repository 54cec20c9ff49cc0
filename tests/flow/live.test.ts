import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, ended } from '../cli/running.ts'
import { type Endpoint, startEndpoint } from '../eventhubs/endpoint.ts'
import { type Histories, type History, openHistories, SMALL_COMPANY } from './histories.ts'

let histories: Histories
let endpoint: Endpoint
beforeAll(async () => {
  histories = await openHistories()
  endpoint = await startEndpoint()
})
afterAll(async () => {
  await endpoint[Symbol.asyncDispose]()
  await histories[Symbol.asyncDispose]()
})

function linesIn(directory: string): readonly string[] {
  const files = existsSync(directory) ? readdirSync(directory).toSorted() : []
  return files.flatMap((file) => readFileSync(join(directory, file), 'utf8').split('\n').filter(Boolean))
}

function idsIn(directory: string): readonly string[] {
  return linesIn(directory).map((line) => (JSON.parse(line) as { readonly trace_id: string }).trace_id)
}

/** Lets a process run until something holds, then asks it to stop. */
async function until(child: ChildProcess, isEnough: () => boolean): Promise<Ended> {
  const end = ended(child)
  await expect.poll(isEnough, { timeout: 40_000, interval: 20 }).toBe(true)
  child.kill('SIGINT')
  return await end
}

/** What was sent once more from the log, from a simulated instant on. */
async function replayed(history: History, from: string): Promise<readonly string[]> {
  const directory = join(history.data, '..', `${history.name}-replayed`)
  const { code, stderr } = await history.run([
    'replay',
    `--from=${from}`,
    '--sink=file',
    `--set=stream.directory=${directory}`,
  ])
  if (code !== 0) throw new Error(stderr)
  return idsIn(directory)
}

describe('live', () => {
  test('generated, lived, lived on and generated on, a history is what it is in one go, and all of it was published', async () => {
    const history = await histories.begin('lived')
    const directory = join(history.data, '..', 'published')
    await history.generate([...SMALL_COMPANY, '--days=1'])
    const args = ['live', '--sink=file', `--set=stream.directory=${directory}`, '--json']
    const first = await until(history.start([...args, '--speed=100000']), () => linesIn(directory).length > 1500)
    const before = linesIn(directory).length
    const second = await until(
      history.start([...args, '--speed=36000']),
      () => linesIn(directory).length > before + 300,
    )
    for (const { code, stdout, stderr } of [first, second]) {
      if (stdout === '') throw new Error(stderr)
      expect([code, JSON.parse(stdout)]).toEqual([130, expect.objectContaining({ interrupted: true }) as object])
    }
    await history.run(['publish', '--sink=file', `--to=${directory}`])
    const lived = idsIn(directory)
    const { from } = JSON.parse(first.stdout) as { readonly from: number }
    expect(new Set(lived).size).toBe(lived.length)
    expect(lived).toEqual(await replayed(history, new Date(from).toISOString()))

    await history.generate(['--to=2024-03-07'])
    const once = await histories.begin('once')
    await once.generate([...SMALL_COMPANY, '--to=2024-03-07'])
    expect(await history.digest()).toEqual(await once.digest())
  })

  test('a slow sink slows it down, and gets everything', async () => {
    const history = await histories.begin('slowed')
    await history.generate([...SMALL_COMPANY, '--days=1'])
    endpoint.faults.eventsPerSecond = 500
    const env = { AZURE_EVENTHUB_CONNECTION_STRING: endpoint.connectionString }
    const args = [
      'live',
      '--speed=100000',
      '--json',
      '--set=realtime.max_lag_events=300',
      '--set=realtime.max_buffer_size=300',
    ]
    const { stdout } = await until(history.start(args, { env }), () => endpoint.received().length > 2000)
    endpoint.faults.eventsPerSecond = Number.POSITIVE_INFINITY
    const lived = JSON.parse(stdout) as { from: number; to: number; seconds: number; pace: { lagMs: number } }
    expect((lived.to - lived.from) / 1000 / lived.seconds).toBeLessThan(50_000)
    expect(lived.pace.lagMs).toBeGreaterThan(500)
    await history.run(['publish'], env)
    const received = new Set(endpoint.received().map(({ id }) => id))
    expect(received).toEqual(new Set(await replayed(history, new Date(lived.from).toISOString())))
  })
})
