import { z } from 'zod'
import { requestSchema } from '../../config/scenario/request.ts'
import type { Engine, TakenRequest } from '../engine.ts'
import { IDEMPOTENCY_KEY, repeatable } from '../idempotency-key.ts'
import { Reply, type Route, route } from '../route.ts'
import type { Tables } from '../tables.ts'

const TAG = 'Commands'
const taken = z.object({
  command_id: z.string(),
  effective_at: z.string().meta({ description: 'Simulated instant from which it holds' }),
  ends_at: z.string().nullable().meta({ description: 'Until when; null for good' }),
  disruption_ids: z.array(z.string()).meta({ description: 'The disruptions that it starts' }),
})

const listed = z.object({
  commands: z.array(z.record(z.string(), z.unknown())),
  count: z.int(),
})

/** What somebody asks of the company while it runs. */
export function commandRoutes(engine: Engine, tables: Tables): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/api/commands',
      tag: TAG,
      summary: 'Asks something of the company that runs: a disruption, a promotion, prices, demand',
      request: { body: requestSchema, headers: repeatable },
      answer: { schema: taken, status: 202 },
      problems: [409, 504],
      limit: { requests: 120, seconds: 60 },
      handle: async ({ body, headers }) =>
        new Reply(202, takenBody(await engine.request(body, headers[IDEMPOTENCY_KEY]))),
    }),
    route({
      method: 'get',
      path: '/api/commands',
      tag: TAG,
      summary: 'What took effect, the newest first',
      request: { query: z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(100) }) },
      answer: { schema: listed },
      problems: [503],
      async handle({ query: { limit } }) {
        const { rows } = await tables.preview('fact_commands', { limit, offset: 0, newestFirst: true })
        const commands = rows.map((row) =>
          Object.assign(row, { details: JSON.parse(String(row['details'])) as unknown }),
        )
        return { commands, count: commands.length }
      },
    }),
  ]
}

function takenBody({ commandId, effectiveAt, endsAt, disruptionIds }: TakenRequest): z.output<typeof taken> {
  return { command_id: commandId, effective_at: effectiveAt, ends_at: endsAt, disruption_ids: [...disruptionIds] }
}
