import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDatabase } from '../../src/database/connect.ts'
import type { Preview } from './bodies.ts'
import { feedForgets } from './forgetting.ts'
import {
  REFUSED_DATA,
  REFUSED_GENERATION,
  REFUSED_QUERIES,
  REFUSED_SIMULATION,
  type RefusedRequest,
} from './refused-requests.ts'
import { type Served, serveSmall } from './served.ts'

let served: Served
beforeAll(async () => {
  served = await serveSmall()
})
afterAll(() => served[Symbol.asyncDispose]())

interface Status {
  readonly status: string
  readonly operation_id: string
  readonly progress: number
  readonly sequence: number
  readonly table_counts: Readonly<Record<string, number>>
}
interface OpenApi {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>
}

async function isRefused([request, sent, status, detail]: RefusedRequest): Promise<void> {
  const { status: got, body, headers } = await served.ask(request, sent)
  expect([got, body.detail]).toEqual([status, expect.stringContaining(detail)])
  expect(headers.get('content-type')).toContain('application/problem+json')
}

async function finished(kind: 'dimensions' | 'fact'): Promise<Status> {
  return served.until<Status>(`GET /api/generate/${kind}/status`, ({ status }) => status !== 'running')
}

describe('before there is anything', () => {
  test('every part is well', async () => {
    const { status, body } = await served.ask('GET /health')
    const resting = { event_store: { detail: 'no history yet' }, feed: { detail: 'resting' } }
    const checks = { database: { status: 'healthy' }, ...resting }
    expect([status, body]).toMatchObject([200, { status: 'healthy', checks }])
  })

  test('nothing was generated, tables are there and empty', async () => {
    const { body } = await served.ask('GET /api/generation/status')
    expect(body).toMatchObject({ has_fact_data: false, fact_start_date: null, events: 0, can_start_realtime: false })
    expect((await served.ask('GET /api/generate/fact/status')).body).toMatchObject({ status: 'pending', sequence: 0 })
    expect((await served.ask('GET /api/facts/fact_receipts')).body).toMatchObject({ row_count: 0, preview_rows: [] })
    expect((await served.ask('GET /api/facts/date-range')).body).toEqual({ min_event_ts: null, max_event_ts: null })
  })

  test('every path is described, under a name of its own, in OpenAPI 3.1 and on a page', async () => {
    const { body } = await served.ask<OpenApi>('GET /openapi.json')
    const operations = Object.values(body.paths).flatMap((path) => Object.values(path))
    expect(body.openapi).toBe('3.1.0')
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    const { body: page, headers } = await served.ask<string>('GET /docs')
    for (const path of Object.keys(body.paths)) expect(page).toContain(path)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    const { body: index } = await served.ask<{ readonly endpoints: readonly string[] }>('GET /api')
    expect(index.endpoints).toContain('GET /api/simulation')
  })
})

describe('generation', () => {
  test('makes the dimensions, then history, and tells how far it is', async () => {
    const dimensions = await served.ask('POST /api/generate/dimensions')
    expect([dimensions.status, dimensions.body]).toMatchObject([202, { success: true }])
    expect(await finished('dimensions')).toMatchObject({ status: 'completed', progress: 1 })
    expect((await served.ask('GET /api/master/dim_stores')).body).toMatchObject({ row_count: 3 })

    const fact = await served.ask('POST /api/generate/historical', { start_date: '2024-03-04', end_date: '2024-03-05' })
    expect(fact.status).toBe(202)
    const again = await served.ask('POST /api/generate/fact', {})
    expect([again.status, again.body]).toMatchObject([409, { detail: 'history is being generated: end that first' }])
    const done = await finished('fact')
    expect(done).toMatchObject({ status: 'completed', operation_id: fact.body.operation_id })
    expect(done.table_counts.fact_receipts).toBeGreaterThan(10)
    expect((await served.ask('GET /api/generation/status')).body).toMatchObject({
      has_fact_data: true,
      fact_start_date: '2024-03-04',
      last_generated_date: '2024-03-05',
      can_start_historical: true,
      can_start_realtime: true,
    })
  })

  test('can be cancelled, keeps what it has made, and goes on', async () => {
    const { body } = await served.ask('POST /api/generate/fact', { end_date: '2024-06-30' })
    await served.until<Status>('GET /api/generate/fact/status', ({ progress }) => progress > 0)
    const cancelled = await served.ask(`DELETE /api/generate/cancel/${String(body.operation_id)}`)
    expect([cancelled.status, (await finished('fact')).status]).toEqual([200, 'cancelled'])
    const again = await served.ask(`DELETE /api/generate/cancel/${String(body.operation_id)}`)
    expect(again.status).toBe(409)
    const kept = await served.ask('GET /api/generation/status')
    expect(Number(kept.body.events)).toBeGreaterThan(1000)
  })

  test.each(REFUSED_GENERATION)('%s %j is refused with %d: %s', (...request) => isRefused(request))
})

