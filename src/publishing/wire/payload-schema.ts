import { z } from 'zod'
import type { EventDefinition } from '../../retail/define-event.ts'

/** JSON Schema (2020-12) as far as event definitions use it. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly const?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minItems?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

const CENTS = '_cents'

/** The schema of an event's data as the log holds them, without the bounds that every whole number has. */
export function dataSchema({ schema }: Pick<EventDefinition, 'schema'>): JsonSchema {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  }) as JsonSchema
}

/** The schema of an event's payload as it is published: its data, with dollars behind the cents. */
export function payloadSchema(definition: Pick<EventDefinition, 'schema' | 'type'>): JsonSchema {
  return withTwins(dataSchema(definition), definition.type)
}

/** A field of whole cents, and the field that tells the same in dollars. */
export interface Twin {
  readonly cents: string
  readonly dollars: string
}

/** The cents among the fields of an object of an event type. */
export function twinsOf({ properties = {} }: JsonSchema, type: string): readonly Twin[] {
  const names = Object.keys(properties).filter((name) => name.endsWith(CENTS))
  return names.map((cents) => ({ cents, dollars: dollarsName(cents, type) }))
}

/** Consumers know the discount of a promotion by another name than that of a receipt. */
function dollarsName(cents: string, type: string): string {
  if (type === 'promotion_applied' && cents === 'discount_cents') return 'discount_amount'
  return cents.slice(0, -CENTS.length)
}

function withTwins(schema: JsonSchema, type: string): JsonSchema {
  const { properties, required = [] } = schema
  if (properties === undefined) return schema
  const twins = twinsOf(schema, type)
  const inner = Object.entries(properties).map(([name, field]) => [name, withTwinsInside(field, type)])
  const added = twins.map(({ cents, dollars }) => [dollars, inDollars(properties[cents])])
  return {
    ...schema,
    properties: Object.fromEntries([...inner, ...added]) as Record<string, JsonSchema>,
    required: [...required, ...twins.map(({ dollars }) => dollars)],
  }
}

function withTwinsInside(field: JsonSchema, type: string): JsonSchema {
  return field.items === undefined ? withTwins(field, type) : { ...field, items: withTwins(field.items, type) }
}

function inDollars({ type, anyOf, ...bounds }: JsonSchema): JsonSchema {
  if (anyOf !== undefined) return { anyOf: anyOf.map(inDollars) }
  if (type === 'null') return { type }
  const inHundredths = Object.entries(bounds).map(([name, value]) => [name, (value as number) / 100])
  return { type: 'number', ...(Object.fromEntries(inHundredths) as JsonSchema) }
}
