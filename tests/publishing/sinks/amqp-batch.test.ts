import { type EventDataBatch, EventHubProducerClient } from '@azure/event-hubs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBatchMaker } from '../../../src/publishing/sinks/amqp-batch.ts'
import { createEnveloper, type Envelope } from '../../../src/publishing/wire/envelope.ts'
import { eventDefinitions } from '../../../src/retail/events.ts'
import { envelope } from '../../contracts/sink.ts'
import { type Endpoint, startEndpoint } from '../../eventhubs/endpoint.ts'
import { happens, smallCompany } from '../../retail/simulated.ts'

const batchOf = createBatchMaker()

function simulated(): readonly Envelope[] {
  const envelopeOf = createEnveloper(eventDefinitions, { source: 'retail-datagen' })
  const events = happens(smallCompany({ volume: { customers_per_day: 20 } }), 2)
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

  async function expectSame(events: readonly Envelope[], maxSizeInBytes?: number): Promise<void> {
    const own = await clientsOwn(events, maxSizeInBytes)
    const { count, sizeInBytes, encode } = batchOf(events, own.maxSizeInBytes)
    expect([count, sizeInBytes]).toEqual([own.count, own.sizeInBytes])
    expect(encode().toString('latin1')).toEqual(whatIsSentOf(own).toString('latin1'))
  }

  test('for everything that happens on a day', async () => {
    const events = simulated()
    expect(events.length).toBeGreaterThan(500)
    await expectSame(events)
  })

  test('for short and long events, and for characters of several bytes', async () => {
    const json = ['{}', JSON.stringify({ name: 'Zürich 東京 🛒' }), '{"cut":"\ud83d']
    const odd = json.map((text) => ({ id: 'id', type: 'store_opened', partitionKey: 'store_1', json: text }))
    // Lengths are written in one byte up to 255, and in four above.
    const lengths = Array.from({ length: 300 }, (_, padding) => envelope(padding, padding))
    await expectSame([...odd, ...lengths])
  })

  test('when only the first of the events fit, to the very byte', async () => {
    const events = Array.from({ length: 30 }, (_, number) => envelope(number, number * 20))
    const { sizeInBytes } = await clientsOwn(events.slice(0, 20))
    for (const limit of [sizeInBytes, sizeInBytes - 1]) await expectSame(events, limit)
    expect([sizeInBytes, sizeInBytes - 1, 1].map((limit) => batchOf(events, limit).count)).toEqual([20, 19, 0])
  })
})

/** The client calls this when it sends a batch. */
function whatIsSentOf(batch: EventDataBatch): Buffer {
  return (batch as unknown as Readonly<Record<string, () => Buffer>>)[GENERATE]()
}

const GENERATE = '_generateMessage'
