import type { Envelope } from '../wire/envelope.ts'

/** A message in which event hubs take many events at a time. */
export interface AmqpBatch {
  /** Events in it: the first of those that were given, as many as fit, which can be none. */
  readonly count: number
  readonly bytes: Buffer
}

/** Puts as many of the first events as fit into so many bytes. @throws RangeError for an id or a type that is not short ASCII. */
export type BatchMaker = (events: readonly Envelope[], maxSizeInBytes: number) => AmqpBatch

/**
 * Prepares the making of batches. Their bytes are those that the client of Event Hubs would make of the same events one by one,
 * each with objects and buffers of its own; here they are written at once into one buffer, from what is the same for all events
 * of a type.
 */
export function createBatchMaker(): BatchMaker {
  const ends = new Map<string, Buffer>()
  const endOf = (type: string) => {
    const end = ends.get(type) ?? messageEnd(type)
    ends.set(type, end)
    return end
  }
  return (events, maxSizeInBytes) => {
    const { messages, size } = fitting(events, endOf, maxSizeInBytes)
    return { count: messages.length, bytes: encoded(messages, size) }
  }
}

/** An event on its way into a batch. */
interface Message {
  readonly event: Envelope
  readonly end: Buffer
  readonly jsonBytes: number
  /** Bytes of the whole message. */
  readonly bytes: number
}

function fitting(events: readonly Envelope[], endOf: (type: string) => Buffer, limit: number) {
  const messages: Message[] = []
  let size = BATCH_START.length
  for (const event of events) {
    assertShort(event.id)
    const end = endOf(event.type)
    const jsonBytes = Buffer.byteLength(event.json)
    const bytes = MESSAGE_START.length + event.id.length + end.length + dataHead(jsonBytes) + jsonBytes
    const grown = size + dataHead(bytes) + bytes
    if (grown > limit) break
    size = grown
    messages.push({ event, end, jsonBytes, bytes })
  }
  return { messages, size }
}

function encoded(messages: readonly Message[], size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size)
  let at = BATCH_START.copy(buffer)
  for (const message of messages) at = writeMessage(message, buffer, at)
  if (at !== size) throw new RangeError(`a batch of ${size} bytes has only ${at}`)
  return buffer
}

function writeMessage({ event: { id, json }, end, jsonBytes, bytes }: Message, buffer: Buffer, start: number): number {
  let at = writeDataHead(bytes, buffer, start)
  at += MESSAGE_START.copy(buffer, at)
  buffer.writeUInt32BE(PROPERTIES_BESIDE_ID + id.length, at - PROPERTIES_SIZE_BEFORE_ID)
  buffer[at - 1] = id.length
  at += buffer.write(id, at, 'latin1')
  at += end.copy(buffer, at)
  at = writeDataHead(jsonBytes, buffer, at)
  return at + buffer.write(json, at)
}

/** What Event Hubs allow of an id at most; types are shorter by far. */
const SHORT = /^[\x20-\x7e]{1,128}$/

function assertShort(text: string): void {
  if (!SHORT.test(text)) throw new RangeError(`"${text}" is no id or type (expected 1 to 128 characters of ASCII)`)
}

/*
 * AMQP 1.0, parts 1.6 (types) and 3.2 (message format). Every section begins with 00 53 and its code: 70 header, 72 message
 * annotations, 73 properties, 74 application properties, 75 data. As the client writes them, a list (45 when empty, d0 else) and
 * a map (d1) have four bytes of size and four of count; a text (a1), a symbol (a3) and short data (a0) one byte of length, long
 * data (b0) four; what is absent is 40.
 */

const CONTENT_TYPE = 'application/json'
const bytesOf = (...hex: readonly string[]) => Buffer.from(hex.join(''), 'hex')

const NO_HEADER = '00537045'
const NO_ANNOTATIONS = '005372d10000000400000000'

/** A batch is a message of data sections, each of which is a message. */
const BATCH_START = bytesOf(NO_HEADER, NO_ANNOTATIONS, '00537345')

/** Of the seven properties up to the content type only the first and the last are given: the message id, which comes next. */
const MESSAGE_START = bytesOf(NO_HEADER, NO_ANNOTATIONS, '005373d0', '00000000', '00000007', 'a100')
const PROPERTIES_SIZE_BEFORE_ID = 10
const FIVE_ABSENT = '4040404040'
/** Their count, the head of the id, the absent ones, the head of the content type, and itself. */
const PROPERTIES_BESIDE_ID = 4 + 2 + 5 + 2 + CONTENT_TYPE.length

/** Everything between the message id and the body. */
function messageEnd(type: string): Buffer {
  assertShort(type)
  const table = Buffer.concat([bytesOf('00000002'), short('a1', 'Table'), short('a1', type)])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(table.length)
  return Buffer.concat([bytesOf(FIVE_ABSENT), short('a3', CONTENT_TYPE), bytesOf('005374d1'), size, table])
}

function short(code: string, text: string): Buffer {
  return Buffer.concat([bytesOf(code), Buffer.of(text.length), Buffer.from(text, 'latin1')])
}

const LONGEST_SHORT = 255

/** Bytes of what stands before so many bytes of data. */
function dataHead(bytes: number): number {
  return bytes > LONGEST_SHORT ? 8 : 5
}

function writeDataHead(bytes: number, buffer: Buffer, at: number): number {
  if (bytes > LONGEST_SHORT) {
    buffer.writeUInt32BE(0x00_53_75_b0, at)
    buffer.writeUInt32BE(bytes, at + 4)
    return at + 8
  }
  buffer.writeUInt32BE(0x00_53_75_a0, at)
  buffer[at + 4] = bytes
  return at + 5
}
