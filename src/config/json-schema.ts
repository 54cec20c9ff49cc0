import { z } from 'zod'
import { scenarioSchema } from './scenario/schema.ts'
import { configSchema } from './schema.ts'

/** Turns the notes of a leaf into JSON Schema's own words. */
function publish(node: Record<string, unknown>): void {
  if (node.secret === true) node.writeOnly = true
  delete node.secret
  delete node.allowed
}

/** What the file may say of a scenario, which the schema of effective values does not know: where to find it. */
function alsoByPath(node: Record<string, unknown>): void {
  const options = node.anyOf as readonly { readonly properties?: Readonly<Record<string, unknown>> }[]
  const entries = options[0]?.properties?.['entries']
  node.anyOf = [{ type: 'string', description: 'Path or name of a scenario' }, entries, ...options]
}

/** The JSON Schema of a scenario file, so that editors complete it. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input' })
  const properties = { $schema: { type: 'string', description: 'Where this schema lies' }, ...schema.properties }
  return { ...schema, title: 'Tillstream scenario', properties }
}

/** The JSON Schema of the configuration file, with descriptions, defaults and bounds, so that editors complete it. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(configSchema, {
    io: 'input',
    override: ({ jsonSchema }) => publish(jsonSchema as Record<string, unknown>),
  })
  if (schema.properties?.['scenario'] !== undefined)
    alsoByPath(schema.properties['scenario'] as Record<string, unknown>)
  const properties = { $schema: { type: 'string', description: 'Where this schema lies' }, ...schema.properties }
  return { ...schema, title: 'Tillstream configuration', properties }
}
