import { existsSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventDefinitions, type RetailEvent } from '../../src/retail/events.ts'
import { happens, smallCompany } from '../retail/simulated.ts'
import { type SmallRun, simulateSmallRun } from '../verify/small-run.ts'
import { dataPage } from './data-page.ts'
import { ENVELOPE_FILE, envelopeFile, exampleOf, schemaFile, schemaFiles } from './event-schemas.ts'
import { eventsPage } from './events-page.ts'
import { EXAMPLE_RUN } from './example-run.ts'
import { unitOf } from './units.ts'

const SCHEMAS = new URL('../../docs/events/', import.meta.url)
const happened = happens(smallCompany(EXAMPLE_RUN.settings), EXAMPLE_RUN.days)

describe('the catalogue of events', () => {
  test('docs/events.md is current (vitest -u writes it)', async () => {
    await expect(eventsPage(happened)).toMatchFileSnapshot('../../docs/events.md')
  })

  const schemas = schemaFiles(happened)
  test.each([...schemas.keys()])('docs/events/%s.schema.json is current (vitest -u writes it)', async (type) => {
    await expect(schemas.get(type)).toMatchFileSnapshot(`../../docs/events/${schemaFile(type)}`)
  })

  test('docs/events/envelope.schema.json is current (vitest -u writes it)', async () => {
    await expect(envelopeFile()).toMatchFileSnapshot(`../../docs/events/${ENVELOPE_FILE}`)
  })

  test('docs/events has no schema of an event type that is gone', () => {
    const known = new Set([...eventDefinitions.keys()].map(schemaFile)).add(ENVELOPE_FILE)
    const files = existsSync(SCHEMAS) ? readdirSync(SCHEMAS) : []
    expect(files.filter((file) => !known.has(file))).toEqual([])
  })

  test('a schema says what an event is and what it allows', () => {
    expect(JSON.parse(schemas.get('store_closed') ?? '')).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'store_closed',
      description: 'A store closes its doors; every visitor has left.',
      type: 'object',
      properties: {
        store_id: { type: 'integer', exclusiveMinimum: 0 },
        operation_time: { type: 'string', format: 'date-time', pattern: expect.any(String) as string },
        operation_type: { type: 'string', const: 'closed' },
      },
      required: ['store_id', 'operation_time', 'operation_type'],
      additionalProperties: false,
      examples: [
        {
          store_id: expect.any(Number) as number,
          operation_time: expect.any(String) as string,
          operation_type: 'closed',
        },
      ],
    })
  })

  test('a type of which nothing happened would leave a hole in it', () => {
    const without: readonly RetailEvent[] = happened.filter(({ type }) => type !== 'store_closed')
    expect(() => exampleOf(without, 'store_closed')).toThrow('no store_closed happened, so there is no example')
  })
})

describe('the data dictionary', () => {
  let run: SmallRun
  beforeAll(async () => {
    run = await simulateSmallRun({ days: EXAMPLE_RUN.days, ...EXAMPLE_RUN.settings })
  })
  afterAll(() => run[Symbol.asyncDispose]())

  test('docs/data.md is current (vitest -u writes it)', async () => {
    await expect(await dataPage(run.client)).toMatchFileSnapshot('../../docs/data.md')
  })

  test.each([
    ['COMMENT ON TABLE dim_stores IS NULL', 'dim_stores has no comment that says what it holds'],
    ['COMMENT ON COLUMN dim_stores.opens_at IS NULL', 'dim_stores.opens_at has no comment that says what it means'],
    ['TRUNCATE fact_reorders', 'fact_reorders has no row to show'],
  ])('after %s would have a hole', async (damage, message) => {
    await run.client.query(`BEGIN; ${damage}`)
    await expect(dataPage(run.client)).rejects.toThrow(message)
    await run.client.query('ROLLBACK')
  })
})

test.each([
  ['total_cents', 'bigint', 'cents'],
  ['tax_rate_bps', 'integer', 'basis points'],
  ['processing_time_ms', 'integer', 'milliseconds'],
  ['dwell_time', 'integer', 'seconds'],
  ['eta', 'timestamp with time zone', 'UTC'],
  ['operation_time', 'date-time', 'UTC'],
  ['quantity_delta', 'integer', 'units'],
  ['units_in', 'integer', 'units'],
  ['lines', 'list of objects', ''],
  ['store_id', 'integer', ''],
  ['receipt_id', 'text', ''],
])('the unit of %s (%s) is "%s"', (name, type, unit) => {
  expect(unitOf(name, type)).toBe(unit)
})
