import { projections } from '../../../projections/index.ts'
import type { EventStore } from '../../event-store/port.ts'
import { eventEncoder } from '../../projection/event-encoder.ts'
import { type HeldRows, heldRows } from '../../projection/held-rows.ts'
import type { Projection } from '../../projection/projection.ts'
import type { TableRows } from '../../projection/table-writer.ts'
import { STREAM_ENDINGS } from '../../retail/events.ts'
import type { FactTeller, ToldFacts } from '../../verify/facts/told-rows.ts'

type Log = Pick<EventStore, 'readAll'>

/** The rows that the projections make of everything in a log, as the projector leaves them in the tables. */
export function toldFacts(log: Log): ToldFacts {
  return {
    tables: new Map(projections.map(({ table, columns }) => [table, columns.map(({ name }) => name)])),
    teller,
    async *readLog() {
      for await (const { events } of log.readAll('start')) yield events
    },
  }
}

/** A row follows from its event alone, or from those of its stream, so that any piece of the log can stand for a slice. */
function teller(): FactTeller {
  const encode = eventEncoder(projections.filter(doesNotChange))
  const held = projections.filter((projection) => !doesNotChange(projection)).map(holdRows)
  return {
    tell(events) {
      for (const event of events) for (const rows of held) rows.add(event)
      return [...encode(events), ...held.map((rows) => rows.takeEnded())].filter(hasRows)
    },
    rest: () => held.map((rows) => rows.takeRest()).filter(hasRows),
  }
}

function hasRows({ rows }: TableRows): boolean {
  return rows > 0
}

function doesNotChange({ changing }: Projection): boolean {
  return changing === undefined
}

function holdRows(projection: Projection): HeldRows {
  return heldRows(projection, (type) => STREAM_ENDINGS.has(type))
}