describe('data', () => {
  test('come page by page, and every row once', async () => {
    const seen: unknown[] = []
    let cursor: string | null = '0'
    while (cursor !== null) {
      const { body }: { body: Preview } = await served.ask<Preview>(
        `GET /api/master/dim_products?limit=60&cursor=${cursor}`,
      )
      seen.push(...body.preview_rows.map(({ product_id }) => product_id))
      cursor = body.next_cursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([150, 150])
  })

  test('the newest rows come first when they are asked for', async () => {
    const { body } = await served.ask<Preview>('GET /api/facts/fact_receipts/recent?limit=20')
    const times = body.preview_rows.map(({ event_ts }) => String(event_ts))
    expect(times).toEqual(times.toSorted().toReversed())
    const { body: summary } = await served.ask('GET /api/facts/fact_receipts/summary')
    expect(summary).toMatchObject({ row_count: body.row_count, last_event: times[0] })
  })

  test('every table is counted', async () => {
    const { body } =
      await served.ask<Readonly<Record<string, Readonly<Record<string, number>>>>>('GET /api/dashboard/counts')
    const { body: facts } = await served.ask<{ readonly tables: readonly string[] }>('GET /api/facts/tables')
    expect(Object.keys(body.facts ?? {}).toSorted()).toEqual([...facts.tables].toSorted())
    expect(body.master?.dim_products).toBe(150)
  })

  test.each(REFUSED_DATA)('%s %j is refused with %d: %s', (...request) => isRefused(request))
})

describe('a query', () => {
  test('is answered with its rows, and no more than are wanted', async () => {
    const { body } = await served.ask('POST /api/query', {
      sql: 'select store_id, store_id as store_id from dim_stores order by 1',
      max_rows: 2,
    })
    expect(body).toMatchObject({ columns: ['store_id', 'store_id_2'], row_count: 2, truncated: true })
    const { body: none } = await served.ask('POST /api/query', { sql: 'select 1 as one where false' })
    expect(none).toMatchObject({ columns: ['one'], rows: [], truncated: false })
  })

  test.each(REFUSED_QUERIES)('%s %j is refused with %d: %s', (...request) => isRefused(request))

  test('that is too long is refused', async () => {
    const { status, body } = await served.ask('POST /api/query', { sql: 'x'.repeat(300_000) })
    expect([status, body.detail]).toEqual([413, 'the body is larger than 256kb'])
  })

  test('of another content type is refused', async () => {
    const { status } = await served.ask('POST /api/query', 'sql=select+1', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(status).toBe(415)
  })
})

describe('the configuration', () => {
  test('is shown, described and checked', async () => {
    expect((await served.ask('GET /api/config')).body).toMatchObject({ volume: { stores: 3 }, api: { key: null } })
    expect((await served.ask('GET /api/config/sources')).body).toMatchObject({ 'volume.stores': '--stores' })
    expect((await served.ask('GET /api/config/schema')).body).toHaveProperty('properties.volume')
    const { body } = await served.ask('POST /api/config/validate', { volume: { stores: -1 }, colour: 'red' })
    expect(body).toMatchObject({ valid: false, errors: [{ key: 'volume.stores' }, { key: 'colour' }] })
    expect((await served.ask('POST /api/config/validate', {})).body).toEqual({ valid: true, errors: [], warnings: [] })
  })
})

interface Simulation {
  readonly status: string
  readonly speed: number
  readonly simulated_time: string
  readonly events: number
}

describe('the simulation', () => {
  test('starts, pauses, steps, changes its speed, goes on and stops', async () => {
    const started = await served.ask('POST /api/simulation/start', { speed: 3600 })
    expect([started.status, started.body.status]).toEqual([202, 'starting'])
    await served.until<Simulation>('GET /api/simulation', ({ status, events }) => status === 'running' && events > 0)
    expect((await served.ask('POST /api/generate/fact', {})).status).toBe(409)
    expect((await served.ask('POST /api/simulation/start', {})).status).toBe(409)
    expect((await served.ask('DELETE /api/generation/clear?confirm=data')).status).toBe(409)
    expect((await served.ask('POST /api/simulation/step', {})).body.detail).toBe('step: allowed while paused only')
    const paused = await served.ask('POST /api/simulation/pause')
    expect(paused.body).toMatchObject({ status: 'paused', achieved_speed: 0 })
    const before = Date.parse(String(paused.body.simulated_time))
    await served.ask('POST /api/simulation/step', { duration: '2h' })
    await served.until<Simulation>(
      'GET /api/simulation',
      ({ simulated_time: time }) => Date.parse(time) >= before + 2 * 3_600_000 - 360_000,
    )
    expect((await served.ask('POST /api/simulation/speed', { speed: 7200 })).body.speed).toBe(7200)
    expect((await served.ask('POST /api/simulation/resume')).body.status).toBe('running')
    const stopped = await served.ask('POST /api/simulation/stop')
    expect(stopped.body).toMatchObject({ status: 'stopped', error: null, achieved_speed: 0 })
  })

  test.each(REFUSED_SIMULATION)('%s %j is refused with %d: %s', (...request) => isRefused(request))
})

test('nothing is deleted while somebody else uses the tables', async () => {
  await using _ = await connectDatabase({ dataDir: served.data })
  await isRefused(['DELETE /api/generation/clear?confirm=data', undefined, 409, 'is in use by another process'])
  expect((await served.ask('GET /health')).status).toBe(200)
})

test('everything is deleted when that is confirmed, is gone from the feed, and can be made anew', async () => {
  await feedForgets(served.url, async () => {
    expect((await served.ask('DELETE /api/generation/clear?confirm=data')).status).toBe(200)
  })
  expect((await served.ask('GET /api/generation/status')).body).toMatchObject({ events: 0, fact_start_date: null })
  expect((await served.ask('GET /api/master/dim_stores')).body).toMatchObject({ row_count: 0 })
  expect((await served.ask('POST /api/generate/dimensions')).status).toBe(202)
  expect(await finished('dimensions')).toMatchObject({ status: 'completed' })
})
