import { isTree } from '../layers.ts'
import { pathText } from './problems.ts'
import type { Scenario } from './schema.ts'

/** Whether two scenarios, or none, do the same to the company; their names and descriptions decide nothing. */
export function sameEntries(logged: unknown, given: unknown): boolean {
  return firstDifference(entriesOf(logged), entriesOf(given), ['entries']) === undefined
}

/** How the scenario of a log and that of a run differ, as a sentence. */
export function scenarioDifference(logged: unknown, given: unknown): string {
  const found = firstDifference(entriesOf(logged), entriesOf(given), ['entries'])
  const where = found === undefined || !isTree(logged) || !isTree(given) ? '' : `; they differ first in ${say(found)}`
  return `scenario: the log was made with ${title(logged)}, this run asks for ${title(given)}${where}`
}

function title(scenario: unknown): string {
  if (!isTree(scenario)) return 'none'
  const { name, entries } = scenario as unknown as Scenario
  return `${JSON.stringify(name)} (${entries.length} ${entries.length === 1 ? 'entry' : 'entries'})`
}

interface Difference {
  readonly path: readonly PropertyKey[]
  readonly logged: unknown
  readonly given: unknown
}

function say({ path, logged, given }: Difference): string {
  return `${pathText(path)}: ${text(logged)} and ${text(given)}`
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

function entriesOf(scenario: unknown): unknown {
  return isTree(scenario) ? scenario['entries'] : []
}

/** The first place at which two values differ; the order of names is none. */
function firstDifference(logged: unknown, given: unknown, path: readonly PropertyKey[]): Difference | undefined {
  if (Array.isArray(logged) && Array.isArray(given)) {
    const indices = Array.from({ length: Math.max(logged.length, given.length) }, (_, index) => index)
    return firstOf(indices, (index) => firstDifference(logged[index], given[index], [...path, index]))
  }
  if (isTree(logged) && isTree(given)) {
    const names = [...new Set([...Object.keys(logged), ...Object.keys(given)])]
    return firstOf(names, (name) => firstDifference(logged[name], given[name], [...path, name]))
  }
  return Object.is(logged, given) ? undefined : { path, logged, given }
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => Difference | undefined): Difference | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
