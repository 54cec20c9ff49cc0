import { projections } from '../../projections/index.ts'
import type { EventDefinition } from '../../src/retail/define-event.ts'
import { eventDefinitions, type RetailEvent } from '../../src/retail/events.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'
import { isoTime } from '../../src/time/iso-time.ts'
import { dataSchema, type JsonSchema } from '../../src/publishing/wire/payload-schema.ts'
import { exampleData, exampleOf, schemaFile } from './event-schemas.ts'
import { unitOf } from './units.ts'

const INTRODUCTION = `# Events

Generated from the event definitions in \`src/retail\`; do not edit by hand. The examples are from two simulated days.

The log in \`events.sqlite\` holds these events in streams. A stream is one business day of a store or DC, or one shipment,
and ends with it. Around its data, an event has:

| field | meaning |
|---|---|
| \`id\` | time-ordered UUID (version 7) that begins with the simulated millisecond; \`trace_id\` in the tables |
| \`type\`, \`data\` | what happened: the sections below |
| \`stream\`, \`revision\` | where it is filed, and its place there: 0, 1, 2, ... |
| \`occurred_at\` | simulated time, to the millisecond; \`event_ts\` in the tables |
| \`business_date\` | local date of the store or DC; \`event_date\` in the tables |
| \`causation\` | id of the event that caused it; none for one that opens a story; \`parent_event_id\` in the tables |
| \`correlation\` | id of the event that opened its story; \`correlation_id\` in the tables |
| \`session\` | id of the \`customer_entered\` that opened the visit, if it belongs to one; \`session_id\` in the tables |

Ids of stores, products and so on are whole numbers from 1. Money is in whole cents, times are ISO 8601 in UTC with
milliseconds, dwell times are in seconds. Of long lists, examples show the first elements.

Published, an event is the \`payload\` of an [envelope](events/envelope.schema.json), and beside each amount in cents stands the same
in dollars: \`subtotal\` beside \`subtotal_cents\`, \`discount_amount\` beside the \`discount_cents\` of a promotion. The JSON Schemas in
[docs/events](events) are those of the payloads, each with an example.
`

/** The catalogue of events as Markdown, with an example of each type from what happened: what \`docs/events.md\` must hold. */
export function eventsPage(happened: readonly RetailEvent[]): string {
  const sections = [...eventDefinitions.values()].map((definition) =>
    section(definition, exampleOf(happened, definition.type)),
  )
  return [INTRODUCTION, contents(), ...sections].join('\n')
}

function contents(): string {
  const rows = [...eventDefinitions].map(
    ([type, { description }]) => `| [\`${type}\`](#${type}) | ${cell(description)} |`,
  )
  return ['| event | meaning |', '|---|---|', ...rows, ''].join('\n')
}

function section(definition: EventDefinition, example: RetailEvent): string {
  const { type, description, partition } = definition
  const tables = projections.filter(({ on }) => on.has(type)).map(({ table }) => `\`${table}\``)
  const becomes = tables.length > 0 ? `Becomes rows of ${tables.join(', ')}.` : 'No table is made from it.'
  return [
    `## ${type}\n`,
    `${description}\n`,
    `Stream such as \`${example.stream}\`; partition key such as \`${partition(example.data)}\`. ${becomes}\n`,
    `Its data (published: [JSON Schema](events/${schemaFile(type)})):\n`,
    '| field | type | unit | allowed |',
    '|---|---|---|---|',
    ...fieldRows(dataSchema(definition), ''),
    '',
    '```json',
    exampleText(example),
    '```',
    '',
  ].join('\n')
}

function fieldRows({ properties = {} }: JsonSchema, prefix: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const inner = field.items?.properties === undefined ? [] : fieldRows(field.items, `${prefix}${name}[].`)
    const type = typeText(field)
    return [`| \`${prefix}${name}\` | ${type} | ${unitOf(name, type)} | ${cell(allowed(field))} |`].concat(inner)
  })
}

function typeText(field: JsonSchema): string {
  const types = field.anyOf ?? [field]
  const names = types.flatMap(({ type = 'any', format, items }) => {
    if (items !== undefined) return [`list of ${[items.type].flat().join(', ')}s`]
    return format === undefined ? [type].flat() : [format]
  })
  return names.join(' or ')
}

function allowed(field: JsonSchema): string {
  const { enum: values, const: only, pattern, format, minItems, items } = field
  if (field.anyOf !== undefined) return field.anyOf.map(allowed).find((text) => text !== '') ?? ''
  if (only !== undefined) return `\`${only}\``
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ')
  if (minItems !== undefined) return `${minItems} or more`
  if (items !== undefined) return allowed(items)
  return pattern !== undefined && format === undefined ? `like \`${pattern}\`` : rangeText(field)
}

function rangeText({ minimum, maximum, exclusiveMinimum }: JsonSchema): string {
  const least = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + 1
  if (least === undefined) return maximum === undefined ? '' : `up to ${maximum}`
  return maximum === undefined ? `from ${least}` : `${least} to ${maximum}`
}

function exampleText(event: RetailEvent): string {
  const { id, type, stream, occurredAt, businessDate, causation, correlation, session } = event
  const place = { id: eventIdText(id), type, stream, occurred_at: isoTime(occurredAt), business_date: businessDate }
  const links = {
    causation: causation && eventIdText(causation),
    correlation: eventIdText(correlation),
    session: session && eventIdText(session),
  }
  return JSON.stringify({ ...place, ...links, data: exampleData(event) }, null, 2)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
