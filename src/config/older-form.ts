import { badValue, type ConfigProblem, shown } from './config-error.ts'
import { isTree, type Tree, valueAt } from './layers.ts'

/** A configuration in today's form, with a line for everything that means something else than it did. */
export interface Modernised {
  readonly values: Tree
  readonly warnings: readonly string[]
  readonly problems: readonly ConfigProblem[]
}

const FLEET = 'volume.trucks_per_dc'
const SPLIT = 'split into refrigerated_trucks and non_refrigerated_trucks, in their proportion'

/** Keys that only the older form has. */
const MARKS = [
  'paths.dict',
  'paths.master',
  'paths.facts',
  FLEET,
  'performance.max_cpu_percent',
  'performance.batch_hours',
]

/** Keys of the older form that have no counterpart, with the reason. */
const DROPPED: Readonly<Record<string, string>> = {
  'paths.dict': 'ignored; Tillstream brings its own dictionaries, and paths.dictionaries names others in their form',
  'paths.dictionaries': 'ignored in a file of the older form, whose dictionaries have other columns',
  'paths.master': 'ignored; dimensions are tables of the database, and `tillstream export` writes files',
  'paths.facts': 'ignored; facts are tables of the database, and `tillstream export` writes files',
  'performance.max_cpu_percent': 'ignored; performance.max_workers limits the threads',
  'performance.batch_hours': 'ignored; performance.slice_events sets how much is simulated at once',
}

/** Keys that are taken as they are and mean something else now. */
const CHANGED: Readonly<Record<string, string>> = {
  'volume.customers_per_day': 'counts visits per store and day; about two in five end with a receipt',
  'volume.items_per_ticket_mean': 'is the mean number of units on a receipt; it had no effect before',
  'volume.refrigerated_trucks': 'counts trucks per DC, not of the whole company',
  'volume.non_refrigerated_trucks': 'counts trucks per DC, not of the whole company',
  'realtime.emit_interval_ms':
    'caps the rate of publishing together with realtime.burst; leave both out for full speed',
}

/** Whether a file has the form of the older `config.json`. */
export function isOlderForm(values: Tree): boolean {
  return MARKS.some((path) => valueAt(values, path) !== undefined)
}

function without(values: Tree, paths: readonly string[]): Tree {
  const entries = Object.entries(values).map(([section, group]) => {
    if (!isTree(group)) return [section, group]
    return [
      section,
      Object.fromEntries(Object.entries(group).filter(([name]) => !paths.includes(`${section}.${name}`))),
    ]
  })
  return Object.fromEntries(entries) as Tree
}

const isCount = (value: unknown) => typeof value === 'number' && Number.isSafeInteger(value) && value > 0

/** `trucks_per_dc` becomes the two counts of today, in the proportion of the counts given (8 to 12 by default). */
function splitFleet(values: Tree, total: number): Tree {
  const cold = valueAt(values, 'volume.refrigerated_trucks') ?? 8
  const plain = valueAt(values, 'volume.non_refrigerated_trucks') ?? 12
  if (!isCount(cold) || !isCount(plain)) return values
  const refrigerated = Math.max(1, Math.round((total * Number(cold)) / (Number(cold) + Number(plain))))
  const fleet = { refrigerated_trucks: refrigerated, non_refrigerated_trucks: total - refrigerated }
  return { ...values, volume: { ...(values.volume as Tree), ...fleet } }
}

/** Reads the older form; anything else is returned as it is. */
export function modernise(values: Tree): Modernised {
  if (!isOlderForm(values)) return { values, warnings: [], problems: [] }
  const total = valueAt(values, FLEET) ?? null
  const split = isCount(total) ? splitFleet(values, Number(total)) : values
  const notes = { ...DROPPED, ...CHANGED, ...(total === null ? {} : { [FLEET]: SPLIT }) }
  const used = Object.entries(notes).filter(([path]) => valueAt(values, path) !== undefined)
  return {
    values: without(split, [...Object.keys(DROPPED), FLEET]),
    warnings: used.map(([path, note]) => `${path}: ${note}`),
    problems: total === null || isCount(total) ? [] : [badValue(FLEET, shown(total), 'whole number above 0, or null')],
  }
}
