import { z } from 'zod'
import type { Dashboard } from '../dashboard.ts'
import { Problem } from '../problem.ts'
import { readingRoutes, type Route, route } from '../route.ts'

const TAG = 'Dashboard'
const PATH = '/api/dashboard'
const rows = z.array(z.record(z.string(), z.unknown()))
const ID = z.coerce.number().int().min(1).max(1_000_000)

/** What the dashboard asks for. */
export function dashboardRoutes(dashboard: Dashboard): readonly Route[] {
  return [
    ...wholes(dashboard),
    hours(dashboard),
    course(dashboard),
    store(dashboard),
    ...parts(dashboard),
    marketing(dashboard),
  ]
}

function wholes(dashboard: Dashboard): readonly Route[] {
  return readingRoutes(TAG, [
    {
      path: `${PATH}/places`,
      summary: 'Stores and distribution centers, with where they are, and departments',
      schema: z.object({ stores: rows, dcs: rows, departments: z.array(z.string()).readonly() }),
      problems: [503],
      tell: () => dashboard.places(),
    },
    {
      path: `${PATH}/supply`,
      summary: 'Shipments that are under way, stock at the end of the last whole day, and how long unloading takes',
      schema: z.object({ shipments: rows, stock: rows, dwell: rows }),
      problems: [503],
      tell: () => dashboard.supply(),
    },
  ])
}

function hours(dashboard: Dashboard): Route {
  return route({
    method: 'get',
    path: `${PATH}/hours`,
    tag: TAG,
    summary: 'A business day hour by hour (UTC): sales, receipts, visits, orders; of the company or of a store',
    request: { query: z.strictObject({ date: z.iso.date(), store_id: ID.optional() }) },
    answer: { schema: z.object({ date: z.string(), hours: rows }) },
    problems: [503],
    handle: async ({ query: { date, store_id: id } }) => ({ date, hours: await dashboard.hours(date, id ?? null) }),
  })
}

function course(dashboard: Dashboard): Route {
  return route({
    method: 'get',
    path: `${PATH}/course`,
    tag: TAG,
    summary:
      'The key figures of the company on a business day, quarter of an hour by quarter of an hour (UTC), as far as they are known',
    request: { query: z.strictObject({ date: z.iso.date() }) },
    answer: { schema: z.object({ date: z.string(), course: rows }) },
    problems: [503],
    handle: async ({ query: { date } }) => ({ date, course: await dashboard.course(date) }),
  })
}

function store(dashboard: Dashboard): Route {
  return route({
    method: 'get',
    path: `${PATH}/stores/{store_id}`,
    tag: TAG,
    summary: 'A store now: people by zone, the last receipts, what runs out first',
    request: { params: z.strictObject({ store_id: ID }) },
    answer: { schema: z.object({ zones: rows, receipts: rows, shelves: rows }) },
    problems: [503],
    handle: ({ params }) => dashboard.store(params.store_id),
  })
}

const name = z.string().regex(/^[\w-]{1,60}$/, 'allowed: an id as the tables have it')
const stretch = z.object({ from: z.string(), to: z.string() })
const disruptionFigures = z.object({
  during: stretch,
  before: stretch.nullable().meta({ description: 'The same stretch a week before; null when history begins later' }),
  figures: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      unit: z.enum(['count', 'units', 'minutes']),
      during: z.number().nullable(),
      before: z.number().nullable(),
    }),
  ),
})

/** Single things of the supply chain. */
function parts(dashboard: Dashboard): readonly Route[] {
  return [
    route({
      method: 'get',
      path: `${PATH}/shipments/{shipment_id}`,
      tag: TAG,
      summary: 'A shipment: its steps so far, and what it carries',
      request: { params: z.strictObject({ shipment_id: name }) },
      answer: { schema: z.object({ steps: rows, load: rows }) },
      problems: [404, 503],
      async handle({ params: { shipment_id: id } }) {
        const shipment = await dashboard.shipment(id)
        if (shipment.steps.length === 0) throw new Problem(404, `there is no shipment ${id}`)
        return shipment
      },
    }),
    route({
      method: 'get',
      path: `${PATH}/disruptions/{disruption_id}`,
      tag: TAG,
      summary: 'What a disruption moves in its region, while it lasts and in the same stretch a week before',
      request: { params: z.strictObject({ disruption_id: name }) },
      answer: { schema: disruptionFigures },
      problems: [404, 503],
      async handle({ params: { disruption_id: id } }) {
        const figures = await dashboard.disruption(id)
        if (figures === undefined) throw new Problem(404, `there is no disruption ${id}`)
        return figures
      },
    }),
  ]
}

function marketing(dashboard: Dashboard): Route {
  return route({
    method: 'get',
    path: `${PATH}/marketing`,
    tag: TAG,
    summary: 'By channel: impressions, what they cost, visits and purchases because of them; and campaigns',
    request: { query: z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(7) }) },
    answer: { schema: z.object({ channels: rows, campaigns: rows }) },
    problems: [503],
    handle: ({ query: { days } }) => dashboard.marketing(days),
  })
}
