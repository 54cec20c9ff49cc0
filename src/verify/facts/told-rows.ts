import type { RecordedEvent } from '../../event-store/port.ts'

/** Rows of one table that the log tells. */
export interface ToldRows {
  readonly table: string
  /** In the binary form of COPY; each begins with `event_ts`, `event_date` and `trace_id`. */
  readonly data: Uint8Array
}

/** Turns the log into rows, batch after batch from its beginning. Hot state. */
export interface FactTeller {
  /** Rows that follow from these events and the ones before. */
  tell(events: readonly RecordedEvent[]): readonly ToldRows[]
  /** What is left when no event follows. */
  rest(): readonly ToldRows[]
}

/** What the log says of the fact tables. */
export interface ToldFacts {
  /** Columns of every fact table, in the order of the rows' values. */
  readonly tables: ReadonlyMap<string, readonly string[]>
  teller(): FactTeller
  /** Reads the whole log from its beginning. */
  readLog(): AsyncIterable<readonly RecordedEvent[]>
}

/** All rows of all tables, in one reading of the log. */
export async function* allToldRows(facts: ToldFacts): AsyncGenerator<ToldRows> {
  const teller = facts.teller()
  for await (const events of facts.readLog()) yield* teller.tell(events)
  yield* teller.rest()
}
