import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { figuresOf, lagsIn } from './figures.ts'
import { connectDatabase } from '../../src/database/connect.ts'
import { REFUSED_STREAMING, type RefusedRequest } from './refused-requests.ts'
import { type Served, serveSmall } from './served.ts'
import type { Course } from './bodies.ts'

interface Status {
  readonly is_streaming: boolean
  readonly status: string
  readonly events_sent: number
  readonly error: string | null
}
interface Outbox {
  readonly pending: number
  readonly sent: number
}
interface Recent {
  readonly count: number
  readonly events: readonly { readonly event_type: string; readonly timestamp: string; readonly trace_id: string }[]
}

let served: Served
let directory: string
beforeAll(async () => {
  // A preset is no flag of who sends.
  served = await serveSmall(['--preset=demo'])
  directory = join(dirname(served.data), 'sent')
})
afterAll(() => served[Symbol.asyncDispose]())

async function isRefused([request, sent, status, detail]: RefusedRequest): Promise<void> {
  const { status: got, body } = await served.ask(request, sent)
  expect([got, body.detail]).toEqual([status, expect.stringContaining(detail)])
}

async function generate(range: object): Promise<void> {
  expect((await served.ask('POST /api/generate/fact', range)).status).toBe(202)
  await served.until<Status>('GET /api/generate/fact/status', ({ status }) => status === 'completed')
}

const stopped = () => served.until<Status>('GET /api/stream/status', ({ is_streaming: is }) => !is)
const outbox = async () => (await served.ask<Outbox>('GET /api/stream/outbox/status')).body

/** Ids of the events in the sink's files. */
function idsSent(): readonly string[] {
  const files = existsSync(directory) ? readdirSync(directory).toSorted() : []
  const lines = files.flatMap((file) => readFileSync(join(directory, file), 'utf8').split('\n').filter(Boolean))
  return lines.map((line) => (JSON.parse(line) as { readonly trace_id: string }).trace_id)
}

describe('before anything can be sent', () => {
  test('that a sink is missing, or history, is said', async () => {
    await isRefused(['POST /api/stream/start', {}, 400, 'there is no sink: set AZURE_EVENTHUB_CONNECTION_STRING'])
    expect((await served.ask('POST /api/stream/test')).body).toMatchObject({
      success: false,
      message: expect.stringContaining('there is no sink') as string,
    })
    const { status, body } = await served.ask('PUT /api/config', { stream: { sink: 'file', directory } })
    expect([status, body]).toMatchObject([200, { success: true, warnings: [] }])
    await isRefused(['POST /api/stream/start', {}, 400, 'there is no history yet'])
    await isRefused(['POST /api/stream/outbox/drain', undefined, 400, 'there is no history yet'])
  })

  test('nothing is sent, pending or dead', async () => {
    expect((await served.ask('GET /api/stream/status')).body).toMatchObject({ is_streaming: false, status: 'stopped' })
    expect((await served.ask('GET /api/stream/statistics')).body).toMatchObject({ events_sent_successfully: 0 })
    expect((await served.ask('GET /api/stream/events/recent')).body).toMatchObject({ count: 0, events: [] })
    expect(await outbox()).toMatchObject({ pending: 0, sent: 0, sink: null, oldest_pending_ts: null })
    expect((await served.ask('GET /api/stream/dlq/summary')).body).toMatchObject({ size: 0, by_category: {} })
    expect((await served.ask('GET /api/stream/dlq/events')).body).toEqual({ events: [], total: 0 })
    expect((await served.ask('GET /api/stream/health')).body).toMatchObject({ status: 'healthy' })
    expect((await served.ask('GET /api/stream/event-types')).body).toMatchObject({ count: 18 })
  })

  test.each(REFUSED_STREAMING)('%s %j is refused with %i: %s', async (...request) => await isRefused(request))
})

