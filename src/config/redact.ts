import { CONFIG_KEYS } from './keys.ts'
import type { Config } from './schema.ts'

const HIDDEN = '***'

/**
 * What secrets look like in texts: passwords of addresses, keys of connection strings, signatures. A password may hold any
 * character, quotes and `@` as well, so that it goes on to the last `@`: more than it may be hidden, never less.
 */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):\S*@/gi, `$1:${HIDDEN}@`],
  [/\b(SharedAccessKey|SharedAccessSignature|AccountKey)=[^;\s"]*/gi, `$1=${HIDDEN}`],
  [/([?&](?:sig|password|sslpassword)=)[^&\s]*/gi, `$1${HIDDEN}`],
]

/** The text with every secret replaced by `***`: those given, and whatever looks like one. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const known = PATTERNS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)
  return secrets.reduce((result, secret) => result.replaceAll(secret, HIDDEN), known)
}

/** Keys whose whole value is a secret; others hold one among other things. */
const WHOLLY_SECRET = new Set(['storage.account_key', 'stream.webhook_secret', 'api.key'])

/** Whether the value of a key is a secret or holds one. */
export function holdsSecret(path: string, value: string): boolean {
  return WHOLLY_SECRET.has(path) || (SECRET_PATHS.includes(path) && redactText(value) !== value)
}

/** The secrets of the configuration hide only where one belongs: a password may be a word that other values hold too. */
function redactTree(path: string, value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') {
    if (WHOLLY_SECRET.has(path)) return HIDDEN
    return redactText(value, SECRET_PATHS.includes(path) ? secrets : [])
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).map(([name, child]) => [
    name,
    redactTree(path === '' ? name : `${path}.${name}`, child, secrets),
  ])
  return Object.fromEntries(entries) as unknown
}

/** The configuration as it may be shown. */
export function redactConfig(config: Config): Config {
  return redactTree('', config, secretsOf(config)) as Config
}

/** The passwords in an address, as it writes them and as drivers decode them. */
function passwordsOf(address: string): readonly string[] {
  const user = /:\/\/[^\s:/@]*:(.*)@/.exec(address)?.[1]
  const query = [...address.matchAll(/[?&](?:password|sslpassword)=([^&\s]*)/gi)].map((found) => found[1])
  const written = [user, ...query].filter((password) => password !== undefined)
  return written.flatMap((password) => [password, decoded(password)])
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The secret parts of the configuration, to be hidden wherever they would appear. */
export function secretsOf(config: Config): readonly string[] {
  const key = /SharedAccessKey=([^;]+)/.exec(config.realtime.azure_connection_string ?? '')?.[1]
  const addresses = [config.database.url, config.event_store.url].flatMap((url) => passwordsOf(url ?? ''))
  const secrets = [key, config.storage.account_key, config.stream.webhook_secret, config.api.key, ...addresses]
  return secrets.filter((secret) => typeof secret === 'string').filter((secret) => secret.length >= 4)
}

/** Paths of the keys whose values hold secrets. */
export const SECRET_PATHS: readonly string[] = CONFIG_KEYS.filter((key) => key.secret).map((key) => key.path)
