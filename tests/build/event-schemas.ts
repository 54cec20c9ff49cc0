import type { EventDefinition } from '../../src/retail/define-event.ts'
import { eventDefinitions, type RetailEvent } from '../../src/retail/events.ts'
import { ENVELOPE_SCHEMA } from '../../src/publishing/wire/envelope-schema.ts'
import { payloadEncoder } from '../../src/publishing/wire/payload-encoder.ts'
import { type JsonSchema, payloadSchema } from '../../src/publishing/wire/payload-schema.ts'

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

/** Name of the file with the schema of the envelope around every payload. */
export const ENVELOPE_FILE = schemaFile('envelope')

/** The text of `docs/events/envelope.schema.json`. */
export function envelopeFile(): string {
  return `${JSON.stringify(ENVELOPE_SCHEMA, null, 2)}\n`
}

/** The texts of `docs/events/<type>.schema.json` by type: the payload of each event, with an example from what happened. */
export function schemaFiles(happened: readonly RetailEvent[]): ReadonlyMap<string, string> {
  const texts = [...eventDefinitions.values()].map((definition): [string, string] => {
    const { type, description } = definition
    const { $schema, ...schema } = payloadSchema(definition) as JsonSchema & { readonly $schema: string }
    const examples = [examplePayload(definition, exampleOf(happened, type))]
    return [type, `${JSON.stringify({ $schema, title: type, description, ...schema, examples }, null, 2)}\n`]
  })
  return new Map(texts)
}

function examplePayload(definition: EventDefinition, example: RetailEvent): object {
  return JSON.parse(payloadEncoder(definition)(exampleData(example))) as object
}
