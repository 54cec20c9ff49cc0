import type { RecordedEvent } from '../event-store/port.ts'
import { writeEventId } from '../simulation/event-id.ts'

const HAS_CAUSATION = 1
const HAS_SESSION = 2
const FIXED_BYTES = 2 + 4 + 2 + 16 + 8 + 8 + 4 + 10 + 1 + 3 * 16

/** A buffer that canonical headers are written into, one behind the other. */
export interface HeaderWriter {
  write(event: RecordedEvent): void
  /** What was written since the last call; valid until the next write. */
  take(): Uint8Array
}

/**
 * The canonical form of everything in an event but its data, big-endian: length (2 bytes) and UTF-8 text of the stream,
 * revision (4), length (2) and UTF-8 text of the type, id (16), `occurredAt` (8, IEEE 754), entity (8, IEEE 754), sequence (4),
 * business date (10 ASCII characters), a byte of flags (1: has a causation, 2: has a session), correlation (16), then
 * causation and session (16 each) if any.
 */
export function createHeaderWriter(startBytes = 1 << 20): HeaderWriter {
  let buffer: Buffer = Buffer.allocUnsafeSlow(startBytes)
  let offset = 0
  const textOf = createTextCache()
  return {
    write(event) {
      const stream = textOf(event.stream)
      const type = textOf(event.type)
      const most = FIXED_BYTES + stream.length + type.length
      if (offset + most > buffer.length) buffer = grown(buffer, offset + most)
      offset = putText(buffer, stream, offset)
      offset = buffer.writeUInt32BE(event.revision, offset)
      offset = putText(buffer, type, offset)
      offset = putIdentity(buffer, event, offset)
    },
    take() {
      const taken = buffer.subarray(0, offset)
      offset = 0
      return taken
    },
  }
}

function putIdentity(buffer: Buffer, event: RecordedEvent, start: number): number {
  const { causation, session, businessDate } = event
  let offset = writeEventId(event.id, buffer, start)
  offset = buffer.writeDoubleBE(event.occurredAt, offset)
  offset = buffer.writeDoubleBE(event.entity, offset)
  offset = buffer.writeUInt32BE(event.sequence, offset)
  if (businessDate.length !== 10) throw new RangeError(`business date "${businessDate}" (expected YYYY-MM-DD)`)
  for (let index = 0; index < 10; index++) buffer[offset++] = businessDate.charCodeAt(index)
  buffer[offset++] = (causation === null ? 0 : HAS_CAUSATION) | (session === null ? 0 : HAS_SESSION)
  offset = writeEventId(event.correlation, buffer, offset)
  if (causation !== null) offset = writeEventId(causation, buffer, offset)
  return session === null ? offset : writeEventId(session, buffer, offset)
}

function putText(buffer: Buffer, text: Uint8Array, offset: number): number {
  buffer.set(text, buffer.writeUInt16BE(text.length, offset))
  return offset + 2 + text.length
}

function grown(buffer: Buffer, needed: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.max(2 * buffer.length, needed))
  buffer.copy(larger)
  return larger
}

const MAX_CACHED_TEXTS = 1024

/** UTF-8 of names that come again and again. */
function createTextCache(): (text: string) => Uint8Array {
  const known = new Map<string, Uint8Array>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const bytes = Buffer.from(text, 'utf8')
    if (known.size === MAX_CACHED_TEXTS) known.clear()
    known.set(text, bytes)
    return bytes
  }
}
