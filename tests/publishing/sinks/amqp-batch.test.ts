import { type EventDataBatch, EventHubProducerClient } from '@azure/event-hubs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBatchMaker } from '../../../src/publishing/sinks/amqp-batch.ts'
import { createEnveloper, type Envelope } from '../../../src/publishing/wire/envelope.ts'
import { eventDefinitions } from '../../../src/retail/events.ts'
import { envelope } from '../../contracts/sink.ts'
import { EXAMPLE_RUN } from '../../build/example-run.ts'
import { type Endpoint, startEndpoint } from '../../eventhubs/endpoint.ts'
import { happens, smallCompany } from '../../retail/simulated.ts'

const batchOf = createBatchMaker()

/** The first twenty events of each type. */
function everyType(): readonly Envelope[] {
  const envelopeOf = createEnveloper(eventDefinitions, { source: 'retail-datagen' })
  const happened = happens(smallCompany(EXAMPLE_RUN.settings), EXAMPLE_RUN.days)
  const byType = [...Map.groupBy(happened, ({ type }) => type).values()]
  const events = byType.flatMap((same) => same.slice(0, 20))
  return events.map((event) => envelopeOf({ ...event, revision: 0, position: 1n }))
}

describe("a batch is byte for byte the client's own", () => {
  let endpoint: Endpoint
  let client: EventHubProducerClient
  beforeAll(async () => {
    endpoint = await startEndpoint()
    client = new EventHubProducerClient(endpoint.connectionString)
  })
  afterAll(async () => {
    await client.close()
    await endpoint[Symbol.asyncDispose]()
  })

  async function clientsOwn(events: readonly Envelope[], maxSizeInBytes?: number): Promise<EventDataBatch> {
    const batch = await client.createBatch({
      partitionId: '2',
      ...(maxSizeInBytes !== undefined && { maxSizeInBytes }),
    })
    for (const { id, type, json } of events) {
      const [body, contentType, properties] = [Buffer.from(json), 'application/json', { Table: type }]
      if (!batch.tryAdd({ body, messageId: id, contentType, properties })) break
    }
    return batch
  }

  async function expectSame(events: readonly Envelope[], maxSizeInBytes?: number): Promise<number> {
    const own = await clientsOwn(events, maxSizeInBytes)
    const { count, bytes } = batchOf(events, own.maxSizeInBytes)
    expect([count, bytes.length]).toEqual([own.count, own.sizeInBytes])
    expect(bytes.toString('latin1')).toEqual(whatIsSentOf(own).toString('latin1'))
    return count
  }

  test('for events of all types', async () => {
    const events = everyType()
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(eventDefinitions.keys()))
    expect(await expectSame(events)).toBe(events.length)
  })

  test('for short and long events, and for characters of several bytes', async () => {
    const json = ['{}', JSON.stringify({ name: 'Zürich 東京 🛒' }), '{"cut":"\ud83d']
    const odd = json.map((text) => ({ id: 'id', type: 'store_opened', partitionKey: 'store_1', json: text }))
    // Lengths are written in one byte up to 255, and in four above.
    const lengths = Array.from({ length: 300 }, (_, padding) => envelope(padding, padding))
    expect(await expectSame([...odd, ...lengths])).toBe(303)
  })

  test('when only the first of the events fit, to the very byte', async () => {
    const events = Array.from({ length: 30 }, (_, number) => envelope(number, number * 20))
    const { sizeInBytes } = await clientsOwn(events.slice(0, 20))
    expect(await expectSame(events, sizeInBytes)).toBe(20)
    expect(await expectSame(events, sizeInBytes - 1)).toBe(19)
    expect(batchOf(events, 1).count).toBe(0)
  })
})

test.each(['', 'Zürich', '東', 'x'.repeat(129)])('an id or a type of "%s" is a mistake of ours', (text) => {
  expect(() => batchOf([{ ...envelope(1), id: text }], 1000)).toThrow(RangeError)
  expect(() => batchOf([{ ...envelope(1), type: text }], 1000)).toThrow(RangeError)
})

/** The client calls this when it sends a batch. */
function whatIsSentOf(batch: EventDataBatch): Buffer {
  return (batch as unknown as Readonly<Record<string, () => Buffer>>)[GENERATE]()
}

const GENERATE = '_generateMessage'
