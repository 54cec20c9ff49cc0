import { expect } from 'vitest'
import type { Projection } from '../../src/projection/projection.ts'
import type { RetailEvent } from '../../src/retail/events.ts'

/** `given(projection).when(events).gives(rows)`: the rows that the projection adds, as they are in the end, without what every fact has. */
export function given(projection: Projection) {
  return {
    when: (...events: RetailEvent[]) => ({
      gives: (...rows: object[]) => expect(rowsOf(projection, events)).toEqual(rows),
    }),
  }
}

function rowsOf(projection: Projection, events: readonly RetailEvent[]): object[] {
  const own = projection.columns.slice(3 + projection.links.length).map(({ name }) => name)
  const by = projection.changing?.by.name ?? ''
  const rows: Record<string, unknown>[] = []
  const insert = (row: object) => {
    const fields = row as Record<string, unknown>
    rows.push(Object.fromEntries(own.map((name) => [name, fields[name]])))
  }
  const update = (key: unknown, changes: object) => {
    for (const row of rows) if (row[by] === key) Object.assign(row, changes)
  }
  for (const event of events) projection.on.get(event.type)?.(event, { insert, update })
  return rows
}
