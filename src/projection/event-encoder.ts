import type { ProposedEvent } from '../event-store/port.ts'
import type { DomainEvent } from '../simulation/domain-event.ts'
import type { Handler, Projection } from './projection.ts'
import { type TableRows, type TableWriter, tableWriter } from './table-writer.ts'

/** Applies projections to events and gives the rows: of tables that gain or change some. Hot state. */
export type EventEncoder = (events: readonly ProposedEvent[]) => readonly TableRows[]

interface Route {
  readonly writer: TableWriter
  readonly handler: Handler
}

/** Gives room for what is encoded. */
export type Allocate = (bytes: number) => Uint8Array

/** An encoder for these projections; events come in their total order. The rows of all tables share what `allocate` gives. */
export function eventEncoder(
  projections: readonly Projection[],
  allocate: Allocate = (bytes) => new Uint8Array(bytes),
): EventEncoder {
  const routes = new Map<string, Route[]>()
  const writers: TableWriter[] = []
  for (const projection of projections) {
    const writer = tableWriter(projection)
    writers.push(writer)
    for (const [type, handler] of projection.on) {
      routes.set(type, [...(routes.get(type) ?? []), { writer, handler }])
    }
  }
  return (events) => {
    for (const event of events) {
      const matching = routes.get(event.type)
      if (matching !== undefined) apply(matching, event)
    }
    return take(writers, allocate)
  }
}

function take(writers: readonly TableWriter[], allocate: Allocate): TableRows[] {
  const room = allocate(writers.reduce((sum, { bytes }) => sum + bytes, 0))
  let at = 0
  return writers.flatMap((writer) => {
    if (writer.isEmpty) return []
    const start = at
    at += writer.bytes
    return [writer.take(room.subarray(start, at))]
  })
}

function apply(routes: readonly Route[], event: ProposedEvent): void {
  for (let i = 0; i < routes.length; i++) {
    const { writer, handler } = routes[i]
    writer.begin(event)
    handler(event as DomainEvent, writer.changes)
  }
}
