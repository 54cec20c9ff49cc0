import { z } from 'zod'
import { type Route, route } from '../route.ts'

/** What a connection string says. */
export interface ConnectionFacts {
  readonly kind: string
  readonly namespace: string
  readonly keyName: string
  readonly entityPath: string | undefined
}

/** Understands a connection string. @throws Error that lists what is wrong with it, without its key. */
export type UnderstandConnection = (connectionString: string) => ConnectionFacts

const SHORTEST = 50
const AZURE = /\.servicebus\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)(:\d+)?$/

/** What a connection string says, and what is wrong with it. */
export function connectionRoute(understand: UnderstandConnection): Route {
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
    path: '/api/stream/validate-connection',
    tag: 'Streaming',
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

function validation(understand: UnderstandConnection, text: string, strict: boolean) {
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
    key_name: unlessKey(keyName),
    entity_path: entityPath === undefined ? null : unlessKey(entityPath),
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

/** Values that are surely no key, which has 44 characters, the last of them `=`. */
const NAME = /^[\w.-]{1,40}$/
const HARMLESS: Readonly<Record<string, RegExp>> = {
  endpoint: /^sb:\/\/[\w.-]+(:\d+)?\/?$/i,
  sharedaccesskeyname: NAME,
  entitypath: NAME,
  usedevelopmentemulator: /^\w{1,10}$/,
}
const HIDDEN = '***REDACTED***'

function unlessKey(value: string): string {
  return NAME.test(value) ? value : HIDDEN
}

/** Nothing of it but what is harmless: a key may stand in any place where it does not belong. */
function sanitized(text: string): string {
  const parts = text.split(';').filter((part) => part.trim() !== '')
  return parts.map(sanitizedPart).join(';')
}

function sanitizedPart(part: string): string {
  const [name = '', ...rest] = part.split('=')
  const harmless = HARMLESS[name.toLowerCase()]
  if (harmless?.test(rest.join('='))) return part
  return /^SharedAccessKey=/i.test(part) ? `SharedAccessKey=${HIDDEN}` : HIDDEN
}