describe('the stream', () => {
  beforeAll(() => generate({ end_date: '2024-03-04' }))

  test('sends what was asked for, lets the simulation run, pauses, goes on, and ends with it', async () => {
    const types = ['receipt_created', 'customer_entered', 'inventory_updated']
    const started = await served.ask('POST /api/stream/start', { speed: 7200, event_types: types })
    expect([started.status, started.body]).toMatchObject([202, { success: true }])
    await served.until<Status>('GET /api/stream/status', ({ events_sent: sent }) => sent > 100)
    expect((await served.ask('GET /api/simulation')).body).toMatchObject({ status: 'running', speed: 7200 })
    await isRefused(['POST /api/stream/start', {}, 409, 'events are being sent already'])
    await isRefused(['PUT /api/stream/config', { burst: 5 }, 409, 'events are being sent: stop that first'])
    await isRefused(['DELETE /api/stream/outbox/clear', undefined, 409, 'events are being sent already'])
    const { body: recent } = await served.ask<Recent>('GET /api/stream/events/recent?limit=20')
    expect(recent.count).toBe(20)
    expect(types).toEqual(expect.arrayContaining(recent.events.map(({ event_type: type }) => type)))

    expect((await served.ask('POST /api/stream/pause')).body).toMatchObject({ success: true })
    expect((await served.ask('GET /api/simulation')).body).toMatchObject({ status: 'paused' })
    // What was read already is sent when its batch is full, or a second old.
    await pause(1500)
    const before = (await served.ask<Status>('GET /api/stream/status')).body
    await pause(500)
    const { body: still } = await served.ask<Status>('GET /api/stream/status')
    expect([still.status, still.events_sent]).toEqual(['paused', before.events_sent])
    expect((await served.ask('GET /api/stream/pause-status')).body).toMatchObject({ is_paused: true, pause_count: 1 })
    expect((await served.ask('POST /api/stream/resume')).status).toBe(200)
    await served.until<Status>('GET /api/stream/status', ({ events_sent: sent }) => sent > before.events_sent)

    const { body } = await served.ask('POST /api/stream/stop')
    expect(body).toMatchObject({ success: true, message: 'streaming is stopped' })
    const { points } = (await served.ask<Course>('GET /api/stream/course')).body
    expect(points.some(({ events_per_second: rate }) => rate > 0)).toBe(true)
    expect(points.every(({ events_pending: pending }) => pending !== null && pending >= 0)).toBe(true)
    expect((await served.ask('GET /api/simulation')).body).toMatchObject({ status: 'stopped', error: null })
    const { body: sent } = await served.ask<{
      readonly events_sent_successfully: number
      readonly event_type_counts: Readonly<Record<string, number>>
    }>('GET /api/stream/statistics')
    expect(types).toEqual(expect.arrayContaining(Object.keys(sent.event_type_counts)))
    expect(idsSent()).toHaveLength(sent.events_sent_successfully)
    await isRefused(['POST /api/stream/stop', undefined, 400, 'no events are being sent'])
    await isRefused(['POST /api/stream/pause', undefined, 400, 'no events are being sent'])
  })

  test('is drained to the end of the log; when nothing is left, a day is simulated and sent', async () => {
    await generate({ end_date: '2024-03-05' })
    const { pending } = await outbox()
    expect(pending).toBeGreaterThan(0)
    const behind = async (unit: 'events' | 'simulated_seconds') =>
      lagsIn(await figuresOf(served), unit).get('publisher')
    expect([await behind('events'), await behind('simulated_seconds')]).toEqual([pending, expect.any(Number) as number])
    expect((await served.ask('POST /api/stream/outbox/drain')).status).toBe(202)
    expect((await stopped()).error).toBeNull()
    expect([await behind('events'), await behind('simulated_seconds')]).toEqual([0, 0])
    const drained = await outbox()
    expect(drained).toMatchObject({ pending: 0, oldest_pending_ts: null })

    expect((await served.ask('POST /api/stream/outbox/drain')).status).toBe(202)
    expect((await stopped()).error).toBeNull()
    expect((await served.ask('GET /api/generation/status')).body).toMatchObject({ last_generated_date: '2024-03-06' })
    const { pending: left, sent } = await outbox()
    expect([left, sent > drained.sent]).toEqual([0, true])
    const ids = idsSent()
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('never sends what was cleared', async () => {
    await generate({ end_date: '2024-03-07' })
    const before = idsSent().length
    const { pending } = await outbox()
    const { body } = await served.ask('DELETE /api/stream/outbox/clear')
    expect(body).toMatchObject({ success: true, skipped: pending })
    expect(await outbox()).toMatchObject({ pending: 0 })
    expect(idsSent()).toHaveLength(before)
  })

  test('that ends by itself is told so', async () => {
    const brief = { speed: 3600, duration_minutes: 0.02 }
    const starts = await Promise.all([1, 2].map(() => served.ask('POST /api/stream/start', brief)))
    // Of two at a time, one is refused.
    expect(new Set(starts.map(({ status }) => status))).toEqual(new Set([202, 409]))
    expect(await stopped()).toMatchObject({ status: 'stopped', error: null })
    await served.until<Status>('GET /api/simulation', (simulation) => simulation.status === 'stopped')
  })
})

/** What the same sink did not take of another log, later than what it did not take of ours. */
const OTHERS_LETTERS = `
  INSERT INTO tillstream.dead_letters (sink, log_id, event_id, event_type, partition_key, envelope, reason)
  SELECT sink, 'another', event_id, event_type, partition_key, envelope, 'of another log' FROM tillstream.dead_letters`
const OUR_REASON: unknown = expect.stringContaining('422')

describe('a sink that takes some events never', () => {
  let hook: Server
  let takes = false
  beforeAll(async () => {
    hook = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += String(chunk)))
      request.on('end', () => response.writeHead(!takes && text.includes('"receipt_created"') ? 422 : 200).end())
    })
    await new Promise<void>((resolve) => void hook.listen(0, '127.0.0.1', resolve))
    const webhook_url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`
    expect((await served.ask('PUT /api/config', { stream: { sink: 'webhook', webhook_url } })).status).toBe(200)
  })
  afterAll(() => void hook.close())

  test('leaves dead letters, with the reason, that can be sent again', async () => {
    // A sink that is new begins at the end of the log, behind which nothing is: a day is simulated.
    await served.ask('POST /api/stream/outbox/drain')
    expect((await stopped()).error).toBeNull()
    const { body: summary } = await served.ask<{ readonly size: number }>('GET /api/stream/dlq/summary')
    expect(summary.size).toBeGreaterThan(0)
    expect(summary).toMatchObject({
      by_category: { rejected: summary.size },
      by_event_type: { receipt_created: summary.size },
    })
    await using database = await connectDatabase({ dataDir: served.data })
    await database.pool.query(OTHERS_LETTERS)
    expect((await served.ask('GET /api/stream/dlq/summary')).body).toEqual(summary)
    expect((await figuresOf(served)).get('dlq_size')).toBe(summary.size)
    const { body: all } = await served.ask<{ readonly events: readonly { readonly reason: string }[] }>(
      'GET /api/stream/dlq/events?limit=1000',
    )
    expect(all.events.map(({ reason }) => reason)).toEqual(Array.from({ length: summary.size }, () => OUR_REASON))
    const { body: letters } = await served.ask('GET /api/stream/dlq/events?limit=1')
    expect(letters).toMatchObject({
      total: summary.size,
      events: [{ event_type: 'receipt_created', reason: expect.stringContaining('422') as string, attempts: 1 }],
    })
    takes = true
    const answers = await Promise.all([3, {}].map((body) => served.ask('POST /api/stream/dlq/retry', body)))
    // Of two at a time, one is refused: nothing is sent twice.
    const told = answers.map(({ status, body }) => (status === 409 ? 409 : body))
    const sent = { total_attempted: summary.size, succeeded: summary.size, failed: 0, still_in_dlq: 0 }
    expect(told).toEqual(expect.arrayContaining([409, sent]))
    expect((await served.ask('GET /api/stream/dlq/summary')).body).toMatchObject({ size: 0 })
    expect((await served.ask('GET /api/stream/dlq/events')).body).toEqual({ events: [], total: 0 })
    // Nobody has sent, counted or forgotten what is not of this log.
    const { rows } = await database.pool.query('SELECT log_id, attempts, count(*) FROM dead_letters GROUP BY 1, 2')
    expect(rows).toEqual([{ log_id: 'another', attempts: 1, count: summary.size }])
  })
})
