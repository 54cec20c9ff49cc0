import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { corrupted } from '../../../src/publishing/faults/corrupt.ts'
import { CORRUPTIONS } from '../../../src/publishing/faults/fault-plan.ts'
import { createEnveloper } from '../../../src/publishing/wire/envelope.ts'
import { eventDefinitions } from '../../../src/retail/events.ts'
import { happens, smallCompany } from '../../retail/simulated.ts'

const envelopeOf = createEnveloper(eventDefinitions, { source: 'retail-datagen' })
const byType = Map.groupBy(happens(smallCompany({}), 1), ({ type }) => type)
const envelopes = [...byType.values()].map(([event]) => envelopeOf({ ...event, revision: 0, position: 1n }))
const ajv = new Ajv2020({ strict: false, validateFormats: false })

function isValid(name: string, value: unknown): boolean {
  const file = new URL(`../../../docs/events/${name}.schema.json`, import.meta.url)
  const { $schema: _, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  return ajv.validate(schema, value)
}

describe.each(CORRUPTIONS)('%s', (how) => {
  test('is JSON that its schema does not allow, whichever field it hits, and keeps the id', () => {
    for (const envelope of envelopes) {
      const good = JSON.parse(envelope.json) as { payload: object; trace_id: string; ingest_timestamp: string }
      expect(isValid(envelope.type, good.payload)).toBe(true)
      for (const choice of [0, 0.3, 0.6, 0.999]) {
        const { envelope: bad, field } = corrupted(envelope, { kind: 'corrupt', how, choice })
        const told = JSON.parse(bad.json) as typeof good
        expect([bad.id, bad.type, bad.partitionKey, told.trace_id]).toEqual([
          envelope.id,
          envelope.type,
          envelope.partitionKey,
          good.trace_id,
        ])
        if (how === 'bad_timestamp') expect(Number.isNaN(Date.parse(`${told.ingest_timestamp}Z`))).toBe(true)
        else expect([envelope.type, field, isValid(envelope.type, told.payload)]).toEqual([envelope.type, field, false])
      }
    }
  })
})
