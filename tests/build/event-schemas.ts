import { z } from 'zod'
import type { EventDefinition } from '../../src/retail/define-event.ts'
import { eventDefinitions, type RetailEvent } from '../../src/retail/events.ts'

/** JSON Schema as far as the pages read it. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly const?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minItems?: number
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
}

/** The schema of an event's data, without the bounds that every whole number has. */
export function schemaOf({ schema }: Pick<EventDefinition, 'schema'>): Schema {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  }) as Schema
}

/** The first event of a type that happened. @throws when none did. */
export function exampleOf(happened: readonly RetailEvent[], type: string): RetailEvent {
  const example = happened.find((event) => event.type === type)
  if (example === undefined) throw new Error(`no ${type} happened, so there is no example`)
  return example
}

/** Elements of a list of objects that an example shows. */
const MAX_ELEMENTS = 2

/** The data of an example, with long lists of objects cut. */
export function exampleData({ data }: Pick<RetailEvent, 'data'>): object {
  const shortened = Object.entries(data).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) && typeof value[0] === 'object' ? (value as unknown[]).slice(0, MAX_ELEMENTS) : value,
  ])
  return Object.fromEntries(shortened) as object
}

/** Name of the file that holds a type's schema, in `docs/events`. */
export function schemaFile(type: string): string {
  return `${type}.schema.json`
}

/** The texts of `docs/events/<type>.schema.json` by type: the data of each event, with an example from what happened. */
export function schemaFiles(happened: readonly RetailEvent[]): ReadonlyMap<string, string> {
  const texts = [...eventDefinitions.values()].map((definition): [string, string] => {
    const { type, description } = definition
    const { $schema, ...schema } = schemaOf(definition) as Schema & { readonly $schema: string }
    const examples = [exampleData(exampleOf(happened, type))]
    return [type, `${JSON.stringify({ $schema, title: type, description, ...schema, examples }, null, 2)}\n`]
  })
  return new Map(texts)
}
