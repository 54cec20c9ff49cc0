import { isTree, type Tree } from './layers.ts'
import type { ResolvedConfig } from './resolve.ts'
import { sameEntries, scenarioDifference } from './scenario/difference.ts'
import type { Config } from './schema.ts'

/** The parts of the configuration that shape the simulated world: with the dictionaries, they decide every event. */
export const WORLD_SHAPING_KEYS = [
  'seed',
  'volume',
  'store_types',
  'historical',
  'demand',
  'visits',
  'segments',
  'baskets',
  'payments',
  'promotions',
  'prices',
  'returns',
  'inventory',
  'logistics',
  'online',
  'disruptions',
  'scenario',
  'marketing',
  'marketing_cost',
] as const satisfies readonly (keyof Config)[]

/** The world-shaping part, names in alphabetical order at every level, so that its JSON is canonical. */
export type WorldConfig = Readonly<Record<string, unknown>>

function sorted(value: unknown): unknown {
  if (!isTree(value)) return value
  const names = Object.keys(value).toSorted()
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]))
}

/** The part of a configuration that decides the run: what a digest covers and what a log keeps. */
export function worldConfigOf(config: Config): WorldConfig {
  return sorted(Object.fromEntries(WORLD_SHAPING_KEYS.map((key) => [key, config[key]]))) as WorldConfig
}

/** A world-shaping key on which the log and a run disagree; `undefined` where one of them does not have the key. */
export interface WorldDifference {
  readonly key: string
  readonly logged: unknown
  readonly given: unknown
}

function leavesOf(tree: Tree, prefix = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    isTree(value) && prefix + name !== 'scenario'
      ? leavesOf(value, `${prefix}${name}.`)
      : [[prefix + name, value] as const],
  )
}

/** Every key on which two worlds differ, in alphabetical order. */
export function worldDifferences(logged: WorldConfig, given: WorldConfig): readonly WorldDifference[] {
  const before = new Map(leavesOf(logged))
  const now = new Map(leavesOf(given))
  const keys = [...new Set([...before.keys(), ...now.keys()])].toSorted()
  const pairs = keys.map((key) => ({ key, logged: before.get(key), given: now.get(key) }))
  return pairs.filter(({ key, logged: there, given: here }) =>
    key === 'scenario' ? !sameEntries(there, here) : JSON.stringify(there) !== JSON.stringify(here),
  )
}

function say(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

/** A difference as a sentence that names the key and both values. */
export function differenceInWords({ key, logged, given }: WorldDifference): string {
  if (key === 'scenario') return scenarioDifference(logged, given)
  return `${key}: the log was made with ${say(logged)}, this run asks for ${say(given)}`
}

/**
 * Goes on with the world of a log: keys that nobody set take the log's value, and those that somebody set to something
 * else come back as differences.
 */
export function continueWorld(
  resolved: ResolvedConfig,
  logged: WorldConfig,
): { readonly resolved: ResolvedConfig; readonly differences: readonly WorldDifference[] } {
  const all = worldDifferences(logged, worldConfigOf(resolved.config))
  const taken = all.filter((pair) => pair.logged !== undefined && resolved.sources.get(pair.key) === 'default')
  const config = structuredClone(resolved.config)
  for (const { key, logged: value } of taken) setAt(config, key, value)
  const sources = new Map([...resolved.sources, ...taken.map(({ key }) => [key, 'log'] as const)])
  return { resolved: { ...resolved, config, sources }, differences: all.filter((pair) => !taken.includes(pair)) }
}

function setAt(tree: object, path: string, value: unknown): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  const group = names.reduce((parent, name) => parent[name] as Record<string, unknown>, tree as Record<string, unknown>)
  group[last] = structuredClone(value)
}
