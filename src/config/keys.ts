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

/** A group of keys, such as `volume` or `demand.season_factors`. */
export interface ConfigSection {
  readonly path: string
  readonly description: string
}

/** What is noted on a schema. */
type Notes = Partial<Pick<ConfigKey, 'description' | 'allowed' | 'secret'>>

const notesOn = (schema: z.ZodType) => schema.meta() as Notes

function kindOf(schema: z.ZodType, value: unknown): ConfigKey['kind'] {
  if (schema instanceof z.ZodUnion) return 'seed'
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodBoolean) return 'boolean'
  return Array.isArray(value) ? 'list' : 'text'
}

/** What a schema without a note of it accepts; lists are as long as by default. */
function inWords(schema: z.ZodType, value: unknown): string {
  if (schema instanceof z.ZodNumber) {
    return `${schema.isInt ? 'whole number' : 'number'} from ${schema.minValue} to ${schema.maxValue}`
  }
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.join(', ')}`
  if (schema instanceof z.ZodBoolean) return 'true or false'
  if (!(schema instanceof z.ZodArray) || !Array.isArray(value)) throw new TypeError(`no words for ${schema.type}`)
  const item = inWords(schema.element as z.ZodType, undefined)
  return `list of ${value.length} ${item.replace(/^number/, 'numbers')}`
}

function toKey(path: string, schema: z.ZodType): ConfigKey {
  if (!(schema instanceof z.ZodDefault)) throw new TypeError(`${path} has no default`)
  const value = schema.def.defaultValue
  const within = schema.unwrap() as z.ZodType
  const nullable = within instanceof z.ZodNullable
  const inner = nullable ? (within.unwrap() as z.ZodType) : within
  const { description = '', allowed, secret = false } = notesOn(schema)
  return {
    path,
    kind: kindOf(inner, value),
    nullable,
    secret,
    default: value,
    description,
    allowed: allowed ?? `${inWords(inner, value)}${nullable ? ', or null' : ''}`,
  }
}

/** By a walk of the schema: its JSON Schema would take five times as long, and every command waits for this. */
function collect(path: string, schema: z.ZodType): void {
  const group = schema instanceof z.ZodPrefault ? schema.unwrap() : schema
  if (!(group instanceof z.ZodObject)) {
    keys.push(toKey(path, schema))
    return
  }
  if (path !== '') sections.push({ path, description: notesOn(schema).description ?? '' })
  for (const [name, child] of Object.entries(group.shape)) {
    collect(path === '' ? name : `${path}.${name}`, child as z.ZodType)
  }
}

const keys: ConfigKey[] = []
const sections: ConfigSection[] = []
collect('', configSchema)

/** Every key, in the order of the schema. */
export const CONFIG_KEYS: readonly ConfigKey[] = keys

/** Every group of keys, outer ones first. */
export const CONFIG_SECTIONS: readonly ConfigSection[] = sections

const byPath = new Map(keys.map((key) => [key.path, key]))

/** The key at a path, or undefined when there is none. */
export function configKey(path: string): ConfigKey | undefined {
  return byPath.get(path)
}
