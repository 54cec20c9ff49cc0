import { z } from 'zod'
import { configSchema } from './schema.ts'

/** Turns the notes of a leaf into JSON Schema's own words. */
function publish(node: Record<string, unknown>): void {
  if (node.secret === true) node.writeOnly = true
  delete node.secret
  delete node.allowed
}

/** The JSON Schema of the configuration file, with descriptions, defaults and bounds, so that editors complete it. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(configSchema, {
    io: 'input',
    override: ({ jsonSchema }) => publish(jsonSchema as Record<string, unknown>),
  })
  const properties = { $schema: { type: 'string', description: 'Where this schema lies' }, ...schema.properties }
  return { ...schema, title: 'Tillstream configuration', properties }
}
