import { z } from 'zod'
import { Problem } from '../problem.ts'
import { type Route, route } from '../route.ts'
import { LEAVABLE, RELATIONS, type Stories } from '../stories.ts'

const story = z.object({
  asked: z.string().meta({ description: 'trace_id of the event that was asked about' }),
  payload: z.record(z.string(), z.unknown()).meta({ description: 'What that event itself says' }),
  nodes: z
    .array(
      z.object({
        id: z.string().meta({ description: 'trace_id' }),
        parent: z.string().nullable().meta({ description: 'The node that it is told below; null for one at the top' }),
        relation: z.enum(RELATIONS),
        depth: z.int().meta({ description: 'How far it is indented' }),
        type: z.string(),
        stream: z.string(),
        revision: z.int(),
        occurred_at: z.string().meta({ description: 'Simulated time' }),
        business_date: z.string(),
        summary: z.string(),
      }),
    )
    .meta({ description: 'In the order of the tree, reasons of another story first' }),
  left_out: z.array(z.object({ at: z.string(), what: z.enum(LEAVABLE), count: z.int() })),
})

/** Why something happened, and what came of it. */
export function storyRoutes(stories: Stories): readonly Route[] {
  const name = z.string().refine((text) => stories.isName(text), { error: `allowed: ${stories.forms}` })
  return [
    route({
      method: 'get',
      path: '/api/stories/{id}',
      tag: 'Stories',
      summary: 'The causes of an event back to their root and reasons, and what came of it',
      request: {
        params: z.strictObject({ id: name }),
        query: z.strictObject({ depth: z.coerce.number().int().min(0).max(100).default(12) }),
      },
      answer: { schema: story },
      problems: [400, 404, 504],
      limit: { requests: 120, seconds: 60 },
      async handle({ params: { id }, query: { depth }, signal }) {
        const told = await stories.tell({ name: id, depth, signal })
        if (told === undefined) throw new Problem(404, `${id} is not in the log`)
        return told
      },
    }),
  ]
}
