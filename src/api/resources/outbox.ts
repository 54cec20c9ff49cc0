import { z } from 'zod'
import { Reply, type Route, route } from '../route.ts'
import type { Streaming } from '../streaming.ts'
import { operationResult, resultOf } from './stream-bodies.ts'

const TAG = 'Outbox'
const PATH = '/api/stream/outbox'

const outbox = z.object({
  sink: z.string().nullable(),
  pending: z.int().meta({ description: 'Events of the log behind the place of the publisher' }),
  processing: z.int().meta({ description: 'Events that wait for their confirmation' }),
  sent: z.int().meta({ description: 'Events of the log before that place' }),
  oldest_pending_ts: z.string().nullable().meta({ description: 'Simulated instant' }),
  latest_sent_ts: z.string().nullable().meta({ description: 'Simulated instant' }),
})

/** What was recorded and not sent yet: the log behind the place of the publisher. */
export function outboxRoutes(streaming: Streaming): readonly Route[] {
  return [status(streaming), drain(streaming), clear(streaming)]
}

function status(streaming: Streaming): Route {
  return route({
    method: 'get',
    path: `${PATH}/status`,
    tag: TAG,
    summary: 'How much was recorded and not sent yet',
    answer: { schema: outbox },
    problems: [503],
    async handle() {
      const { sink, pending, sent, oldestPending, latestSent } = await streaming.outbox()
      const { waiting } = streaming.state()
      const instants = { oldest_pending_ts: oldestPending, latest_sent_ts: latestSent }
      return { sink, pending, processing: Math.min(waiting, pending), sent, ...instants }
    },
  })
}

function drain(streaming: Streaming): Route {
  return route({
    method: 'post',
    path: `${PATH}/drain`,
    tag: TAG,
    summary: 'Sends everything that was recorded; when that is nothing, simulates a day and sends it',
    answer: { schema: operationResult, status: 202 },
    problems: [400, 409],
    async handle() {
      return new Reply(202, resultOf(await streaming.drain(), 'everything to the end of the log is sent'))
    },
  })
}

function clear(streaming: Streaming): Route {
  return route({
    method: 'delete',
    path: `${PATH}/clear`,
    tag: TAG,
    summary: 'Never sends what was recorded and not sent yet; the log keeps it',
    answer: { schema: z.object({ success: z.boolean(), message: z.string(), skipped: z.int() }) },
    problems: [400, 409],
    async handle() {
      const skipped = await streaming.skip()
      return { success: true, message: `${skipped} events will not be sent`, skipped }
    },
  })
}
