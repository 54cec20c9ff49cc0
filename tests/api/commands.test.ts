import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { figuresOf } from './figures.ts'
import { REFUSED_COMMANDS, type RefusedRequest } from './refused-requests.ts'
import { type Served, serveSmall } from './served.ts'
import type { Created, Listed, Moved } from './bodies.ts'

interface OpenApi {
  readonly paths: Readonly<Record<string, { readonly post?: { readonly parameters: readonly object[] } }>>
}
interface Commands {
  readonly count: number
  readonly commands: readonly Readonly<Record<string, unknown>>[]
}

const OUTAGE = { disruption_type: 'dc_outage', target_id: 1, duration_minutes: 30 * 24 * 60 }

let served: Served
beforeAll(async () => {
  // What goes wrong by chance would be among what the test has asked for.
  served = await serveSmall(['--set=disruptions.daily_chance=0'])
  await served.ask('POST /api/generate/fact', { end_date: '2024-03-04' })
  await served.until<{ status: string }>('GET /api/generate/fact/status', ({ status }) => status === 'completed')
})
afterAll(() => served[Symbol.asyncDispose]())

const REFUSED_AT_REST: readonly RefusedRequest[] = [
  ['POST /api/commands', { kind: 'demand_factor', where: 'all', factor: 2 }, 409, 'the simulation is stopped'],
  ['POST /api/disruption/create', OUTAGE, 409, 'the simulation is stopped'],
  ['DELETE /api/disruption/X1-20240304-7', undefined, 404, 'there is no disruption X1-20240304-7 that goes on'],
]

async function isRefused([request, sent, status, detail]: RefusedRequest): Promise<void> {
  const { status: got, body } = await served.ask(request, sent)
  expect([got, body.detail]).toEqual([status, expect.stringContaining(detail)])
}

function under(key: string): object {
  return { 'idempotency-key': key }
}

/** The process that simulates. */
function writer(): number {
  return (JSON.parse(readFileSync(join(served.data, 'writer.json'), 'utf8')) as { readonly pid: number }).pid
}

/** 7 of `api-7`. */
function numberOf(answer: object): number {
  return Number((answer as Pick<Created, 'command_id'>).command_id.replace('api-', ''))
}

async function slicesTold(): Promise<number> {
  return (await figuresOf(served)).get('tillstream_slice_seconds_count') ?? 0
}

describe('while nothing runs', () => {
  test.each(REFUSED_AT_REST)('%s %j is refused with %i: %s', async (...request) => await isRefused(request))

  test('nothing goes wrong, and nothing was asked', async () => {
    expect((await served.ask('GET /api/disruption/list')).body).toMatchObject({ count: 0, disruptions: [] })
    expect((await served.ask('GET /api/commands')).body).toEqual({ count: 0, commands: [] })
  })

  test.each(['/api/commands', '/api/disruption/create'])('that %s takes a key is described', async (path) => {
    const { body } = await served.ask<OpenApi>('GET /openapi.json')
    expect(body.paths[path]?.post?.parameters).toMatchObject([
      { name: 'Idempotency-Key', in: 'header', required: false, schema: { pattern: '^[!-~]{1,100}$' } },
    ])
    expect((await served.ask<string>('GET /docs')).body).toContain('<code>Idempotency-Key</code>')
  })
})

