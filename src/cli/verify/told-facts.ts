import { projections } from '../../../projections/index.ts'
import { recycle } from '../../database/copy-buffer.ts'
import type { EventStore } from '../../event-store/port.ts'
import { type HeldRows, heldRows } from '../../projection/held-rows.ts'
import type { Projection } from '../../projection/projection.ts'
import { createSliceEncoder } from '../../projection/slice-encoder.ts'
import type { EncodedRows } from '../../projection/table-writer.ts'
import { STREAM_ENDINGS } from '../../retail/events.ts'
import type { ToldFacts, ToldRows } from '../../verify/facts/told-rows.ts'

type Log = Pick<EventStore, 'readAll'>

/** The rows that the projections make of everything in a log, as the projector leaves them in the tables. */
export function toldFacts(log: Log): ToldFacts {
  return {
    tables: new Map(projections.map(({ table, columns }) => [table, columns.map(({ name }) => name)])),
    rows: () => rowsOf(log),
  }
}

/** A row follows from its event alone, or from those of its stream, so that any piece of the log can stand for a slice. */
async function* rowsOf(log: Log): AsyncGenerator<ToldRows> {
  const encoder = createSliceEncoder(projections.filter(doesNotChange), new Map())
  const held = projections.filter((projection) => !doesNotChange(projection)).map(holdRows)
  let number = 0
  for await (const { events, upTo } of log.readAll('start')) {
    encoder.add({ number: ++number, to: events.at(-1)?.occurredAt ?? 0, events, upTo })
    for (const event of events) for (const rows of held) rows.add(event)
    yield* told([...(encoder.take()?.tables ?? []), ...held.map((rows) => rows.takeEnded())])
  }
  yield* told(held.map((rows) => rows.takeRest()))
}

function* told(tables: readonly EncodedRows[]): Generator<ToldRows> {
  for (const rows of tables) {
    if (rows.rows > 0) yield rows
    recycle(rows.chunks)
  }
}

function doesNotChange({ changing }: Projection): boolean {
  return changing === undefined
}

function holdRows(projection: Projection): HeldRows {
  return heldRows(projection, (type) => STREAM_ENDINGS.has(type))
}
