import type { DictionaryProblem } from './dictionary-error.ts'
import type { ReadTable } from './read-table.ts'
import { duplicates, eachRow, isSound, keysOf } from './relations.ts'
import { STORE_TYPE_KEYS, type StoreTypeGroup, type StoreTypeRow } from './store-type-tables.ts'

type Bounds = readonly [low: number, high: number]

const FACTOR: Bounds = [0.05, 10]
const SHARE: Bounds = [0, 1]
const BOUNDS: Readonly<Record<StoreTypeGroup, Bounds>> = {
  figure: SHARE,
  hour: FACTOR,
  weekday: FACTOR,
  month: FACTOR,
  department: [0, 100],
}
const FIGURE_BOUNDS: Readonly<Record<string, Bounds>> = { items_per_ticket: [1, 60], target_ticket_usd: [1, 100_000] }

/** Every key of every group is there once, within its bounds, and some department is carried. */
export function checkStoreType(table: ReadTable<StoreTypeRow>): DictionaryProblem[] {
  return [
    ...duplicates(
      table,
      ({ group, key }) => `${group}|${key}`,
      ({ group, key }) => `Group "${group}" with Key "${key}"`,
    ),
    ...eachRow(table, rowProblem),
    ...missing(table),
    ...carriesNothing(table),
  ]
}

function rowProblem({ group, key, value }: StoreTypeRow): string | undefined {
  const keys = STORE_TYPE_KEYS[group]
  if (!keys.includes(key)) return `Key "${key}": expected one of ${keys.join(', ')}, since Group is ${group}`
  const [low, high] = (group === 'figure' ? FIGURE_BOUNDS[key] : undefined) ?? BOUNDS[group]
  if (value >= low && value <= high) return undefined
  return `Value "${value}": expected ${low} to ${high} for the ${group} ${key}`
}

function missing(table: ReadTable<StoreTypeRow>): DictionaryProblem[] {
  if (!isSound(table)) return []
  const known = keysOf(table, ({ group, key }) => `${group}|${key}`)
  return Object.entries(STORE_TYPE_KEYS).flatMap(([group, keys]) => {
    const absent = keys.filter((key) => !known.has(`${group}|${key}`))
    if (absent.length === 0) return []
    return [{ file: table.file, line: 0, text: `no row for the ${group} ${absent.join(', ')}: expected one for each` }]
  })
}

function carriesNothing(table: ReadTable<StoreTypeRow>): DictionaryProblem[] {
  const departments = table.rows.filter(({ entry }) => entry.group === 'department')
  const isIdle = departments.length > 0 && departments.every(({ entry }) => entry.value === 0)
  if (!isSound(table) || !isIdle) return []
  return [{ file: table.file, line: 0, text: 'every department is 0: expected one that is carried' }]
}
