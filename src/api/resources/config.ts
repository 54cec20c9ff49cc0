import { z } from 'zod'
import { readingRoutes, type Route, route } from '../route.ts'

/** Values by section and key. */
export type ConfigTree = Readonly<Record<string, unknown>>

/** The configuration as others may see it. */
export interface ConfigAccess {
  /** Effective values, secrets hidden, and where each comes from. */
  shown(): Promise<{ readonly config: object; readonly sources: Readonly<Record<string, string>> }>
  /** What would be wrong with such a file. */
  check(file: ConfigTree): Promise<{
    readonly errors: readonly { readonly key: string; readonly message: string }[]
    readonly warnings: readonly string[]
  }>
  schema(): Promise<object>
  /** Changes some values in the file, or only tries to. @throws FieldsRefused, EngineRefused; nothing is changed then. */
  change(patch: ConfigTree, how: { readonly isTrial: boolean }): Promise<{ readonly warnings: readonly string[] }>
  /** Empties the file, so that every value is the default again. @throws as `change` */
  reset(): Promise<{ readonly warnings: readonly string[] }>
}

const TAG = 'Configuration'
const anything = z.record(z.string(), z.unknown())

/** The configuration: shown, checked, described, changed. */
export function configRoutes(access: ConfigAccess): readonly Route[] {
  return [...shown(access), validate(access), change(access), reset(access)]
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

/** What is answered when the configuration was changed. */
export const changeResult = z.object({ success: z.boolean(), message: z.string(), warnings: z.array(z.string()) })
const NEXT = 'it holds for what is started from now on; api.* when the server is started again'

function change(access: ConfigAccess): Route {
  return route({
    method: 'put',
    path: '/api/config',
    tag: TAG,
    summary: 'Changes some values in the configuration file',
    request: { body: anything, query: z.strictObject({ dry_run: z.enum(['true', 'false']).default('false') }) },
    answer: { schema: changeResult },
    problems: [400, 409],
    limit: { requests: 300, seconds: 60 },
    async handle({ body, query }) {
      const isTrial = query.dry_run === 'true'
      const { warnings } = await access.change(body, { isTrial })
      return { success: true, message: isTrial ? 'it would be saved' : `saved; ${NEXT}`, warnings: [...warnings] }
    },
  })
}

function reset(access: ConfigAccess): Route {
  return route({
    method: 'post',
    path: '/api/config/reset',
    tag: TAG,
    summary: 'Makes every value of the configuration file the default',
    answer: { schema: changeResult },
    problems: [400, 409],
    limit: { requests: 10, seconds: 60 },
    async handle() {
      const { warnings } = await access.reset()
      return { success: true, message: `every value is the default; ${NEXT}`, warnings: [...warnings] }
    },
  })
}
