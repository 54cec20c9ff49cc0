import { z } from 'zod'
import { openApiDocument } from '../openapi.ts'
import { REFERENCE_STYLE, referencePage } from '../reference-page.ts'
import { type ReadingRoute, readingRoutes, Reply, type Route } from '../route.ts'

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
  /** In the text format of Prometheus. */
  readonly metrics: () => Promise<string>
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
  const all = (): readonly Route[] => [...own, ...others]
  const own = readingRoutes(TAG, [health(parts), version(parts), metrics(parts), ...descriptions(parts, all)])
  return own
}

const SEVERITY = ['healthy', 'degraded', 'unhealthy'] as const

function health({ health: look, version: program, now }: MetaParts): ReadingRoute {
  return {
    path: '/health',
    summary: 'Whether each part is well; 503 when one is not',
    schema: healthAnswer,
    problems: [503],
    isOpen: true,
    async tell(isKnown) {
      const found = await look()
      const checks = isKnown ? found : withoutDetails(found)
      const worst = Math.max(...Object.values(checks).map(({ status }) => SEVERITY.indexOf(status)))
      const status = SEVERITY[worst] ?? 'healthy'
      const body = { status, timestamp: new Date(now()).toISOString(), version: program, checks }
      return new Reply(status === 'unhealthy' ? 503 : 200, body)
    },
  }
}

/** Details may tell where things are and who asks. */
function withoutDetails(checks: Readonly<Record<string, ComponentHealth>>): Readonly<Record<string, ComponentHealth>> {
  return Object.fromEntries(Object.entries(checks).map(([name, { status }]) => [name, { status }]))
}

function version({ version: program }: MetaParts): ReadingRoute {
  return {
    path: '/version',
    summary: 'The version of the program',
    schema: z.object({ name: z.string(), version: z.string(), node: z.string() }),
    isOpen: true,
    tell: () => ({ name: 'tillstream', version: program, node: process.versions.node }),
  }
}

function metrics({ metrics: text }: MetaParts): ReadingRoute {
  return {
    path: '/metrics',
    summary: 'Figures for Prometheus',
    schema: z.string(),
    type: 'text/plain',
    tell: async () => new Reply(200, await text(), 'text/plain; version=0.0.4; charset=utf-8'),
  }
}

function descriptions({ version: program }: MetaParts, all: () => readonly Route[]): readonly ReadingRoute[] {
  const endpoints = () => all().map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  return [
    {
      path: '/api',
      summary: 'What there is',
      schema: z.object({ name: z.string(), version: z.string(), endpoints: z.array(z.string()) }),
      tell: () => ({ name: 'tillstream', version: program, endpoints: endpoints() }),
    },
    {
      path: '/openapi.json',
      summary: 'This API as an OpenAPI 3.1 document',
      schema: z.record(z.string(), z.unknown()),
      isOpen: true,
      tell: () => openApiDocument(all(), program),
    },
    {
      path: '/docs',
      summary: 'This API as a page',
      schema: z.string(),
      type: 'text/html',
      isOpen: true,
      tell: () => new Reply(200, referencePage(all(), program), 'html'),
    },
    {
      path: '/docs/style.css',
      summary: 'How that page looks',
      schema: z.string(),
      type: 'text/css',
      isOpen: true,
      tell: () => new Reply(200, REFERENCE_STYLE, 'css'),
    },
  ]
}
