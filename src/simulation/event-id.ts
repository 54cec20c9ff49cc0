/**
 * The identity of an event as four integers: a time-ordered UUID (version 7) whose first 48 bits are the simulated
 * millisecond and whose other 74 bits are keyed hash bits. Plain data, so that it can live in a snapshot.
 */
export interface EventId {
  /** Milliseconds since the Unix epoch. */
  readonly ms: number
  /** 12 bits. */
  readonly a: number
  /** 30 bits. */
  readonly b: number
  /** 32 bits, signed. */
  readonly c: number
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The id with these hash bits; `x` and `y` and `z` are 32-bit words of which the needed bits are taken. */
export function makeEventId(ms: number, x: number, y: number, z: number): EventId {
  return { ms, a: x & 0xfff, b: y & 0x3fffffff, c: z | 0 }
}

/** Canonical UUID text, 36 characters. */
export function eventIdText({ ms, a, b, c }: EventId): string {
  const high = Math.floor(ms / 65536) | 0
  const low = ms % 65536
  return `${HEX[high >>> 24]}${HEX[(high >>> 16) & 255]}${HEX[(high >>> 8) & 255]}${HEX[high & 255]}-${HEX[low >>> 8]}${HEX[low & 255]}-${HEX[0x70 | (a >>> 8)]}${HEX[a & 255]}-${HEX[0x80 | (b >>> 24)]}${HEX[(b >>> 16) & 255]}-${HEX[(b >>> 8) & 255]}${HEX[b & 255]}${HEX[c >>> 24]}${HEX[(c >>> 16) & 255]}${HEX[(c >>> 8) & 255]}${HEX[c & 255]}`
}

/** Reads canonical UUID text of version 7. @throws when it is not one. */
export function parseEventId(text: string): EventId {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)) {
    throw new Error(`not an event id: "${text}" (expected a lower-case UUID of version 7)`)
  }
  const high = Number.parseInt(text.slice(0, 8), 16)
  const ms = high * 65536 + Number.parseInt(text.slice(9, 13), 16)
  const a = Number.parseInt(text.slice(15, 18), 16)
  const b = Number.parseInt(text.slice(19, 23) + text.slice(24, 28), 16) & 0x3fffffff
  return { ms, a, b, c: Number.parseInt(text.slice(28), 16) | 0 }
}

/** Writes the 16 bytes of the UUID and returns the offset behind them. */
export function writeEventId(id: EventId, target: Uint8Array, offset: number): number {
  const high = Math.floor(id.ms / 65536) | 0
  const low = id.ms % 65536
  target[offset] = high >>> 24
  target[offset + 1] = high >>> 16
  target[offset + 2] = high >>> 8
  target[offset + 3] = high
  target[offset + 4] = low >>> 8
  target[offset + 5] = low
  target[offset + 6] = 0x70 | (id.a >>> 8)
  target[offset + 7] = id.a
  target[offset + 8] = 0x80 | (id.b >>> 24)
  target[offset + 9] = id.b >>> 16
  target[offset + 10] = id.b >>> 8
  target[offset + 11] = id.b
  target[offset + 12] = id.c >>> 24
  target[offset + 13] = id.c >>> 16
  target[offset + 14] = id.c >>> 8
  target[offset + 15] = id.c
  return offset + 16
}

/** Reads the 16 bytes that `writeEventId` wrote. */
export function readEventId(source: Uint8Array, offset: number): EventId {
  const word = (at: number) => (source[at] << 24) | (source[at + 1] << 16) | (source[at + 2] << 8) | source[at + 3]
  const high = word(offset) >>> 0
  const ms = high * 65536 + ((source[offset + 4] << 8) | source[offset + 5])
  const a = ((source[offset + 6] & 15) << 8) | source[offset + 7]
  return { ms, a, b: word(offset + 8) & 0x3fffffff, c: word(offset + 12) }
}

/** Whether both name the same event. */
export function sameEventId(left: EventId, right: EventId): boolean {
  return left.ms === right.ms && left.a === right.a && left.b === right.b && left.c === right.c
}
