import { expect, test } from 'vitest'
import { configurationMarkdown } from '../../src/config/documentation.ts'
import { environmentName } from '../../src/config/environment.ts'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { CONFIG_KEYS } from '../../src/config/keys.ts'
import { valueAt } from '../../src/config/layers.ts'
import { PRESET_NAMES } from '../../src/config/presets.ts'
import { configSchema } from '../../src/config/schema.ts'
import { resolving } from './resolving.ts'

interface Node {
  readonly [name: string]: unknown
  readonly properties?: Readonly<Record<string, Node>>
}

function leavesOf(node: Node, path = ''): readonly (readonly [string, Node])[] {
  if (!node.properties) return [[path, node]]
  return Object.entries(node.properties).flatMap(([name, child]) =>
    leavesOf(child, path === '' ? name : `${path}.${name}`),
  )
}

const leaves = leavesOf(configJsonSchema() as Node).filter(([path]) => path !== '$schema')

test('the JSON Schema knows every key', () => {
  expect(leaves.map(([path]) => path)).toEqual(CONFIG_KEYS.map((key) => key.path))
  expect(leaves.length).toBeGreaterThan(150)
})

test.each(leaves)('%s has a description and a default', (path, leaf) => {
  expect(String(leaf.description).length).toBeGreaterThan(10)
  expect(leaf).toHaveProperty('default', valueAt(configSchema.parse({}), path))
  expect(leaf).not.toHaveProperty('allowed')
})

test('every number has bounds', () => {
  const numbers = leaves.filter(([, leaf]) => leaf.type === 'integer' || leaf.type === 'number')
  const unbounded = numbers.filter(([, leaf]) => leaf.minimum === undefined || Math.abs(Number(leaf.maximum)) > 1e9)
  expect(unbounded.map(([path]) => path)).toEqual([])
  expect(numbers.length).toBeGreaterThan(100)
})

test('no two keys share a variable', () => {
  expect(new Set(CONFIG_KEYS.map((key) => environmentName(key.path))).size).toBe(CONFIG_KEYS.length)
})

test('secrets are marked as written only', () => {
  const secret = leaves.filter(([, leaf]) => leaf.writeOnly === true).map(([path]) => path)
  expect(secret).toEqual([
    'realtime.azure_connection_string',
    'stream.webhook_secret',
    'storage.account_key',
    'api.key',
    'database.url',
    'event_store.url',
  ])
})

test.each(PRESET_NAMES)('the preset %s is valid', (preset) => {
  expect(resolving({ preset }).preset).toBe(preset)
})

test('docs/configuration.md is current (vitest -u writes it)', async () => {
  await expect(configurationMarkdown()).toMatchFileSnapshot('../../docs/configuration.md')
})
