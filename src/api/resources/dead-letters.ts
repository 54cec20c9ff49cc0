import { z } from 'zod'
import type { DeadLetters, KeptLetter } from '../dead-letters.ts'
import { type Route, route } from '../route.ts'

const TAG = 'Dead letters'
const PATH = '/api/stream/dlq'

const summary = z.object({
  size: z.int(),
  by_category: z.record(z.string(), z.int()),
  by_severity: z.record(z.string(), z.int()),
  by_event_type: z.record(z.string(), z.int()),
  by_sink: z.record(z.string(), z.int()),
  oldest_entry: z.string().nullable(),
  newest_entry: z.string().nullable(),
  max_size: z.null().meta({ description: 'There is no limit' }),
})

const letter = z.object({
  sink: z.string(),
  event_id: z.string(),
  event_type: z.string(),
  partition_key: z.string(),
  reason: z.string(),
  category: z.literal('rejected'),
  severity: z.literal('permanent'),
  attempts: z.int(),
  first_failed_at: z.string(),
  last_failed_at: z.string(),
  envelope: z.unknown(),
})

const retried = z.object({
  total_attempted: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  still_in_dlq: z.int(),
})

/** Events of the log that a sink never took: all were rejected for good, because whatever may succeed later is tried until it does. */
export function deadLetterRoutes(letters: DeadLetters): readonly Route[] {
  return [summarize(letters), list(letters), retry(letters)]
}

function summarize(letters: DeadLetters): Route {
  return route({
    method: 'get',
    path: `${PATH}/summary`,
    tag: TAG,
    summary: 'How many events of this log sinks never took, and which',
    answer: { schema: summary },
    problems: [503],
    async handle() {
      const { size, byType, bySink, oldest, newest } = await letters.summary()
      return {
        size,
        by_category: size === 0 ? {} : { rejected: size },
        by_severity: size === 0 ? {} : { permanent: size },
        by_event_type: byType,
        by_sink: bySink,
        oldest_entry: oldest,
        newest_entry: newest,
        max_size: null,
      }
    },
  })
}

function list(letters: DeadLetters): Route {
  const limit = z.coerce.number().int().min(1).max(1000).default(100)
  return route({
    method: 'get',
    path: `${PATH}/events`,
    tag: TAG,
    summary: 'Events of this log that sinks never took, with the reason, the newest first',
    request: { query: z.strictObject({ limit, category: z.enum(['rejected']).optional() }) },
    answer: { schema: z.object({ events: z.array(letter), total: z.int() }) },
    problems: [503],
    async handle({ query }) {
      const [kept, { size }] = await Promise.all([letters.list(query.limit), letters.summary()])
      return { events: kept.map((each) => letterBody(each)), total: size }
    },
  })
}

function letterBody({ sink, reason, attempts, envelope, ...kept }: KeptLetter): z.output<typeof letter> {
  return {
    sink,
    event_id: kept.eventId,
    event_type: kept.eventType,
    partition_key: kept.partitionKey,
    reason,
    category: 'rejected',
    severity: 'permanent',
    attempts,
    first_failed_at: kept.firstFailedAt,
    last_failed_at: kept.lastFailedAt,
    envelope,
  }
}

function retry(letters: DeadLetters): Route {
  return route({
    method: 'post',
    path: `${PATH}/retry`,
    tag: TAG,
    summary: 'Sends those of the configured sink again; those that are taken leave',
    request: {
      body: z.union([z.strictObject({}), z.int().min(1).max(100)]).meta({
        description:
          'Nothing; clients of older versions send a number of attempts, of which realtime.retry_attempts decides',
      }),
    },
    answer: { schema: retried },
    problems: [400, 409],
    limit: { requests: 10, seconds: 60 },
    async handle() {
      const { sent, left } = await letters.retry()
      return { total_attempted: sent + left, succeeded: sent, failed: left, still_in_dlq: left }
    },
  })
}
