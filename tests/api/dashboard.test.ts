import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MapFrame, UpdateFrame } from '../../src/live/protocol.ts'
import { NO_BROWSER } from '../dashboard/browser.ts'
import { type Frame, isSnapshot, isUpdate, listen } from './listener.ts'
import { type Served, serveSmall } from './served.ts'

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

test('the tables are shown as the dashboard needs them', async () => {
  await served.ask('POST /api/simulation/stop')
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

test.each([
  ['GET /api/dashboard/hours', 422, 'query.date: got nothing'],
  ['GET /api/dashboard/hours?date=2024-13-01', 422, 'query.date: got "2024-13-01"'],
  ['GET /api/dashboard/stores/0', 422, 'params.store_id: got 0'],
  ['GET /api/dashboard/marketing?days=91', 422, 'query.days: got 91'],
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
