import { z } from 'zod'
import { EngineRefused } from '../engine.ts'
import { readingRoutes, type Route, route } from '../route.ts'
import type { Streaming } from '../streaming.ts'
import { changeResult, type ConfigAccess, type ConfigTree } from './config.ts'

/** What a connection string says. */
export interface ConnectionFacts {
  readonly kind: string
  readonly namespace: string
  readonly keyName: string
  readonly entityPath: string | undefined
}

/** What the sink's routes need. */
export interface SinkParts {
  readonly streaming: Streaming
  readonly config: ConfigAccess
  readonly now: () => number
  /** Understands a connection string. @throws Error that lists what is wrong with it, without its key. */
  readonly understand: (connectionString: string) => ConnectionFacts
}

const TAG = 'Streaming'
const PATH = '/api/stream'
const anything = z.record(z.string(), z.unknown())

/** Where events go: configured, asked, checked. */
export function sinkRoutes(parts: SinkParts): readonly Route[] {
  return [...shown(parts), change(parts), test(parts), validate(parts)]
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

const SHORTEST = 50
const AZURE = /\.servicebus\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)(:\d+)?$/

function validate({ understand }: SinkParts): Route {
  const metadata = z.object({
    endpoint: z.string(),
    namespace: z.string(),
    key_name: z.string(),
    entity_path: z.string().nullable(),
    has_key: z.boolean(),
    is_fabric_rti: z.boolean(),
    is_emulator: z.boolean(),
  })
  return route({
    method: 'post',
    path: `${PATH}/validate-connection`,
    tag: TAG,
    summary: 'What an Event Hubs or Fabric connection string says, and what is wrong with it; nothing is dialled',
    request: {
      body: z.strictObject({ connection_string: z.string().min(1).max(5000), strict: z.boolean().default(true) }),
    },
    answer: {
      schema: z.object({
        valid: z.boolean(),
        error: z.string().nullable(),
        message: z.string(),
        strict_mode: z.boolean(),
        metadata: metadata.nullable(),
        sanitized: z.string(),
      }),
    },
    limit: { requests: 20, seconds: 60 },
    handle: ({ body }) => validation(understand, body.connection_string, body.strict),
  })
}

function validation(understand: SinkParts['understand'], text: string, strict: boolean) {
  const common = { strict_mode: strict, sanitized: sanitized(text) }
  try {
    const facts = understand(text)
    const problem = strict ? strictProblem(text, facts) : undefined
    const message = problem ?? `a connection string of ${facts.kind} for ${facts.namespace}`
    return { valid: problem === undefined, error: problem ?? null, message, ...common, metadata: metadataOf(facts) }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'BadConnectionString') throw error
    return { valid: false, error: error.message, message: error.message, ...common, metadata: null }
  }
}

function metadataOf({ namespace, keyName, entityPath, kind }: ConnectionFacts) {
  return {
    endpoint: `sb://${namespace}/`,
    namespace,
    key_name: keyName,
    entity_path: entityPath ?? null,
    has_key: true,
    is_fabric_rti: kind === 'fabric',
    is_emulator: kind === 'emulator',
  }
}

function strictProblem(text: string, { namespace, kind }: ConnectionFacts): string | undefined {
  if (kind === 'emulator') return undefined
  if (text.length < SHORTEST) return `it has ${text.length} characters, a complete one has ${SHORTEST} or more`
  return AZURE.test(namespace) ? undefined : `${namespace} is no host of Azure, such as NAME.servicebus.windows.net`
}

/** Parts that are surely no key. */
const HARMLESS = [
  /^Endpoint=sb:\/\/[\w.-]+(:\d+)?\/?$/i,
  /^SharedAccessKeyName=[\w-]{1,60}$/i,
  /^EntityPath=[\w.-]{1,60}$/i,
  /^UseDevelopmentEmulator=\w+$/i,
]

/** Nothing of it but such parts: a key may stand in any place where it does not belong. */
function sanitized(text: string): string {
  const parts = text.split(';').filter((part) => part.trim() !== '')
  return parts.map((part) => (HARMLESS.some((form) => form.test(part)) ? part : hidden(part))).join(';')
}

function hidden(part: string): string {
  return /^SharedAccessKey=/i.test(part) ? 'SharedAccessKey=***REDACTED***' : '***REDACTED***'
}
