import { z } from 'zod'
import type { Engine, GenerationKind, Operation } from '../engine.ts'
import { Problem } from '../problem.ts'
import { type Route, route } from '../route.ts'
import type { Tables } from '../tables.ts'

const generationStatus = z.object({
  operation_id: z.string().nullable(),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  progress: z.number().meta({ description: 'From 0 to 1' }),
  message: z.string(),
  tables_completed: z.array(z.string()),
  tables_in_progress: z.array(z.string()),
  tables_remaining: z.array(z.string()),
  table_counts: z.record(z.string(), z.int()).meta({ description: 'Rows written, by table' }),
  events: z.int(),
  simulated_to: z.string().nullable(),
  progress_rate: z.number().nullable().meta({ description: 'Progress per second' }),
  estimated_seconds_remaining: z.number().nullable(),
  last_update_timestamp: z.string().nullable(),
  sequence: z.int(),
  error_message: z.string().nullable(),
})

interface StatusParts {
  readonly engine: Engine
  readonly tables: Tables
}

/** The endpoint that tells how far the last operation of a kind is. */
export function statusRoute({ engine, tables }: StatusParts, kind: GenerationKind, alias: string): Route {
  return route({
    method: 'get',
    path: `/api/generate/${kind}/status`,
    aliases: [alias],
    tag: 'Generation',
    summary: 'How far the last one is',
    request: { query: z.object({ operation_id: z.string().optional() }) },
    answer: { schema: generationStatus },
    problems: [404],
    async handle({ query }) {
      const operation = engine.operation(kind)
      if (query.operation_id !== undefined && query.operation_id !== operation?.id) {
        throw new Problem(404, `there is no operation ${query.operation_id}; only the last of a kind is known`)
      }
      const names = await tables.names(kind === 'fact' ? 'facts' : 'master')
      return statusOf(operation, names)
    },
  })
}

function statusOf(operation: Operation | undefined, names: readonly string[]): z.output<typeof generationStatus> {
  if (operation === undefined) return { ...NOTHING, tables_remaining: [...names] }
  const { id, status: how, progress, message, tables: counts, events, at, startedAt, updatedAt, sequence } = operation
  const seconds = (updatedAt - startedAt) / 1000
  const rate = how === 'running' && seconds > 0 && progress > 0 ? progress / seconds : null
  const begun = names.filter((name) => counts[name] !== undefined)
  const isDone = how === 'completed'
  return {
    operation_id: id,
    status: how,
    progress,
    message,
    tables_completed: isDone ? [...names] : [],
    tables_in_progress: isDone ? [] : begun,
    tables_remaining: isDone ? [] : names.filter((name) => !begun.includes(name)),
    table_counts: { ...counts },
    events,
    simulated_to: at === null ? null : new Date(at).toISOString(),
    progress_rate: rate,
    estimated_seconds_remaining: rate === null ? null : Math.round((1 - progress) / rate),
    last_update_timestamp: new Date(updatedAt).toISOString(),
    sequence,
    error_message: operation.error,
  }
}

const NOTHING: z.output<typeof generationStatus> = {
  operation_id: null,
  status: 'pending',
  progress: 0,
  message: 'nothing was asked for yet',
  tables_completed: [],
  tables_in_progress: [],
  tables_remaining: [],
  table_counts: {},
  events: 0,
  simulated_to: null,
  progress_rate: null,
  estimated_seconds_remaining: null,
  last_update_timestamp: null,
  sequence: 0,
  error_message: null,
}
