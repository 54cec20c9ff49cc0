import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { sameEventId } from '../../src/simulation/event-id.ts'
import { eventIdOf } from '../contracts/proposed-events.ts'
import { temporaryFolder } from './embedded-log.ts'

const CHILD = fileURLToPath(new URL('./crash-child.ts', import.meta.url))
const ROUNDS = 10
const STREAMS = ['a-1', 'b-1', 'c-1']

/** Lets the child append until it has acknowledged so many times, kills it, and returns what it acknowledged. */
async function appendAndKill(folder: string, seed: number, acknowledgements: number): Promise<Map<string, number>> {
  const child = spawn(process.execPath, [CHILD, folder, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const acknowledged = new Map<string, number>()
  let left = acknowledgements
  for await (const line of createInterface({ input: child.stdout })) {
    const [stream, revision] = line.split(' ')
    if (revision !== undefined && revision !== '') acknowledged.set(stream, Number(revision))
    if (--left === 0) child.kill('SIGKILL')
  }
  const [, signal] = await closed
  expect(signal).toBe('SIGKILL')
  return acknowledged
}

async function assertWhole(folder: string, acknowledged: ReadonlyMap<string, number>): Promise<number> {
  await using store = await openEmbeddedEventStore(folder)
  let events = 0
  for (const [streamNumber, stream] of STREAMS.entries()) {
    let next = 0
    let last = { batch: 0, index: -1, size: 0 }
    for await (const { id, revision, data } of store.readStream(stream)) {
      last = data as typeof last
      if (revision !== next || last.batch + last.index !== next) throw new Error(`${stream} has a gap at ${next}`)
      if (!sameEventId(id, eventIdOf(streamNumber * 10_000_000 + next)))
        throw new Error(`${stream} holds another id at ${next}`)
      next++
    }
    expect(last.index).toBe(last.size - 1)
    expect(next - 1).toBeGreaterThanOrEqual(acknowledged.get(stream) ?? -1)
    events += next
  }
  return events
}

test('a killed writer loses no acknowledged event and leaves no part of an append', async () => {
  await using folder = await temporaryFolder()
  let before = 0
  for (let round = 1; round <= ROUNDS; round++) {
    const acknowledged = await appendAndKill(folder.path, round, 1 + ((round * 37) % 90))
    const events = await assertWhole(folder.path, acknowledged)
    expect(events).toBeGreaterThan(before)
    before = events
  }
}, 60_000)
