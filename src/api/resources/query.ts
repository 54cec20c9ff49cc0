import { z } from 'zod'
import { type Route, route } from '../route.ts'
import type { Tables } from '../tables.ts'

const queryAnswer = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.record(z.string(), z.unknown())),
  row_count: z.int(),
  truncated: z.boolean().meta({ description: 'Whether there were more rows than the limit' }),
  milliseconds: z.number(),
})

const MOST_ROWS = 10_000
const LONGEST_MS = 30_000

/** One statement that reads. */
export function queryRoute(tables: Tables): Route {
  return route({
    method: 'post',
    path: '/api/query',
    tag: 'Data',
    summary: 'Answers one SQL statement under a role that can only read',
    request: {
      body: z.strictObject({
        sql: z.string().min(1).max(100_000).meta({ description: 'One statement' }),
        max_rows: z.int().min(1).max(MOST_ROWS).default(1000),
        timeout_ms: z.int().min(1).max(LONGEST_MS).default(10_000),
      }),
    },
    answer: { schema: queryAnswer },
    problems: [503, 504],
    limit: { requests: 60, seconds: 60 },
    async handle({ body, signal }) {
      const began = performance.now()
      const limits = { rows: body.max_rows, ms: body.timeout_ms }
      const answer = await tables.query(body.sql, limits, signal)
      return {
        columns: [...answer.columns],
        rows: [...answer.rows],
        row_count: answer.rows.length,
        truncated: answer.truncated,
        milliseconds: Math.round(performance.now() - began),
      }
    },
  })
}
