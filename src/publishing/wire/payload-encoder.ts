import type { EventDefinition } from '../../retail/define-event.ts'
import { dataSchema, type JsonSchema, type Twin, twinsOf } from './payload-schema.ts'

type Data = Readonly<Record<string, unknown>>

/** The JSON text of an event's data as they are published. */
export type PayloadEncoder = (data: object) => string

/**
 * Prepares the payloads of one event type: the engine's own serialiser writes the data, the dollars are added to its text, so
 * that no object is copied for them. Only lists of objects that hold money are rebuilt.
 */
export function payloadEncoder(definition: EventDefinition): PayloadEncoder {
  const { type } = definition
  const schema = dataSchema(definition)
  const twins = twinsOf(schema, type)
  const lists = listsWithMoney(schema, type)
  const write = lists.length === 0 ? (data: object) => JSON.stringify(data) : listWriter(lists)
  if (twins.length === 0) return write
  const added = twins.map(({ cents, dollars }) => ({ cents, start: `,${JSON.stringify(dollars)}:` }))
  return (data) => {
    let text = write(data).slice(0, -1)
    for (const { cents, start } of added) text += start + dollarsText((data as Data)[cents])
    return `${text}}`
  }
}

interface ListWithMoney {
  readonly name: string
  readonly twins: readonly Twin[]
}

function listsWithMoney({ properties = {} }: JsonSchema, type: string): readonly ListWithMoney[] {
  return Object.entries(properties).flatMap(([name, { items }]) => {
    const twins = items === undefined ? [] : twinsOf(items, type)
    return twins.length === 0 ? [] : [{ name, twins }]
  })
}

function listWriter(lists: readonly ListWithMoney[]): PayloadEncoder {
  return (data) => {
    const replaced = lists.map(({ name, twins }) => {
      const elements = (data as Data)[name] as readonly Data[]
      return [name, elements.map((element) => withDollars(element, twins))] as const
    })
    return JSON.stringify({ ...data, ...Object.fromEntries(replaced) })
  }
}

function withDollars(element: Data, twins: readonly Twin[]): Data {
  return { ...element, ...Object.fromEntries(twins.map(({ cents, dollars }) => [dollars, inDollars(element[cents])])) }
}

/** Whole cents below 2^53 divided by a hundred are the double that is nearest to the decimal, and are written as that decimal. */
function inDollars(cents: unknown): number | null {
  return cents === null ? null : (cents as number) / 100
}

function dollarsText(cents: unknown): string {
  return String(inDollars(cents))
}
