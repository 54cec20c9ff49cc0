import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MapFrame, UpdateFrame } from '../../src/live/protocol.ts'
import { projections } from '../../projections/index.ts'
import { NO_BROWSER } from '../dashboard/browser.ts'
import { figuresOf, lagsIn } from './figures.ts'
import { type Frame, isSnapshot, isUpdate, listen } from './listener.ts'
import { type Served, serveSmall } from './served.ts'
import type { Digest, Story, Verification } from './bodies.ts'

interface Rows {
  readonly [name: string]: readonly Readonly<Record<string, unknown>>[]
}
interface Simulation {
  readonly status: string
  readonly speed: number
  readonly simulated_time: string | null
}

function hasSales(frame: Frame): frame is UpdateFrame {
  return isUpdate(frame) && (frame.figures?.sales_cents ?? 0) > 0
}

let served: Served
beforeAll(async () => {
  served = await serveSmall(['--history=2', '--live=3600'])
})
afterAll(() => served[Symbol.asyncDispose]())

test('a company that is begun with a history and a speed has both, and it is day', async () => {
  const { simulated_time: at } = await served.until<Simulation>(
    'GET /api/simulation',
    ({ status, speed }) => status === 'running' && speed === 3600,
  )
  const hour = new Date(at ?? '').getUTCHours()
  // Ten in the morning of any zone of the country, or some hours later.
  expect(hour).toBeGreaterThanOrEqual(14)
  expect((await served.ask('GET /api/generation/status')).body).toMatchObject({ fact_start_date: '2024-03-04' })
})

test('its figures, people and trucks come over the feed', async () => {
  using listener = listen(served.url)
  await listener.next(isSnapshot)
  listener.say({ subscribe: { map: true } })
  const frame = await listener.next(hasSales)
  expect(frame.figures?.business_date).toMatch(/^2024-03-0\d$/)
  expect(frame.figures?.visits).toBeGreaterThan(0)
  const map = await listener.next((each): each is never => (each as unknown as MapFrame).kind === 'map')
  expect((map as unknown as MapFrame).stores.length).toBeGreaterThan(0)
})

test('history that grows is not checked', async () => {
  expect((await served.ask('GET /api/verify')).body).toMatchObject({ status: 'pending', operation_id: null, laws: [] })
  const { status, body } = await served.ask('POST /api/verify')
  expect([status, body.detail]).toEqual([409, 'the simulation is running: pause or stop it first'])
  expect((await served.ask('POST /api/digest')).status).toBe(409)
  expect((await served.ask('DELETE /api/verify')).body.detail).toBe('no verify is running')
})

test('how long its slices take is told, and how far each reader of the log is behind', async () => {
  const figures = await figuresOf(served)
  const count = figures.get('tillstream_slice_seconds_count') ?? 0
  expect(count).toBeGreaterThan(0)
  expect(figures.get('tillstream_slice_seconds_bucket{le="+Inf"}')).toBe(count)
  expect(figures.get('tillstream_slice_seconds_sum')).toBeGreaterThan(0)
  const readers = [...projections.map(({ table }) => `projection:${table}`), 'live_feed'].toSorted()
  for (const unit of ['events', 'simulated_seconds'] as const) {
    expect([...lagsIn(figures, unit).keys()].toSorted()).toEqual(readers)
  }
})

test('no reader is behind when the simulation has ended', async () => {
  await served.ask('POST /api/simulation/stop')
  await expect
    .poll(async () => {
      const figures = await figuresOf(served)
      return new Set([...lagsIn(figures, 'events').values(), ...lagsIn(figures, 'simulated_seconds').values()])
    })
    .toEqual(new Set([0]))
})

test('its events are counted by type, as many as the log has of them', async () => {
  const { body } = await served.ask<{ readonly events: number }>('GET /api/simulation')
  const counts = [...(await figuresOf(served))].filter(([name]) => name.startsWith('tillstream_events_by_type_total{'))
  expect(counts.length).toBeGreaterThan(10)
  expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(body.events)
})

test('the tables are shown as the dashboard needs them', async () => {
  const { body: places } = await served.ask<Rows>('GET /api/dashboard/places')
  expect([places['stores']?.length, places['dcs']?.length]).toEqual([3, 2])
  const { body: day } = await served.ask<Rows>('GET /api/dashboard/hours?date=2024-03-05')
  const sum = (rows: Rows[string] | undefined, name: string) =>
    (rows ?? []).reduce((total, row) => total + Number(row[name]), 0)
  const { body: told } = await served.ask<Rows>('POST /api/query', {
    sql: `SELECT sum(total_cents) AS sales, count(*) AS receipts FROM fact_receipts WHERE event_date = '2024-03-05'`,
  })
  expect([sum(day['hours'], 'sales_cents'), sum(day['hours'], 'receipts')]).toEqual([
    told['rows']?.[0]?.['sales'],
    told['rows']?.[0]?.['receipts'],
  ])
  const { body: course } = await served.ask<Rows>('GET /api/dashboard/course?date=2024-03-05')
  expect(course['course']?.at(-1)).toMatchObject({
    sales_cents: told['rows']?.[0]?.['sales'],
    receipts: told['rows']?.[0]?.['receipts'],
    visits: sum(day['hours'], 'visits'),
    people: 0,
  })
  const hoursOf = async (store: number) =>
    sum(
      (await served.ask<Rows>(`GET /api/dashboard/hours?date=2024-03-05&store_id=${store}`)).body['hours'],
      'receipts',
    )
  expect((await hoursOf(1)) + (await hoursOf(2)) + (await hoursOf(3))).toBe(sum(day['hours'], 'receipts'))
  const { body: store } = await served.ask<Rows>('GET /api/dashboard/stores/1')
  expect(store['receipts']?.length).toBeGreaterThan(0)
  expect(store['shelves']?.[0]).toMatchObject({
    product_id: expect.any(Number) as number,
    balance: expect.any(Number) as number,
  })
  expect((await served.ask<Rows>('GET /api/dashboard/supply')).body['shipments']?.length).toBeGreaterThan(0)
  const { body: marketing } = await served.ask<Rows>('GET /api/dashboard/marketing')
  expect(marketing['channels']?.length).toBeGreaterThan(0)
  expect(marketing['campaigns']?.length).toBeGreaterThan(0)
})

