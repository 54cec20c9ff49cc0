import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ConfigError, type ConfigProblem } from './config-error.ts'
import { CONFIG_KEYS, configKey } from './keys.ts'
import { fromText, type Layer, merge, type Tree, treeOf } from './layers.ts'
import { didYouMean } from './nearest.ts'

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of this process. */
export function ownEnvironment(): Environment {
  return process.env
}

const PREFIX = 'TILLSTREAM_'

/** Names that other tools share, by the key that they set. */
const SHARED_NAMES = new Map([
  ['DATABASE_URL', 'database.url'],
  ['EVENTSTORE_URL', 'event_store.url'],
  ['AZURE_EVENTHUB_CONNECTION_STRING', 'realtime.azure_connection_string'],
  ['AZURE_STORAGE_ACCOUNT_URL', 'storage.account_uri'],
  ['AZURE_STORAGE_ACCOUNT_URI', 'storage.account_uri'],
  ['AZURE_STORAGE_ACCOUNT_KEY', 'storage.account_key'],
  ['LOG_LEVEL', 'log_level'],
])

/** What is not a key of the configuration but says how to read it. */
const DIRECTIONS = [`${PREFIX}CONFIG`, `${PREFIX}PRESET`]

/** The variable that sets a key: `TILLSTREAM_VOLUME_STORES`. */
export function environmentName(path: string): string {
  return PREFIX + path.replaceAll('.', '_').toUpperCase()
}

const OWN_NAMES = new Map(CONFIG_KEYS.map((key) => [environmentName(key.path), key.path]))

/** The process's environment over the `.env` file of a directory; an empty variable means not set, in both. @throws ConfigError */
export function readEnvironment(env: Environment, cwd: string): Environment {
  const variables = Object.entries({ ...readDotEnv(cwd), ...env })
  return Object.fromEntries(variables.filter(([, value]) => value !== undefined && value.trim() !== ''))
}

function readDotEnv(cwd: string): Environment {
  try {
    return parseEnv(readFileSync(join(cwd, '.env'), 'utf8'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Some keep a virtual environment in a folder of this name.
    if (code === 'ENOENT' || code === 'EISDIR') return {}
    throw new ConfigError([{ key: '.env', message: `.env: cannot be read (${code})` }])
  }
}

/** `WARNING` and `warn` mean the same to most tools. */
function asLogLevel(text: string): string {
  const level = text.trim().toLowerCase()
  return { warning: 'warn', critical: 'error', fatal: 'error', trace: 'debug' }[level] ?? level
}

/** What the environment sets, and the variables of ours that set nothing. */
export function environmentLayer(env: Environment): { layer: Layer; problems: readonly ConfigProblem[] } {
  const sources = new Map<string, string>()
  let values: Tree = {}
  for (const [name, path] of [...SHARED_NAMES, ...OWN_NAMES]) {
    const text = env[name]
    const key = configKey(path)
    if (text === undefined || key === undefined) continue
    values = merge(values, treeOf(path, fromText(key, name === 'LOG_LEVEL' ? asLogLevel(text) : text)))
    sources.set(path, name)
  }
  return { layer: { source: 'environment', values, sources }, problems: unknownVariables(env) }
}

function unknownVariables(env: Environment): readonly ConfigProblem[] {
  const known = [...OWN_NAMES.keys(), ...DIRECTIONS]
  const unknown = Object.keys(env).filter((name) => name.startsWith(PREFIX) && !known.includes(name))
  return unknown.map((name) => ({ key: name, message: `${name}: unknown variable${didYouMean(name, known)}` }))
}
