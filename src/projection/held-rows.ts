import type { ProposedEvent } from '../event-store/port.ts'
import type { DomainEvent } from '../simulation/domain-event.ts'
import type { Projection } from './projection.ts'
import { type TableRows, tableWriter } from './table-writer.ts'

/** The rows of a table that change, as they are in the end. Hot state: holds the rows of the streams that have not ended. */
export interface HeldRows {
  /** Events of a stream come in its order. */
  add(event: ProposedEvent): void
  /** Rows whose stream has ended since the last time. */
  takeEnded(): TableRows
  /** All that are left, when no event follows. */
  takeRest(): TableRows
}

interface HeldRow {
  readonly event: ProposedEvent
  readonly row: Record<string, unknown>
}

/** Holds rows back until an event that ends a stream changes them; `endsStream` knows such events by their type. */
export function heldRows(projection: Projection, endsStream: (type: string) => boolean): HeldRows {
  const { on, changing } = projection
  if (changing === undefined) throw new TypeError(`rows of ${projection.table} do not change`)
  const by = changing.by.name
  const writer = tableWriter(projection)
  const held = new Map<unknown, HeldRow[]>()
  const write = (key: unknown) => {
    for (const { event, row } of held.get(key) ?? []) {
      writer.begin(event)
      writer.changes.insert(row)
    }
    held.delete(key)
  }
  return {
    add(event) {
      const handler = on.get(event.type)
      if (handler === undefined) return
      handler(event as DomainEvent, {
        insert(added) {
          const row = { ...added } as Record<string, unknown>
          const rows = held.get(row[by])
          if (rows === undefined) held.set(row[by], [{ event, row }])
          else rows.push({ event, row })
        },
        update(key, changes) {
          for (const { row } of held.get(key) ?? []) Object.assign(row, changes)
          if (endsStream(event.type)) write(key)
        },
      })
    },
    takeEnded: () => writer.take(),
    takeRest() {
      for (const key of held.keys()) write(key)
      return writer.take()
    },
  }
}
