import { projections } from '../../../projections/index.ts'
import { recycle } from '../../database/copy-buffer.ts'
import type { EventStore } from '../../event-store/port.ts'
import { createSliceEncoder } from '../../projection/slice-encoder.ts'
import type { ToldFacts, ToldRows } from '../../verify/facts/told-rows.ts'

type Log = Pick<EventStore, 'readAll'>

/** The rows that the projections make of everything in a log, as the projector would send them. */
export function toldFacts(log: Log): ToldFacts {
  return {
    tables: new Map(projections.map(({ table, columns }) => [table, columns.map(({ name }) => name)])),
    rows: () => rowsOf(log),
  }
}

/** A row follows from its event alone, so that any piece of the log can stand for a slice. */
async function* rowsOf(log: Log): AsyncGenerator<ToldRows> {
  const encoder = createSliceEncoder(projections, new Map())
  let number = 0
  for await (const { events, upTo } of log.readAll('start')) {
    encoder.add({ number: ++number, to: events.at(-1)?.occurredAt ?? 0, events, upTo })
    for (const rows of encoder.take()?.tables ?? []) {
      yield rows
      recycle(rows.chunks)
    }
  }
}
