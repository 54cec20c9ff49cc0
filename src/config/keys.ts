import { z } from 'zod'
import { configSchema } from './schema.ts'

/** What one key of the configuration is. */
export interface ConfigKey {
  /** Such as `volume.stores`. */
  readonly path: string
  readonly kind: 'number' | 'boolean' | 'text' | 'list' | 'seed'
  readonly nullable: boolean
  /** Whether its value must not be shown. */
  readonly secret: boolean
  readonly default: unknown
  readonly description: string
  /** What it accepts, in words. */
  readonly allowed: string
}

type JsonSchema = z.core.JSONSchema.JSONSchema

/** A group of keys, such as `volume` or `demand.season_factors`. */
export interface ConfigSection {
  readonly path: string
  readonly description: string
}

const KINDS = {
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  string: 'text',
  object: 'text',
} as const

function bounded(noun: string, node: JsonSchema): string {
  return `${noun} from ${node.minimum} to ${node.maximum}`
}

function listInWords(node: JsonSchema): string {
  return `list of ${node.minItems} ${inWords(node.items as JsonSchema).replace(/^number/, 'numbers')}`
}

function inWords(node: JsonSchema): string {
  if (typeof node.allowed === 'string') return node.allowed
  if (node.anyOf) return node.anyOf.map((option) => inWords(option)).join(', or ')
  if (node.enum) return `one of ${node.enum.join(', ')}`
  if (node.type === 'integer') return bounded('whole number', node)
  if (node.type === 'number') return bounded('number', node)
  if (node.type === 'array') return listInWords(node)
  return node.type === 'boolean' ? 'true or false' : String(node.type)
}

function toKey(path: string, node: JsonSchema): ConfigKey {
  const options = (node.anyOf ?? [node]) as readonly JsonSchema[]
  const type = options[0]?.type as keyof typeof KINDS
  return {
    path,
    kind: path === 'seed' ? 'seed' : KINDS[type],
    nullable: options.some((option) => option.type === 'null'),
    secret: node.secret === true,
    default: node.default,
    description: node.description ?? '',
    allowed: inWords(node),
  }
}

function collect(path: string, node: JsonSchema): void {
  if (!node.properties) {
    keys.push(toKey(path, node))
    return
  }
  if (path !== '') sections.push({ path, description: node.description ?? '' })
  for (const [name, child] of Object.entries(node.properties)) {
    collect(path === '' ? name : `${path}.${name}`, child as JsonSchema)
  }
}

const keys: ConfigKey[] = []
const sections: ConfigSection[] = []
collect('', z.toJSONSchema(configSchema, { io: 'input' }))

/** Every key, in the order of the schema. */
export const CONFIG_KEYS: readonly ConfigKey[] = keys

/** Every group of keys, outer ones first. */
export const CONFIG_SECTIONS: readonly ConfigSection[] = sections

const byPath = new Map(keys.map((key) => [key.path, key]))

/** The key at a path, or undefined when there is none. */
export function configKey(path: string): ConfigKey | undefined {
  return byPath.get(path)
}
