import { z } from 'zod'
import { EngineRefused } from '../engine.ts'
import { readingRoutes, type Route, route } from '../route.ts'
import type { Streaming } from '../streaming.ts'
import { changeResult, type ConfigAccess, type ConfigTree } from './config.ts'

/** What the sink's routes need. */
export interface SinkParts {
  readonly streaming: Streaming
  readonly config: ConfigAccess
  readonly now: () => number
}

const TAG = 'Streaming'
const PATH = '/api/stream'
const anything = z.record(z.string(), z.unknown())

/** Where events go: configured, and asked. */
export function sinkRoutes(parts: SinkParts): readonly Route[] {
  return [...shown(parts), change(parts), test(parts)]
}

const health = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  timestamp: z.string(),
  checks: anything,
})

function shown({ streaming, config, now }: SinkParts): readonly Route[] {
  return readingRoutes(TAG, [
    {
      path: `${PATH}/config`,
      summary: 'How events are sent: the section realtime, secrets hidden',
      schema: anything,
      tell: async () => realtimeOf((await config.shown()).config),
    },
    {
      path: `${PATH}/health`,
      summary: 'How well sending goes',
      schema: health,
      tell: () => healthBody(streaming, now()),
    },
  ])
}

function realtimeOf(config: object): ConfigTree {
  const { realtime, stream } = config as { readonly realtime: ConfigTree; readonly stream: ConfigTree }
  return { ...realtime, sink: stream['sink'], hub: stream['hub'] }
}

function healthBody(streaming: Streaming, now: number): z.output<typeof health> {
  const { status, breaker, sent, rejected, failures, error, checks, checksFailed } = streaming.state()
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0)
  const well = status === 'error' ? 'unhealthy' : breaker === 'closed' ? 'healthy' : 'degraded'
  return {
    status: well,
    timestamp: new Date(now).toISOString(),
    checks: {
      streaming_task: { status, error },
      sink: { circuit_breaker: breaker, checks, checks_failed: checksFailed },
      statistics: {
        events_sent: sent,
        events_rejected: rejected,
        attempts_failed: failed,
        failure_rate: sent + rejected === 0 ? 0 : rejected / (sent + rejected),
      },
    },
  }
}

function change({ streaming, config }: SinkParts): Route {
  return route({
    method: 'put',
    path: `${PATH}/config`,
    tag: TAG,
    summary: 'Changes how events are sent: keys of the section realtime, and sink and hub of stream',
    request: { body: anything },
    answer: { schema: changeResult },
    problems: [400, 409],
    async handle({ body: { sink, hub, ...realtime } }) {
      const { status } = streaming.state()
      if (status !== 'stopped' && status !== 'error')
        throw new EngineRefused('busy', 'events are being sent: stop that first')
      const stream = { ...(sink !== undefined && { sink }), ...(hub !== undefined && { hub }) }
      const { warnings } = await config.change({ realtime, stream }, { isTrial: false })
      return { success: true, message: 'saved; it holds from the next start on', warnings: [...warnings] }
    },
  })
}

function test({ streaming, now }: SinkParts): Route {
  return route({
    method: 'post',
    path: `${PATH}/test`,
    tag: TAG,
    summary: 'Asks the sink whether it would take events; sends none',
    answer: {
      schema: z.object({ success: z.boolean(), message: z.string(), response_time_ms: z.number(), details: anything }),
    },
    limit: { requests: 10, seconds: 60 },
    async handle() {
      const { ok, message, ms, facts } = await streaming.test()
      const details = { connection_metadata: facts, timestamp: new Date(now()).toISOString() }
      return { success: ok, message, response_time_ms: ms, details }
    },
  })
}
