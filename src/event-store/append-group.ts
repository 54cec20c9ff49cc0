import type { DatabaseSync } from 'node:sqlite'
import { sameEventId } from '../simulation/event-id.ts'
import type { AppendRequest } from './append-check.ts'
import type { LogRows, StreamHead } from './log-rows.ts'
import { packAppend } from './packed-row.ts'
import { type Appended, eventsOf, type PackedRow, type ProposedEvent, WrongExpectedRevision } from './port.ts'
import type { TypeTable } from './type-table.ts'

/** What became of one append: an error here concerns this append only. */
export type AppendOutcome =
  | { readonly kind: 'appended'; readonly result: Appended; readonly firstPosition: number }
  | { readonly kind: 'repeated'; readonly result: Appended }
  | { readonly kind: 'refused'; readonly error: Error }

/** The outcomes of a group in its order, and where the log stood before and stands after it. */
export interface GroupOutcome {
  readonly outcomes: readonly AppendOutcome[]
  readonly from: number
  readonly upTo: number
}

/** Appends a group in one transaction. @throws what SQLite throws, after a rollback: then nothing of it is in the log. */
export type AppendGroup = (requests: readonly AppendRequest[]) => GroupOutcome

/** Heads of the streams written most recently; others are looked up. */
const MAX_KNOWN_HEADS = 16_384

/** The parts of an open log that an append needs. */
export interface AppendParts {
  readonly database: DatabaseSync
  readonly rows: LogRows
  readonly types: TypeTable
}

/** The writer of an embedded log. */
export function createAppendGroup({ database, rows, types }: AppendParts): AppendGroup {
  const heads = new Map<string, StreamHead>()
  const foreignCommits = database.prepare('PRAGMA data_version')
  let seenCommits = 0
  const append = createAppend({ database, rows, types }, heads)
  const forget = () => {
    heads.clear()
    types.reload()
  }
  return (requests) => {
    try {
      database.exec('BEGIN IMMEDIATE')
      const commits = Number(foreignCommits.get()?.data_version)
      if (commits !== seenCommits) forget()
      seenCommits = commits
      const from = rows.lastPosition()
      let upTo = from
      const outcomes = requests.map((request) => {
        const outcome = append(request, upTo)
        if (outcome.kind === 'appended') upTo = Number(outcome.result.position)
        return outcome
      })
      types.save()
      database.exec('COMMIT')
      types.saved()
      return { outcomes, from, upTo }
    } catch (error) {
      heads.clear()
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }
}

function createAppend({ database, rows, types }: AppendParts, heads: Map<string, StreamHead>) {
  const insertStream = database.prepare('INSERT INTO streams (name) VALUES (?)')
  const insertRow = database.prepare('INSERT INTO appends VALUES (?, ?, ?, ?, ?)')
  const write = (key: number, packed: readonly PackedRow[], place: { revision: number; position: number }) => {
    let { revision, position } = place
    for (const { count, bytes } of packed) {
      insertRow.run(position, key, revision, count, bytes)
      revision += count
      position += count
    }
  }
  return ({ stream, events, expected }: AppendRequest, lastPosition: number): AppendOutcome => {
    const head = heads.get(stream) ?? rows.headOf(stream)
    const at = head?.revision ?? -1
    const wanted = expected === 'no-stream' ? -1 : expected
    if (wanted !== at) {
      const result = head && repeated(rows, head, { events: eventsOf(events), from: wanted + 1 })
      if (result) return { kind: 'repeated', result }
      return refused(new WrongExpectedRevision(stream, expected, head?.revision ?? 'no-stream'))
    }
    const packed = tryPack(events, types)
    if (packed instanceof Error) return refused(packed)
    const key = head?.key ?? Number(insertStream.run(stream).lastInsertRowid)
    write(key, packed, { revision: at + 1, position: lastPosition + 1 })
    const revision = at + events.length
    remember(heads, stream, { key, revision })
    const result = { revision, position: BigInt(lastPosition + events.length) }
    return { kind: 'appended', result, firstPosition: lastPosition + 1 }
  }
}

function refused(error: Error): AppendOutcome {
  return { kind: 'refused', error }
}

/** The result of an earlier append of exactly these events at this place, if there was one. */
function repeated(
  rows: LogRows,
  head: StreamHead,
  { events, from }: { events: readonly ProposedEvent[]; from: number },
): Appended | undefined {
  const revision = from + events.length - 1
  if (revision > head.revision) return undefined
  const there = rows.idsFrom(head.key, from, events.length)
  if (!there.every(({ id }, index) => sameEventId(id, events[index].id))) return undefined
  return { revision, position: BigInt(there[there.length - 1].position) }
}

function tryPack(events: AppendRequest['events'], types: TypeTable): readonly PackedRow[] | Error {
  try {
    return 'rows' in events ? events.rows : packAppend(events, types)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function remember(heads: Map<string, StreamHead>, stream: string, head: StreamHead): void {
  heads.delete(stream)
  heads.set(stream, head)
  if (heads.size <= MAX_KNOWN_HEADS) return
  for (const oldest of heads.keys()) {
    heads.delete(oldest)
    return
  }
}
