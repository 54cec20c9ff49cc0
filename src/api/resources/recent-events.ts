import { z } from 'zod'
import { type Route, route } from '../route.ts'
import type { StreamingParts } from './streaming.ts'

const MOST = 100

const recent = z.object({
  events: z.array(
    z.object({
      timestamp: z.unknown().meta({ description: 'Simulated instant' }),
      event_type: z.unknown(),
      trace_id: z.unknown(),
      payload: z.unknown(),
    }),
  ),
  count: z.int(),
  timestamp: z.string(),
})

/** The last events that the sink has confirmed. */
export function recentRoute({ streaming, now }: StreamingParts): Route {
  return route({
    method: 'get',
    path: '/api/stream/events/recent',
    tag: 'Streaming',
    summary: 'The last events that the sink has confirmed, the newest first; none while nothing is sent',
    request: { query: z.strictObject({ limit: z.coerce.number().int().min(1).max(MOST).default(MOST) }) },
    answer: { schema: recent },
    async handle({ query: { limit } }) {
      const envelopes = await streaming.recent(limit)
      const events = envelopes.map(({ ingest_timestamp: timestamp, event_type, trace_id, payload }) => ({
        timestamp,
        event_type,
        trace_id,
        payload,
      }))
      return { events, count: events.length, timestamp: new Date(now()).toISOString() }
    },
  })
}
