import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedEventStore, openEmbeddedEventStore } from '../src/event-store/embedded.ts'
import { packAppend, unpackRow } from '../src/event-store/packed-row.ts'
import type { ProposedEvent } from '../src/event-store/port.ts'
import { type Figure, figure, measureCpu } from './figure.ts'
import { sampleEvents } from './log-events.ts'
import { measure } from './measure.ts'

const EVENTS = 1_000_000
const CODEC_EVENTS = 200_000
const GROUP_EVENTS = 1000
const STREAMS = 300
const SIZES = [20, 100, 1000]

/** Durable appends (one transaction, synchronous, per 1000 events), reads, size, and the codec alone. */
export async function benchLog(): Promise<Figure[]> {
  const figures = codecFigures(sampleEvents(CODEC_EVENTS))
  for (const size of SIZES) figures.push(...(await storeFigures(size)))
  return figures
}

function codecFigures(events: readonly ProposedEvent[]): Figure[] {
  const names = [...new Set(events.map(({ type }) => type))]
  const types = { codeOf: (type: string) => names.indexOf(type), nameOf: (code: number) => names[code] }
  return SIZES.flatMap((size) => {
    const parts = inParts(events, size)
    const encode = cpuNanoseconds(() => parts.forEach((part) => packAppend(part, types)))
    const rows = parts.map((part) => Uint8Array.from(packAppend(part, types)[0].bytes))
    const place = { stream: 'storeDay-1_2024-01-15', firstRevision: 0, firstPosition: 1, count: size }
    const decode = cpuNanoseconds(() => rows.forEach((row) => unpackRow(row, place, types)))
    return [
      figure(`log_encode_rows_of_${size}`, encode / events.length, 'ns/event'),
      figure(`log_decode_rows_of_${size}`, decode / events.length, 'ns/event'),
    ]
  })
}

async function storeFigures(size: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tillstream-bench-'))
  const parts = inParts(sampleEvents(EVENTS), size)
  try {
    let store = await openEmbeddedEventStore(folder)
    const append = await measure(() => appendAll(store, parts))
    await store[Symbol.asyncDispose]()
    const { size: bytes } = await stat(store.file)
    store = await openEmbeddedEventStore(folder)
    const read = await measure(() => readAll(store))
    await store[Symbol.asyncDispose]()
    return [
      figure(`log_append_of_${size}`, EVENTS / append.seconds, 'events/s'),
      figure(`log_append_of_${size}_per_cpu_second`, EVENTS / append.cpuSeconds, 'events/s'),
      figure(`log_read_of_${size}`, EVENTS / read.seconds, 'events/s'),
      figure(`log_read_of_${size}_per_cpu_second`, EVENTS / read.cpuSeconds, 'events/s'),
      figure(`log_size_of_${size}`, bytes / EVENTS, 'bytes/event'),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Appends to many streams in turn; what is not awaited in between shares a transaction. */
async function appendAll(store: EmbeddedEventStore, parts: ReadonlyArray<readonly ProposedEvent[]>): Promise<void> {
  const revisions = new Int32Array(STREAMS).fill(-1)
  const perGroup = Math.ceil(GROUP_EVENTS / parts[0].length)
  for (let start = 0; start < parts.length; start += perGroup) {
    const group = parts.slice(start, start + perGroup).map((part, index) => {
      const stream = (start + index) % STREAMS
      const at = revisions[stream]
      revisions[stream] += part.length
      return store.append(`storeDay-${stream}_2024-01-15`, part, at === -1 ? 'no-stream' : at)
    })
    await Promise.all(group)
  }
}

async function readAll(store: EmbeddedEventStore): Promise<void> {
  let read = 0
  for await (const { events } of store.readAll('start')) read += events.length
  if (read !== EVENTS) throw new Error(`read ${read} of ${EVENTS} events`)
}

function inParts(events: readonly ProposedEvent[], size: number): ProposedEvent[][] {
  const parts: ProposedEvent[][] = []
  for (let start = 0; start < events.length; start += size) parts.push(events.slice(start, start + size))
  return parts
}

/** CPU time of the faster of two passes: the first one warms up, and other processes do not count. */
function cpuNanoseconds(work: () => void): number {
  return Math.min(measureCpu(work), measureCpu(work)) * 1e9
}
