import { CONFIG_KEYS } from './keys.ts'
import type { Config } from './schema.ts'

const HIDDEN = '***'

/** What secrets look like in texts: keys of connection strings, signatures, passwords of addresses. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(SharedAccessKey|SharedAccessSignature|AccountKey)=[^;\s"']*/gi, `$1=${HIDDEN}`],
  [/([?&](?:sig|password|sslpassword)=)[^&\s"']*/gi, `$1${HIDDEN}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s"']*@/gi, `$1:${HIDDEN}@`],
]

/** The text with every secret replaced by `***`: those given, and whatever looks like one. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const plain = secrets.reduce((result, secret) => result.replaceAll(secret, HIDDEN), text)
  return PATTERNS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), plain)
}

/** The value of a key as it may be shown. */
export function redactValue(path: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  return path === 'storage.account_key' ? HIDDEN : redactText(value)
}

function redactTree(path: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return redactValue(path, value)
  const entries = Object.entries(value).map(([name, child]) => [
    name,
    redactTree(path === '' ? name : `${path}.${name}`, child),
  ])
  return Object.fromEntries(entries) as unknown
}

/** The configuration as it may be shown. */
export function redactConfig(config: Config): Config {
  return redactTree('', config) as Config
}

function passwordOf(address: string): string | undefined {
  return /:\/\/[^\s:/@]*:(.*)@/.exec(address)?.[1]
}

/** The secret parts of the configuration, to be hidden wherever they would appear. */
export function secretsOf(config: Config): readonly string[] {
  const key = /SharedAccessKey=([^;]+)/.exec(config.realtime.azure_connection_string ?? '')?.[1]
  const addresses = [config.database.url, config.event_store.url].map((url) => passwordOf(url ?? ''))
  const secrets = [key, config.storage.account_key, ...addresses]
  return secrets.filter((secret) => typeof secret === 'string').filter((secret) => secret.length >= 4)
}

/** Paths of the keys whose values hold secrets. */
export const SECRET_PATHS: readonly string[] = CONFIG_KEYS.filter((key) => key.secret).map((key) => key.path)
