import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projections } from '../../projections/index.ts'
import { eventDefinitions } from '../../src/retail/events.ts'
import { sampleEvents } from '../projection/sample-events.ts'

/** A visit is told when the party leaves, a campaign when it starts. */
const TOLD_BY_ANOTHER_EVENT = ['customer_entered', 'campaign_ended']

test('every file of the folder is listed under its table', () => {
  const files = readdirSync(new URL('../../projections', import.meta.url)).filter((file) => file !== 'index.ts')
  const listed = projections.map(({ table }) => `${table.replaceAll('_', '-')}.ts`)
  expect(listed.toSorted()).toEqual(files.toSorted())
})

test('every event type of the company is in a table', () => {
  const projected = new Set(projections.flatMap(({ on }) => Array.from(on.keys())))
  const missing = [...eventDefinitions.keys()].filter((type) => !projected.has(type))
  expect(missing).toEqual(TOLD_BY_ANOTHER_EVENT)
})

test('the sample events are what the definitions allow, and miss no type', () => {
  for (const { type, data } of sampleEvents()) eventDefinitions.get(type)?.schema.parse(data)
  expect(new Set(sampleEvents().map(({ type }) => type))).toEqual(new Set(eventDefinitions.keys()))
})
