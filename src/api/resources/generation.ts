import { z } from 'zod'
import type { Engine, GenerationKind } from '../engine.ts'
import { Problem } from '../problem.ts'
import { Reply, type Route, route } from '../route.ts'
import type { Tables } from '../tables.ts'
import { statusRoute } from './generation-status.ts'

const TAG = 'Generation'
const date = z.iso.date().meta({ description: 'Business day, YYYY-MM-DD' })

const operationResult = z.object({
  success: z.boolean(),
  message: z.string(),
  operation_id: z.string(),
  started_at: z.string(),
})

const generationState = z.object({
  has_fact_data: z.boolean(),
  fact_start_date: z.string().nullable(),
  last_generated_date: z.string().nullable(),
  last_generated_timestamp: z.string().nullable(),
  events: z.int(),
  can_start_historical: z.boolean(),
  can_start_realtime: z.boolean(),
})

/** What generation needs. */
export interface GenerationParts {
  readonly engine: Engine
  readonly tables: Tables
  readonly now: () => number
  /** What must be typed to clear: the name of the data directory. */
  readonly confirmation: string
}

/** History: made, watched, cancelled, cleared. */
export function generationRoutes(parts: GenerationParts): readonly Route[] {
  return [
    start(parts, 'dimensions', { aliases: ['/api/generate/master', '/api/generators/master/start'], requests: 10 }),
    start(parts, 'fact', { aliases: ['/api/generate/historical', '/api/generators/historical/start'], requests: 5 }),
    statusRoute(parts, 'dimensions', '/api/generate/master/status'),
    statusRoute(parts, 'fact', '/api/generate/historical/status'),
    cancel(parts),
    state(parts),
    clear(parts),
  ]
}

interface StartOptions {
  readonly aliases: readonly string[]
  readonly requests: number
}

function start({ engine }: GenerationParts, kind: GenerationKind, { aliases, requests }: StartOptions): Route {
  const isFact = kind === 'fact'
  return route({
    method: 'post',
    path: `/api/generate/${kind}`,
    aliases,
    tag: TAG,
    summary: isFact
      ? 'Simulates history, from where it ends'
      : 'Makes the company, its dimension tables and opening stock',
    request: {
      body: isFact
        ? z
            .object({ start_date: date.optional(), end_date: date.optional() })
            .meta({ description: 'History goes on where it ends: `start_date` is where that is, or absent' })
        : z.object({}),
    },
    answer: { schema: operationResult, status: 202 },
    problems: [400, 409],
    limit: { requests, seconds: 300 },
    async handle({ body }) {
      const { start_date: from, end_date: end } = body as { start_date?: string; end_date?: string }
      if (from !== undefined) await checkStart(engine, from, end)
      const operation = await engine.generate(kind, { end })
      return new Reply(202, {
        success: true,
        message: operation.message,
        operation_id: operation.id,
        started_at: new Date(operation.startedAt).toISOString(),
      })
    },
  })
}

/** History has no holes: a range begins where it ends, or within it. */
async function checkStart(engine: Engine, from: string, end: string | undefined): Promise<void> {
  if (end !== undefined && end < from) throw new Problem(400, `end_date: got ${end}, allowed: ${from} or later`)
  const { from: first, to } = await engine.history()
  const next = to === null ? first : dayAfter(to)
  if (next !== null && from > next) {
    throw new Problem(400, `start_date: got ${from}, allowed: ${next} or before, because history has no holes`)
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

function cancel({ engine }: GenerationParts): Route {
  return route({
    method: 'delete',
    path: '/api/generate/cancel/{operation_id}',
    tag: TAG,
    summary: 'Ends an operation; what it has made is kept, and the next one goes on from there',
    request: { params: z.object({ operation_id: z.string().max(100) }) },
    answer: { schema: operationResult },
    problems: [404, 409],
    async handle({ params: { operation_id: id } }) {
      const known = (['dimensions', 'fact'] as const).some((kind) => engine.operation(kind)?.id === id)
      if (!known) throw new Problem(404, `there is no operation ${id}`)
      const operation = await engine.cancel(id)
      const started_at = new Date(operation.startedAt).toISOString()
      return { success: true, message: operation.message, operation_id: id, started_at }
    },
  })
}

function state({ engine }: GenerationParts): Route {
  return route({
    method: 'get',
    path: '/api/generation/status',
    aliases: ['/api/generators/state'],
    tag: TAG,
    summary: 'How far history goes, and what can be started',
    answer: { schema: generationState },
    async handle() {
      const { from, to, simulatedTo, events } = await engine.history()
      const isIdle = ['stopped', 'failed'].includes(engine.simulation().status)
      const isBusy = (['dimensions', 'fact'] as const).some((kind) => engine.operation(kind)?.status === 'running')
      return {
        has_fact_data: to !== null,
        fact_start_date: from,
        last_generated_date: to,
        last_generated_timestamp: simulatedTo,
        events,
        can_start_historical: isIdle && !isBusy,
        can_start_realtime: isIdle && !isBusy && events > 0,
      }
    },
  })
}

function clear({ engine, confirmation }: GenerationParts): Route {
  return route({
    method: 'delete',
    path: '/api/generation/clear',
    tag: TAG,
    summary: 'Deletes log, tables and snapshots for good',
    request: { query: z.object({ confirm: z.string().optional() }) },
    answer: { schema: z.object({ success: z.boolean(), message: z.string() }) },
    problems: [400, 409],
    limit: { requests: 2, seconds: 300 },
    async handle({ query: { confirm } }) {
      if (confirm !== confirmation) {
        throw new Problem(400, `confirm: got ${JSON.stringify(confirm ?? null)}, needed: ${confirmation}`)
      }
      await engine.clear()
      return { success: true, message: `cleared ${confirmation}` }
    },
  })
}
