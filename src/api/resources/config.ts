import { z } from 'zod'
import { readingRoutes, type Route, route } from '../route.ts'

/** The configuration as others may see it. */
export interface ConfigAccess {
  /** Effective values, secrets hidden, and where each comes from. */
  shown(): Promise<{ readonly config: object; readonly sources: Readonly<Record<string, string>> }>
  /** What would be wrong with such a file. */
  check(file: Readonly<Record<string, unknown>>): Promise<{
    readonly errors: readonly { readonly key: string; readonly message: string }[]
    readonly warnings: readonly string[]
  }>
  schema(): Promise<object>
}

const TAG = 'Configuration'
const anything = z.record(z.string(), z.unknown())

/** The configuration: shown, checked, described. */
export function configRoutes(access: ConfigAccess): readonly Route[] {
  return [...shown(access), validate(access)]
}

function shown(access: ConfigAccess): readonly Route[] {
  return readingRoutes(TAG, [
    {
      path: '/api/config',
      summary: 'Every effective value, secrets hidden',
      schema: anything,
      tell: async () => (await access.shown()).config,
    },
    {
      path: '/api/config/sources',
      summary: 'Where each value comes from',
      schema: z.record(z.string(), z.string()),
      tell: async () => (await access.shown()).sources,
    },
    {
      path: '/api/config/schema',
      summary: 'The JSON Schema of the configuration',
      schema: anything,
      tell: () => access.schema(),
    },
  ])
}

const checked = z.object({
  valid: z.boolean(),
  errors: z.array(z.object({ key: z.string(), message: z.string() })),
  warnings: z.array(z.string()),
})

function validate(access: ConfigAccess): Route {
  return route({
    method: 'post',
    path: '/api/config/validate',
    tag: TAG,
    summary: 'Whether a configuration file with this content would be accepted',
    request: { body: anything },
    answer: { schema: checked },
    limit: { requests: 20, seconds: 60 },
    async handle({ body }) {
      const { errors, warnings } = await access.check(body)
      return { valid: errors.length === 0, errors, warnings }
    },
  })
}
