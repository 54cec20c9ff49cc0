import type { ConfigKey } from './keys.ts'

/** Values from one place; a value given later in the list of layers wins. */
export interface Layer {
  /** Where they come from, as errors and `config show` say it. */
  readonly source: string
  readonly values: Tree
  /** Sources of single keys, where they differ from the layer's. */
  readonly sources?: ReadonlyMap<string, string>
}

/** Nested values by name. */
export interface Tree {
  readonly [name: string]: unknown
}

/** Whether a value is a group of keys. */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path such as `volume.stores`, or undefined. */
export function valueAt(tree: Tree, path: string): unknown {
  let value: unknown = tree
  for (const name of path.split('.')) {
    if (!isTree(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

/** Both trees in one. Where a group meets a plain value, the plain value stays, so that validation reports it. */
export function merge(lower: Tree, upper: Tree): Tree {
  const entries = new Map(Object.entries(lower))
  for (const [name, value] of Object.entries(upper)) {
    const below = entries.get(name)
    if (isTree(below) && isTree(value)) entries.set(name, merge(below, value))
    else if (below === undefined || !isTree(value)) entries.set(name, value)
  }
  return Object.fromEntries(entries)
}

/** A tree that holds one value at a path. */
export function treeOf(path: string, value: unknown): Tree {
  const names = path.split('.')
  return names.reduceRight<unknown>((child, name) => Object.fromEntries([[name, child]]), value) as Tree
}

/** Where the value at a path comes from: the last layer that has it. */
export function sourceOf(layers: readonly Layer[], path: string): string | undefined {
  const layer = layers.findLast((each) => valueAt(each.values, path) !== undefined)
  return layer?.sources?.get(path) ?? layer?.source
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

function numberOrText(text: string): number | string {
  return NUMBER.test(text) ? Number(text) : text
}

function listFrom(text: string): unknown {
  if (!text.startsWith('[')) return text.split(',').map((part) => numberOrText(part.trim()))
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The value that a text from the environment or the command line means for a key; what cannot be read stays text. */
export function fromText(key: ConfigKey, given: string): unknown {
  const text = given.trim()
  if (key.nullable && text === 'null') return null
  if (key.kind === 'list') return listFrom(text)
  if (key.kind === 'boolean') return { true: true, '1': true, false: false, '0': false }[text.toLowerCase()] ?? text
  return key.kind === 'text' ? text : numberOrText(text)
}
