import { writeSync } from 'node:fs'
import { openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { proposedEvent } from '../contracts/proposed-events.ts'

/** Appends until it is killed, and prints `stream revision` for each append that was acknowledged. */
const [folder, seedText] = process.argv.slice(2)
const STREAMS = ['a-1', 'b-1', 'c-1']
let seed = Number(seedText)

function draw(below: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0
  return (seed >>> 8) % below
}

const store = await openEmbeddedEventStore(folder)

async function appendForever(stream: string, streamNumber: number): Promise<void> {
  let revision = (await store.revisionOf(stream)) ?? -1
  for (;;) {
    const size = draw(20) === 0 ? 5000 : 1 + draw(60)
    const batch = revision + 1
    const events = Array.from({ length: size }, (_, index) =>
      proposedEvent(streamNumber * 10_000_000 + batch + index, { data: { batch, index, size } }),
    )
    const appended = await store.append(stream, events, revision === -1 ? 'no-stream' : revision)
    revision = appended.revision
    writeSync(1, `${stream} ${revision}\n`)
  }
}

await Promise.all(STREAMS.map(appendForever))