describe('while the simulation runs', () => {
  beforeAll(async () => {
    // So fast that its clock has gone on by minutes when it is heard of.
    await served.ask('POST /api/simulation/start', { speed: 20_000 })
    await served.until<{ status: string }>('GET /api/simulation', ({ status }) => status === 'running')
  })

  test('a disruption is created, listed and ended', async () => {
    const { status, body: created } = await served.ask<Created>('POST /api/disruption/create', OUTAGE)
    expect([status, created]).toMatchObject([202, { success: true, command_id: 'api-1' }])
    expect(Date.parse(created.active_until) - Date.parse(created.active_from)).toBe(30 * 24 * 3_600_000)
    const { disruptions } = await served.until<Listed>('GET /api/disruption/list', ({ count }) => count > 0)
    expect(disruptions).toMatchObject([
      {
        disruption_id: created.disruption_id,
        type: 'dc_outage',
        dc_id: 1,
        target_id: 1,
        severity: 0.5,
        cause: 'command',
        active_until: created.active_until,
        status: 'active',
      },
    ])
    const left = Number(disruptions[0]?.['time_remaining_minutes'])
    expect(left).toBeGreaterThan(29 * 24 * 60)
    expect(left).toBeLessThanOrEqual(30 * 24 * 60)
    const { body: moved } = await served.ask<Moved>(`GET /api/dashboard/disruptions/${created.disruption_id}`)
    expect(moved.figures.map(({ name }) => name)).toEqual(['loaded', 'delayed', 'stockouts'])
    // History begins less than a week before.
    expect([moved.during.from, moved.before]).toEqual([disruptions[0]?.['created_at'], null])
    const ended = await served.ask(`DELETE /api/disruption/${created.disruption_id}`)
    expect([ended.status, ended.body]).toMatchObject([202, { success: true, message: '1 disruption ends' }])
    await served.until<Listed>('GET /api/disruption/list', ({ count }) => count === 0)
  })

  test('one that strikes several regions is several, and all are ended at once', async () => {
    const { body } = await served.ask<Created>('POST /api/disruption/create', {
      ...OUTAGE,
      disruption_type: 'supplier_delay',
      severity: 1,
      product_ids: null,
    })
    expect(body.disruption_ids).toHaveLength(2)
    await served.until<Listed>('GET /api/disruption/list', ({ count }) => count === 2)
    const { body: ended } = await served.ask('POST /api/disruption/clear-all')
    expect(ended).toMatchObject({ message: '2 disruptions end' })
    await served.until<Listed>('GET /api/disruption/list', ({ count }) => count === 0)
  })

  test('prices, promotions and demand are asked for, and told when they hold', async () => {
    const wishes = [
      { kind: 'price_change', department: 'Grocery', factor: 0.9, for: '2h' },
      { kind: 'promotion', code: 'SAVE10', for: '1d' },
      { kind: 'demand_factor', where: { store: 1 }, factor: 2 },
    ]
    for (const wish of wishes) {
      const { status, body } = await served.ask('POST /api/commands', wish)
      expect([status, body]).toMatchObject([202, { command_id: expect.stringMatching(/^api-\d+$/) as string }])
    }
    const { commands } = await served.until<Commands>('GET /api/commands', ({ commands: told }) =>
      wishes.every(({ kind }) => told.some((command) => command['kind'] === kind)),
    )
    expect(commands.find(({ kind }) => kind === 'demand_factor')).toMatchObject({
      origin: 'api',
      ends_at: null,
      details: { where: { store: 1 }, factor: 2 },
    })
    expect((await served.ask<Commands>('GET /api/commands?limit=1')).body.count).toBe(1)
  })

  test.each(REFUSED_COMMANDS)('%s %j is refused with %i: %s', async (...request) => await isRefused(request))

  test('fields that are wrong are named, each', async () => {
    const { body } = await served.ask('POST /api/commands', { kind: 'demand_factor', where: { store: 9 }, factor: 2 })
    expect(body).toMatchObject({
      error: 'VALIDATION_ERROR',
      field_errors: [{ field: 'body.where.store', message: 'got 9, allowed: 1 to 3, the stores' }],
    })
  })

  describe('a request under a key', () => {
    const wish = { kind: 'price_change', department: 'Grocery', factor: 0.95, for: '2h' }

    test('that is asked again is not done again, and answered as before', async () => {
      const first = await served.ask('POST /api/commands', wish, under('order-7'))
      const again = await served.ask('POST /api/commands', wish, under('order-7'))
      expect([again.status, again.body]).toEqual([202, first.body])
      const created = await served.ask<Created>('POST /api/disruption/create', OUTAGE, under('order-8'))
      expect(await served.ask('POST /api/disruption/create', OUTAGE, under('order-8'))).toMatchObject({
        status: 202,
        body: created.body,
      })
      const { body: next } = await served.ask('POST /api/commands', wish)
      expect([created.body, next].map((body) => numberOf(body) - numberOf(first.body))).toEqual([1, 2])
    })

    test('is refused under the key of another one, and under what is no key', async () => {
      await served.ask('POST /api/commands', wish, under('order-7'))
      const { status, body } = await served.ask('POST /api/commands', { ...wish, factor: 0.9 }, under('order-7'))
      expect([status, body]).toMatchObject([
        422,
        {
          detail: expect.stringMatching(/^the key "order-7" names another request, which became api-\d+$/) as string,
          field_errors: [{ field: 'headers.Idempotency-Key' }],
        },
      ])
      for (const key of ['', 'two words', 'd\u00e9j\u00e0', 'x'.repeat(101)]) {
        const refused = await served.ask('POST /api/commands', wish, under(key))
        expect([refused.status, refused.body.detail]).toEqual([
          422,
          expect.stringMatching(/^headers\.Idempotency-Key: got ".*: allowed: 1 to 100 visible ASCII characters/),
        ])
      }
    })

    test('whose answer nobody heard is done once', async () => {
      const { body: before } = await served.ask('POST /api/commands', wish)
      process.kill(writer(), 'SIGSTOP')
      const unheard = fetch(`${served.url}/api/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...under('order-9') },
        body: JSON.stringify(wish),
        signal: AbortSignal.timeout(300),
      })
      await expect(unheard).rejects.toThrow('timeout')
      process.kill(writer(), 'SIGCONT')
      const { body: heard } = await served.ask('POST /api/commands', wish, under('order-9'))
      const { body: after } = await served.ask('POST /api/commands', wish)
      expect([heard, after].map((body) => numberOf(body) - numberOf(before))).toEqual([1, 2])
    })

    test('is known to the next simulation when the one that took it was killed', async () => {
      const first = await served.ask('POST /api/commands', wish, under('order-10'))
      const slices = await slicesTold()
      process.kill(writer(), 'SIGKILL')
      await served.until<{ status: string }>('GET /api/simulation', ({ status }) => status === 'failed')
      await served.ask('POST /api/simulation/start', { speed: 3600 })
      await served.until<{ status: string }>('GET /api/simulation', ({ status }) => status === 'running')
      expect((await served.ask('POST /api/commands', wish, under('order-10'))).body).toEqual(first.body)
      expect((await served.ask('POST /api/commands', { ...wish, factor: 2 }, under('order-10'))).status).toBe(422)
      // What is counted for Prometheus goes on, too.
      expect(slices).toBeGreaterThan(0)
      expect(await slicesTold()).toBeGreaterThanOrEqual(slices)
    })
  })
})
