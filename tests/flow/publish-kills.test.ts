import { afterAll, beforeAll, expect, test } from 'vitest'
import { join } from 'node:path'
import { readdirSync, readFileSync } from 'node:fs'
import { openSession } from '../../src/database/session.ts'
import { ended } from '../cli/running.ts'
import { type Endpoint, startEndpoint } from '../eventhubs/endpoint.ts'
import { type Histories, openHistories, SMALL_COMPANY } from './histories.ts'

const KILLS = 10
/** It keeps its place every half second, and is killed soon after: some 120 are sent again each time. */
const TWICE_PER_KILL = 250

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

function stored(): number {
  return endpoint.partitions.reduce((sum, { events }) => sum + events.length, 0)
}

/** What the publisher has kept of how far it is. */
async function keptPlace(name: string): Promise<unknown> {
  const url = new URL(histories.server.url)
  url.pathname = name
  const client = await openSession(url.href)
  try {
    const { rows } = await client.query(
      "SELECT slice, events_done FROM tillstream.publishers WHERE to_regclass('tillstream.publishers') IS NOT NULL",
    )
    return rows
  } finally {
    await client.end()
  }
}

test(`killed ${KILLS} times, a publisher loses nothing, and sends little twice`, async () => {
  const history = await histories.begin('killed')
  await history.generate([...SMALL_COMPANY, '--days=2'])
  const env = { AZURE_EVENTHUB_CONNECTION_STRING: endpoint.connectionString }
  const args = ['publish', '--set=realtime.max_batch_size=10', '--set=realtime.max_buffer_size=100']
  endpoint.faults.delayMs = 60
  for (let kill = 0; kill < KILLS; kill++) {
    const [before, place] = [stored(), await keptPlace(history.name)]
    const child = history.start(kill === 0 ? [...args, '--from=start'] : args, { env })
    const end = ended(child)
    // A place of the middle of the log must be the one from which it goes on.
    await expect.poll(() => keptPlace(history.name), { timeout: 20_000, interval: 20 }).not.toEqual(place)
    await expect.poll(() => stored() > before + 50, { timeout: 20_000, interval: 5 }).toBe(true)
    if (kill === 0) {
      const taken = await keptPlace(history.name)
      await expect.poll(() => keptPlace(history.name), { timeout: 20_000, interval: 20 }).not.toEqual(taken)
    }
    child.kill('SIGKILL')
    expect((await end).signal).toBe('SIGKILL')
  }
  endpoint.faults.delayMs = 0
  const { code } = await history.run(args, env)
  expect(code).toBe(0)

  const directory = join(history.data, '..', 'all')
  await history.run(['replay', '--sink=file', `--set=stream.directory=${directory}`])
  const lines = readdirSync(directory).flatMap((file) => readFileSync(join(directory, file), 'utf8').split('\n'))
  const all = lines.filter(Boolean).map((line) => JSON.parse(line) as { trace_id: string; partition_key: string })
  const received = endpoint
    .received()
    .map(({ json }) => JSON.parse(json) as { trace_id: string; partition_key: string })
  const distinct = new Set(received.map(({ trace_id }) => trace_id))
  expect(distinct).toEqual(new Set(all.map(({ trace_id }) => trace_id)))
  expect(received.length - distinct.size).toBeLessThan(KILLS * TWICE_PER_KILL)
  for (const [key, ofKey] of Map.groupBy(received, ({ partition_key }) => partition_key)) {
    const firsts = [...new Set(ofKey.map(({ trace_id }) => trace_id))]
    const inLog = all.filter(({ partition_key }) => partition_key === key).map(({ trace_id }) => trace_id)
    expect([key, firsts]).toEqual([key, inLog])
  }
})