test('a shipment is told with its steps, its load, its causes and what came of it', async () => {
  const { body: supply } = await served.ask<Rows>('GET /api/dashboard/supply')
  const done = supply['shipments']?.find(({ status, store_id: store }) => status === 'COMPLETED' && store !== null)
  const id = String(done?.['shipment_id'])
  const { body: shipment } = await served.ask<Rows>(`GET /api/dashboard/shipments/${id}`)
  const steps = shipment['steps']?.map(({ status }) => status)
  expect([steps?.[0], steps?.at(-1)]).toEqual(['SCHEDULED', 'COMPLETED'])
  for (const { loaded, unloaded, lost } of shipment['load'] ?? []) expect(loaded).toBe(Number(unloaded) + Number(lost))

  const { body: story } = await served.ask<Story>(`GET /api/stories/${id}`)
  const asked = story.nodes.find(({ relation }) => relation === 'asked')
  expect([asked?.id, asked?.type, story.payload['shipment_id']]).toEqual([story.asked, 'shipment_scheduled', id])
  expect(story.nodes.filter(({ relation }) => relation === 'reason').map(({ type }) => type)).toContain(
    'reorder_triggered',
  )
  expect(story.nodes.filter(({ relation }) => relation === 'effect').map(({ type }) => type)).toContain(
    'shipment_completed',
  )
  const { body: brief } = await served.ask<Story>(`GET /api/stories/${story.asked}?depth=0`)
  expect(brief.nodes.some(({ relation }) => relation === 'effect')).toBe(false)
})

test('the laws become a checklist, and can be left in the middle', async () => {
  expect((await served.ask('POST /api/verify')).status).toBe(202)
  expect((await served.ask('POST /api/digest')).body.detail).toBe('history is being checked already')
  expect((await served.ask('DELETE /api/generation/clear?confirm=data')).body.detail).toBe(
    'history is being checked: wait, or end that first',
  )
  expect((await served.ask('POST /api/simulation/start', { speed: 1 })).status).toBe(409)
  const known = await served.until<Verification>('GET /api/verify', ({ laws_done: done }) => done > 0)
  expect(known.status).toBe('running')
  expect(known.laws.map(({ status }) => status)).toContain('waiting')
  expect((await served.ask('DELETE /api/verify')).status).toBe(200)
  expect((await served.ask<Verification>('GET /api/verify')).body).toMatchObject({ status: 'cancelled' })
})

test('history has a digest', async () => {
  const { body: state } = await served.ask('GET /api/generation/status')
  await served.ask('POST /api/digest')
  const digest = await served.until<Digest>('GET /api/digest', ({ status }) => status !== 'running')
  expect(digest).toMatchObject({ status: 'completed', log: { rows: state['events'] }, events: state['events'] })
  expect(digest.all).toMatch(/^[0-9a-f]{64}$/)
  expect(Object.keys(digest.tables)).toContain('fact_receipts')
})

test.each([
  ['GET /api/dashboard/hours', 422, 'query.date: got nothing'],
  ['GET /api/dashboard/hours?date=2024-13-01', 422, 'query.date: got "2024-13-01"'],
  ['GET /api/dashboard/course', 422, 'query.date: got nothing'],
  ['GET /api/dashboard/course?date=today', 422, 'query.date: got "today"'],
  ['GET /api/dashboard/course?date=2024-03-05&store_id=1', 422, 'store_id'],
  ['GET /api/dashboard/stores/0', 422, 'params.store_id: got 0'],
  ['GET /api/dashboard/marketing?days=91', 422, 'query.days: got 91'],
  ['GET /api/dashboard/shipments/a%00b', 422, 'params.shipment_id: got'],
  ['GET /api/dashboard/shipments/D9S9-20240301-1', 404, 'there is no shipment D9S9-20240301-1'],
  ['GET /api/dashboard/disruptions/X9-20240301-1', 404, 'there is no disruption X9-20240301-1'],
  ['GET /api/stories/everything', 422, 'params.id: got "everything": allowed: a trace_id (UUID of version 7)'],
  ['GET /api/stories/R1-20240304-1?depth=101', 422, 'query.depth: got 101'],
  ['GET /api/stories/R1-20230304-1', 404, 'R1-20230304-1 is not in the log'],
])('%s is refused with %i: %s', async (request, status, detail) => {
  const { status: got, body } = await served.ask(request)
  expect([got, body.detail]).toEqual([status, expect.stringContaining(detail)])
})

test.skipIf(NO_BROWSER === 'npm run build:dashboard was not run')(
  'its pages come with a policy that loads nothing from elsewhere',
  async () => {
    const page = await served.ask<string>('GET /')
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    const [, script = ''] = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.body) ?? []
    const asset = await served.ask<string>(`GET ${script}`)
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect((await served.ask('GET /assets/..%2f..%2fpackage.json')).status).toBe(404)
  },
)
