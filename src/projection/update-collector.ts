import type { RowUpdates } from '../database/update-rows.ts'
import { type EventId, eventIdText } from '../simulation/event-id.ts'
import { isoTime } from '../time/iso-time.ts'
import type { Column, Projection } from './projection.ts'

/** What one key weighs among the bytes of a batch, roughly. */
const BYTES_PER_KEY = 200

/** Collects the changes of a table's rows. Hot state. */
export interface UpdateCollector {
  readonly bytes: number
  /** @throws TypeError when the table's rows do not change, or not in such a column. */
  add(key: unknown, changes: object): void
  /** One entry per set of columns, every key in one entry only; starts anew. */
  take(): readonly RowUpdates[]
}

type Changes = Record<string, unknown>

/**
 * A collector for the table of a projection. Changes of one key become one: of a column the last wins, as if each had been
 * made by itself. So it does not matter how many slices a batch has.
 */
export function updateCollector({ table, changing }: Projection): UpdateCollector {
  const allowed = new Map(changing?.columns.map((column) => [column.name, column]))
  let byKey = new Map<unknown, Changes>()
  return {
    get bytes() {
      return byKey.size * BYTES_PER_KEY
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
      return changing === undefined ? [] : grouped(changing.by, changing.columns, taken)
    },
  }
}

function grouped(by: Column, all: readonly Column[], byKey: ReadonlyMap<unknown, Changes>): RowUpdates[] {
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
