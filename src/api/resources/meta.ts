import { z } from 'zod'
import { openApiDocument } from '../openapi.ts'
import { REFERENCE_STYLE, referencePage } from '../reference-page.ts'
import { Reply, type Route, route } from '../route.ts'

/** Health of one part. */
export interface ComponentHealth {
  readonly status: 'healthy' | 'degraded' | 'unhealthy'
  readonly latency_ms?: number
  readonly detail?: string
}

/** What is said about the program itself. */
export interface MetaParts {
  readonly version: string
  readonly now: () => number
  /** Looks at each part; never fails. */
  readonly health: () => Promise<Readonly<Record<string, ComponentHealth>>>
}

const TAG = 'Meta'
const componentHealth = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  latency_ms: z.number().optional(),
  detail: z.string().optional(),
})
const healthAnswer = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  timestamp: z.string(),
  version: z.string(),
  checks: z.record(z.string(), componentHealth),
})

/** Health, version, and the description of all routes, these included. */
export function metaRoutes(parts: MetaParts, others: readonly Route[]): readonly Route[] {
  const own: Route[] = [health(parts), version(parts)]
  const all = () => [...own, ...others]
  own.push(index(parts, all), document(parts, all), page(parts, all), style())
  return own
}

const SEVERITY = ['healthy', 'degraded', 'unhealthy'] as const

function health({ health: look, version: program, now }: MetaParts): Route {
  return route({
    method: 'get',
    path: '/health',
    tag: TAG,
    summary: 'Whether each part is well; 503 when one is not',
    answer: { schema: healthAnswer },
    problems: [503],
    isOpen: true,
    async handle() {
      const checks = await look()
      const worst = Math.max(...Object.values(checks).map(({ status }) => SEVERITY.indexOf(status)))
      const status = SEVERITY[worst] ?? 'healthy'
      const body = { status, timestamp: new Date(now()).toISOString(), version: program, checks }
      return new Reply(status === 'unhealthy' ? 503 : 200, body)
    },
  })
}

function version({ version: program }: MetaParts): Route {
  return route({
    method: 'get',
    path: '/version',
    tag: TAG,
    summary: 'The version of the program',
    answer: { schema: z.object({ name: z.string(), version: z.string(), node: z.string() }) },
    isOpen: true,
    handle: () => ({ name: 'tillstream', version: program, node: process.versions.node }),
  })
}

function index({ version: program }: MetaParts, all: () => readonly Route[]): Route {
  return route({
    method: 'get',
    path: '/api',
    tag: TAG,
    summary: 'What there is',
    answer: { schema: z.object({ name: z.string(), version: z.string(), endpoints: z.array(z.string()) }) },
    handle: () => ({
      name: 'tillstream',
      version: program,
      endpoints: all().map(({ method, path }) => `${method.toUpperCase()} ${path}`),
    }),
  })
}

function document({ version: program }: MetaParts, all: () => readonly Route[]): Route {
  return route({
    method: 'get',
    path: '/openapi.json',
    tag: TAG,
    summary: 'This API as an OpenAPI 3.1 document',
    answer: { schema: z.record(z.string(), z.unknown()) },
    isOpen: true,
    handle: () => openApiDocument(all(), program),
  })
}

function page({ version: program }: MetaParts, all: () => readonly Route[]): Route {
  return route({
    method: 'get',
    path: '/docs',
    tag: TAG,
    summary: 'This API as a page',
    answer: { schema: z.string(), type: 'text/html' },
    isOpen: true,
    handle: () => new Reply(200, referencePage(all(), program), 'html'),
  })
}

function style(): Route {
  return route({
    method: 'get',
    path: '/docs/style.css',
    tag: TAG,
    summary: 'How that page looks',
    answer: { schema: z.string(), type: 'text/css' },
    isOpen: true,
    handle: () => new Reply(200, REFERENCE_STYLE, 'css'),
  })
}
