import { type EventId, readEventId, sameEventId, writeEventId } from '../simulation/event-id.ts'
import type { ProposedEvent, RecordedEvent } from './port.ts'

/** What precedes the data of an event in a packed row. Fields that repeat the event before them cost a flag only. */
export type EventHeader = Omit<ProposedEvent, 'data'>

/** The most bytes that one header can take. */
export const MAX_HEADER_BYTES = 2 + 2 + 8 + 8 + 4 + 4 * 16 + 4

/** Reading and writing place of a row; `before` is the event that the flags refer to. */
export interface HeaderCursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  offset: number
  before: EventHeader | undefined
}

const SAME_TIME = 1
const SAME_ENTITY = 2
const SAME_DATE = 4
const CAUSATION = 3
const CORRELATION = 5
const SESSION = 7
const LAST_FLAG = 1 << 9

const EXPLICIT = 0
const AS_BEFORE = 1
/** Causation and session: null. Correlation: the own id. */
const DEFAULT = 2
/** Causation: the id of the event before. Correlation: the causation. Session: the correlation. */
const NEIGHBOUR = 3

/** A cursor at the start of a row's headers. */
export function headerCursor(bytes: Uint8Array, offset: number): HeaderCursor {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset, before: undefined }
}

/** Writes one header. @throws RangeError for a value that a header cannot carry. */
export function writeHeader(cursor: HeaderCursor, event: EventHeader, typeCode: number): void {
  const { bytes, view, before } = cursor
  const { occurredAt, entity, causation, correlation, session } = event
  const causationForm = linkForm(causation, before?.causation, null, before?.id)
  const correlationForm = linkForm(correlation, before?.correlation, event.id, causation)
  const sessionForm = linkForm(session, before?.session, null, correlation)
  let flags = (causationForm << CAUSATION) | (correlationForm << CORRELATION) | (sessionForm << SESSION)
  if (before !== undefined) {
    if (before.occurredAt === occurredAt) flags |= SAME_TIME
    if (before.entity === entity) flags |= SAME_ENTITY
    if (before.businessDate === event.businessDate) flags |= SAME_DATE
  }
  view.setUint16(cursor.offset, flags)
  view.setUint16(cursor.offset + 2, typeCode)
  view.setUint32(cursor.offset + 4, unsigned32(event))
  let offset = writeEventId(event.id, bytes, cursor.offset + 8)
  if ((flags & SAME_TIME) === 0) offset = writeNumber(view, offset, occurredAt)
  if ((flags & SAME_ENTITY) === 0) offset = writeNumber(view, offset, entity)
  if ((flags & SAME_DATE) === 0) offset = writeDate(view, offset, event.businessDate)
  if (causationForm === EXPLICIT) offset = writeEventId(causation as EventId, bytes, offset)
  if (correlationForm === EXPLICIT) offset = writeEventId(correlation, bytes, offset)
  if (sessionForm === EXPLICIT) offset = writeEventId(session as EventId, bytes, offset)
  cursor.offset = offset
  cursor.before = event
}

/** An event of which all but the header is yet to be filled in: one object instead of two for every event that is read. */
export type HeaderOnly = { -readonly [Name in keyof RecordedEvent]: RecordedEvent[Name] }

const NO_DATA: object = Object.freeze({})

/** Reads the header that `writeHeader` wrote. @throws RangeError for bytes that are no header. */
export function readHeader(cursor: HeaderCursor, typeName: (code: number) => string): HeaderOnly {
  const { bytes, view, before } = cursor
  const flags = view.getUint16(cursor.offset)
  if (flags >= LAST_FLAG || (before === undefined && (flags & (SAME_TIME | SAME_ENTITY | SAME_DATE)) !== 0)) {
    throw new RangeError(`no event header: flags ${flags}`)
  }
  const type = typeName(view.getUint16(cursor.offset + 2))
  const sequence = view.getUint32(cursor.offset + 4)
  const id = readEventId(bytes, cursor.offset + 8)
  cursor.offset += 24
  const occurredAt = flags & SAME_TIME ? before!.occurredAt : readNumber(cursor)
  const entity = flags & SAME_ENTITY ? before!.entity : readNumber(cursor)
  const businessDate = flags & SAME_DATE ? before!.businessDate : readDate(cursor)
  const causation = readLink(cursor, (flags >>> CAUSATION) & 3, [before?.causation, null, before?.id])
  const correlation = readLink(cursor, (flags >>> CORRELATION) & 3, [before?.correlation, id, causation]) as EventId
  const session = readLink(cursor, (flags >>> SESSION) & 3, [before?.session, null, correlation])
  const header: HeaderOnly = {
    type,
    id,
    occurredAt,
    businessDate,
    entity,
    sequence,
    causation,
    correlation,
    session,
    data: NO_DATA,
    stream: '',
    revision: 0,
    position: 0n,
  }
  cursor.before = header
  return header
}

type Link = EventId | null | undefined

function linkForm(value: EventId | null, asBefore: Link, byDefault: EventId | null, neighbour: Link): number {
  if (sameLink(value, byDefault)) return DEFAULT
  if (sameLink(value, asBefore)) return AS_BEFORE
  return sameLink(value, neighbour) ? NEIGHBOUR : EXPLICIT
}

function sameLink(value: EventId | null, other: Link): boolean {
  if (value === other) return true
  return value !== null && other !== null && other !== undefined && sameEventId(value, other)
}

function readLink(cursor: HeaderCursor, form: number, forms: readonly [Link, EventId | null, Link]): EventId | null {
  if (form !== EXPLICIT) return forms[form - 1] as EventId | null
  const id = readEventId(cursor.bytes, cursor.offset)
  cursor.offset += 16
  return id
}

function unsigned32({ sequence, type }: EventHeader): number {
  if (sequence >>> 0 === sequence) return sequence
  throw new RangeError(`sequence of ${type} is ${sequence} (expected an integer from 0 to 4294967295)`)
}

function writeNumber(view: DataView, offset: number, value: number): number {
  view.setFloat64(offset, value)
  return offset + 8
}

function readNumber(cursor: HeaderCursor): number {
  cursor.offset += 8
  return cursor.view.getFloat64(cursor.offset - 8)
}

function writeDate(view: DataView, offset: number, date: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`business date "${date}" (expected YYYY-MM-DD)`)
  view.setUint32(offset, Number(date.slice(0, 4)) * 10000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8)))
  return offset + 4
}

function readDate(cursor: HeaderCursor): string {
  const digits = String(cursor.view.getUint32(cursor.offset)).padStart(8, '0')
  cursor.offset += 4
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}
