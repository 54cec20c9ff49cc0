import type { Ordered } from '../simulation/domain-event.ts'
import { listedTypes, packAppend, type TypeCodes, unpackRow } from './packed-row.ts'
import type { PackedEvents, ProposedEvent } from './port.ts'
import type { StreamEvents } from './recorder.ts'

/** What a slice adds to one stream; its rows lie one after the other among those of all streams. */
interface PackedStream extends Omit<StreamEvents, 'events'> {
  readonly counts: readonly number[]
  readonly lengths: readonly number[]
}

/** The events of a slice by stream, packed: plain data, fit for another thread. */
export interface PackedStreams {
  readonly streams: readonly PackedStream[]
  /** Their rows. */
  readonly data: Uint8Array
}

/** An event of a slice with the stream that it belongs to. */
export type EventInStream = ProposedEvent & { readonly stream: string }

/** Slices larger than that (the opening stock of a time zone) are rare: what they needed is not kept. */
const KEPT_CAPACITY = 4 << 20

/** How slices are packed. */
export interface PackingOptions {
  /** Codes that the log has for event types. */
  readonly types: TypeCodes
  /** Whether events of the type are the last of their streams. */
  readonly endsStream: (type: string) => boolean
  /** Gives room for the rows of a slice. */
  readonly allocate: (bytes: number) => Uint8Array
}

/** Packs one slice after the other. */
export function streamPacker({ types, endsStream, allocate }: PackingOptions) {
  const kept = new Uint8Array(KEPT_CAPACITY)
  return (events: readonly EventInStream[]): PackedStreams => {
    const streams: PackedStream[] = []
    let buffer = kept
    let size = 0
    for (const { events: own, ...place } of byStream(events, endsStream)) {
      const rows = packAppend(own, types)
      for (const { bytes } of rows) {
        if (size + bytes.length > buffer.length) buffer = grown(buffer, size + bytes.length)
        buffer.set(bytes, size)
        size += bytes.length
      }
      streams.push({
        ...place,
        counts: rows.map(({ count }) => count),
        lengths: rows.map(({ bytes }) => bytes.length),
      })
    }
    const data = allocate(size)
    data.set(buffer.subarray(0, size))
    return { streams, data }
  }
}

/** What a recorder takes. `typeNames` are those by whose codes the events were packed. */
export function unpackedStreams({ streams, data }: PackedStreams, typeNames: readonly string[]): StreamEvents[] {
  const types = listedTypes(typeNames)
  let start = 0
  return streams.map(({ counts, lengths, ...place }) => {
    const rows = counts.map((count, index) => {
      const bytes = data.subarray(start, start + lengths[index])
      start += lengths[index]
      return { count, bytes }
    })
    return { ...place, events: packedEvents(place.stream, rows, types) }
  })
}

/** The events of each stream in the order in which they happened; streams by their first one. */
export function byStream(events: readonly EventInStream[], endsStream: (type: string) => boolean): StreamOfObjects[] {
  const streams = new Map<string, EventInStream[]>()
  for (const event of events) {
    const known = streams.get(event.stream)
    if (known === undefined) streams.set(event.stream, [event])
    else known.push(event)
  }
  return [...streams].map(([stream, own]) => {
    const { occurredAt, entity, sequence } = own[0]
    const last = own[own.length - 1]
    const first: Ordered = { occurredAt, entity, sequence }
    return { stream, events: own, first, lastAt: last.occurredAt, ended: endsStream(last.type) }
  })
}

type StreamOfObjects = StreamEvents & { readonly events: readonly ProposedEvent[] }

function packedEvents(stream: string, rows: PackedEvents['rows'], types: TypeCodes): PackedEvents {
  return {
    length: rows.reduce((sum, { count }) => sum + count, 0),
    rows,
    unpack: () =>
      rows.flatMap(({ count, bytes }) =>
        unpackRow(bytes, { stream, firstRevision: 0, firstPosition: 0, count }, types),
      ),
  }
}

function grown(buffer: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(2 * buffer.length, needed))
  larger.set(buffer)
  return larger
}
