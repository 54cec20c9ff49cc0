import type { RowUpdates } from '../database/update-rows.ts'
import { type EventId, eventIdText } from '../simulation/event-id.ts'
import { isoTime } from '../time/iso-time.ts'
import type { Column, Projection } from './projection.ts'

type Changes = Readonly<Record<string, unknown>>

/** What becomes of the rows with a key: columns and their values. */
export type RowChanges = ReadonlyMap<unknown, Changes>

/** Collects the changes of a table's rows. Hot state. */
export interface ChangeCollector {
  /** How many keys have changes. */
  readonly keys: number
  /** @throws TypeError when the table's rows do not change, or not in such a column. */
  add(key: unknown, changes: object): void
  /** What was added since the last time. */
  take(): RowChanges
}

/**
 * A collector for the table of a projection. Changes of one key become one: of a column the last wins, as if each had been
 * made by itself. So it does not matter how many slices a batch has.
 */
export function changeCollector({ table, changing }: Projection): ChangeCollector {
  const allowed = new Map(changing?.columns.map((column) => [column.name, column]))
  let byKey = new Map<unknown, Record<string, unknown>>()
  return {
    get keys() {
      return byKey.size
    },
    add(key, changes) {
      for (const name of Object.keys(changes)) {
        if (!allowed.has(name)) throw new TypeError(`${table}.${name} is not among the columns that change`)
      }
      const before = byKey.get(key)
      if (before === undefined) byKey.set(key, { ...changes })
      else Object.assign(before, changes)
    },
    take() {
      const taken = byKey
      byKey = new Map()
      return taken
    },
  }
}

/** One update per set of columns that change together, every key in one of them only. */
export function rowUpdates({ changing }: Projection, changes: RowChanges): RowUpdates[] {
  return changing === undefined ? [] : grouped(changing.by, changing.columns, changes)
}

function grouped(by: Column, all: readonly Column[], byKey: RowChanges): RowUpdates[] {
  const setOf = (changes: Changes) => all.filter(({ name }) => Object.hasOwn(changes, name))
  const groups = Map.groupBy(byKey, ([, changes]) =>
    setOf(changes)
      .map(({ name }) => name)
      .join(),
  )
  return [...groups.values()].map((members) => {
    const columns = setOf(members[0]?.[1] ?? {})
    return {
      by: valuesOf(
        by,
        members.map(([key]) => key),
      ),
      columns: columns.map((column) =>
        valuesOf(
          column,
          members.map(([, changes]) => parameter(column, changes)),
        ),
      ),
    }
  })
}

function valuesOf({ name, type }: Column, values: readonly unknown[]) {
  return { name, type, values }
}

/** A value in a form that the server reads. */
function parameter({ name, type }: Column, changes: Changes): unknown {
  const value = changes[name]
  if (value === null) return null
  if (type === 'timestamptz') return isoTime(value as number)
  return type === 'uuid' ? eventIdText(value as EventId) : value
}
