import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { RecordedEvent } from '../../../src/event-store/port.ts'
import { createEnveloper } from '../../../src/publishing/wire/envelope.ts'
import { eventDefinitions, type RetailEvent } from '../../../src/retail/events.ts'
import { eventIdText } from '../../../src/simulation/event-id.ts'
import { EXAMPLE_RUN } from '../../build/example-run.ts'
import { happens, smallCompany } from '../../retail/simulated.ts'

const happened = happens(smallCompany(EXAMPLE_RUN.settings), EXAMPLE_RUN.days)
const envelopeOf = createEnveloper(eventDefinitions, { source: 'retail-datagen' })

interface Told {
  readonly event_type: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly correlation_id: string
}

function recorded(event: RetailEvent): RecordedEvent {
  return { ...event, revision: 0, position: 1n }
}

function told(event: RetailEvent, enveloper = envelopeOf): Told {
  return JSON.parse(enveloper(recorded(event)).json) as Told
}

function first(type: string): RetailEvent {
  const event = happened.find((candidate) => candidate.type === type)
  if (event === undefined) throw new Error(`no ${type} happened`)
  return event
}

function validator(name: string): ValidateFunction {
  // Formats come with patterns of their own in these schemas.
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, validateFormats: false })
  const file = new URL(`../../../docs/events/${name}.schema.json`, import.meta.url)
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object)
}

test('every event of a simulated week is what the published schemas say, and of every type some happened', () => {
  const validEnvelope = validator('envelope')
  const validPayload = new Map([...eventDefinitions.keys()].map((type) => [type, validator(type)]))
  const seen = new Set<string>()
  for (const event of happened) {
    const envelope = told(event)
    const validate = validPayload.get(envelope.event_type)
    if (!validEnvelope(envelope)) expect.fail(`${event.type}: ${JSON.stringify(validEnvelope.errors)}`)
    if (!validate?.(envelope.payload)) expect.fail(`${event.type}: ${JSON.stringify(validate?.errors)}`)
    seen.add(event.type)
  }
  expect(seen).toEqual(new Set(eventDefinitions.keys()))
})

test('an envelope says what happened, when, why, and where it belongs', () => {
  const event = first('receipt_created')
  const { id, partitionKey, type, json } = envelopeOf(recorded(event))
  const { store_id, subtotal_cents } = event.data as { store_id: number; subtotal_cents: number }
  expect([id, partitionKey, type]).toEqual([eventIdText(event.id), `store_${store_id}`, 'receipt_created'])
  expect(JSON.parse(json)).toEqual({
    event_type: 'receipt_created',
    payload: expect.objectContaining({ ...event.data, subtotal: subtotal_cents / 100 }) as object,
    trace_id: eventIdText(event.id),
    ingest_timestamp: new Date(event.occurredAt).toISOString(),
    schema_version: '1.0',
    source: 'retail-datagen',
    correlation_id: eventIdText(event.correlation),
    partition_key: `store_${store_id}`,
    session_id: event.session && eventIdText(event.session),
    parent_event_id: event.causation && eventIdText(event.causation),
  })
})

describe('dollars stand beside cents', () => {
  test('to the cent, for every amount of every event', () => {
    for (const event of happened) {
      const { payload } = told(event)
      for (const [name, cents] of Object.entries(event.data as Record<string, unknown>)) {
        if (!name.endsWith('_cents')) continue
        const dollars = payload[name.slice(0, -'_cents'.length)] ?? payload.discount_amount
        expect((dollars as number).toFixed(2)).toBe(((cents as number) / 100).toFixed(2))
      }
    }
  })

  test('in the lines of an order as well', () => {
    const { lines } = told(first('online_order_created')).payload as { lines: Array<Record<string, number>> }
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      expect(line.unit_price).toBe(line.unit_price_cents / 100)
      expect(line.extended_price).toBe(line.extended_price_cents / 100)
    }
  })

  test('under the name that consumers know for the discount of a promotion', () => {
    const { payload } = told(first('promotion_applied'))
    expect(payload.discount_amount).toBe((payload.discount_cents as number) / 100)
    expect(payload).not.toHaveProperty('discount')
  })
})

test('a replay with an id of its own tells so in the correlation, and only there', () => {
  const event = first('payment_processed')
  const replayed = createEnveloper(eventDefinitions, { source: 'retail-datagen', replayId: 'drill-7' })
  const plain = told(event)
  expect(told(event, replayed)).toEqual({ ...plain, correlation_id: `drill-7/${plain.correlation_id}` })
})

test('an event that has no definition is not published', () => {
  const event = { ...first('store_opened'), type: 'store_moved' } as unknown as RetailEvent
  expect(() => envelopeOf(recorded(event))).toThrow('store_moved is no event type that can be published')
})
