import { resolve } from 'node:path'
import { badValue, ConfigError, type ConfigProblem, problemsFrom, unknownKey } from './config-error.ts'
import { parseConfigText, readConfigFile } from './config-file.ts'
import { type Environment, environmentLayer, readEnvironment } from './environment.ts'
import { CONFIG_KEYS, configKey } from './keys.ts'
import { fromText, type Layer, merge, sourceOf, type Tree, treeOf, valueAt } from './layers.ts'
import { isPresetName, PRESET_NAMES, PRESETS } from './presets.ts'
import { holdsSecret, SECRET_PATHS } from './redact.ts'
import { readScenario } from './scenario/read-scenario.ts'
import { type Config, configSchema } from './schema.ts'

/** What errors call the text that stands in place of a file. */
export const FILE_TEXT = 'the configuration'

/** A value that the command line sets; `flag` is what the user typed, such as `--stores`. */
export interface FlagSetting {
  readonly path: string
  readonly value: string
  readonly flag: string
}

/** Everything that a configuration is made from. */
export interface ConfigInputs {
  /** The configuration file; `tillstream.config.json` if there is one, when absent. */
  readonly file?: string | undefined
  /** What stands in place of a file: its text. */
  readonly fileText?: string | undefined
  readonly env: Environment
  readonly flags?: readonly FlagSetting[]
  readonly preset?: string | undefined
  readonly cwd: string
  /** YYYY-MM-DD. */
  readonly today: string
}

/** The effective configuration, and how it came about. */
export interface ResolvedConfig {
  /** Paths in it are absolute. */
  readonly config: Config
  /** Where each key's value comes from: `default`, `preset demo`, a file, a variable or a flag. */
  readonly sources: ReadonlyMap<string, string>
  readonly warnings: readonly string[]
  readonly preset: string
  /** The file that was read, absolute, or null. */
  readonly file: string | null
}

function flagLayer(flags: readonly FlagSetting[]): { layer: Layer; problems: readonly ConfigProblem[] } {
  const sources = new Map<string, string>()
  const problems: ConfigProblem[] = []
  let values: Tree = {}
  for (const { path, value, flag } of flags) {
    const key = configKey(path)
    if (key === undefined) problems.push(unknownKey(path, flag))
    else values = merge(values, treeOf(path, fromText(key, value)))
    sources.set(path, flag)
  }
  return { layer: { source: 'the command line', values, sources }, problems }
}

/** The keys that any preset sets. A preset that is named asks for all of them, for those that it leaves alone by default. */
const PRESET_KEYS = CONFIG_KEYS.filter(({ path }) =>
  PRESET_NAMES.some((name) => valueAt(PRESETS[name], path) !== undefined),
)
const PRESET_DEFAULTS = PRESET_KEYS.map((key) => treeOf(key.path, key.default)).reduce(merge)

function presetLayer(named: string | undefined): { layer: Layer; problems: readonly ConfigProblem[] } {
  const preset = named ?? 'default'
  const source = `preset ${preset}`
  if (named === undefined) return { layer: { source, values: {} }, problems: [] }
  if (isPresetName(preset)) return { layer: { source, values: merge(PRESET_DEFAULTS, PRESETS[preset]) }, problems: [] }
  const problem = badValue('preset', JSON.stringify(preset), `one of ${PRESET_NAMES.join(', ')}`)
  return { layer: { source, values: {} }, problems: [problem] }
}

/** Digits mean a number wherever they come from, so that `"42"` and `42` are one seed. */
function canonicalSeed(seed: number | string): number | string {
  return typeof seed === 'string' && /^\d+$/.test(seed) && Number(seed) <= 4_294_967_295 ? Number(seed) : seed
}

function finished(config: Config, cwd: string): Config {
  const { data, dictionaries } = config.paths
  const paths = { data: resolve(cwd, data), dictionaries: dictionaries === null ? null : resolve(cwd, dictionaries) }
  return { ...config, seed: canonicalSeed(config.seed), paths }
}

function futureStart(config: Config, today: string, source: string | undefined): readonly ConfigProblem[] {
  const start = config.historical.start_date
  if (start >= '2000-01-01' && start <= today) return []
  const allowed = `date as YYYY-MM-DD from 2000-01-01 to today (${today})`
  return [badValue('historical.start_date', JSON.stringify(start), allowed, source)]
}

/** Files are copied and committed, and everybody on a machine can read its command lines. */
function secretsIn(layer: Layer): readonly string[] {
  const found = SECRET_PATHS.filter((path) => {
    const value = valueAt(layer.values, path)
    return typeof value === 'string' && holdsSecret(path, value)
  })
  return found.map((path) => `${path}: a secret in ${layer.source}; the environment is a better place`)
}

/**
 * Puts the configuration together: defaults < preset < file < environment < flags.
 * @throws ConfigError that lists everything that is wrong.
 */
export function resolveConfig(inputs: ConfigInputs): ResolvedConfig {
  const { cwd, today } = inputs
  const env = readEnvironment(inputs.env, cwd)
  const preset = inputs.preset ?? env.TILLSTREAM_PRESET
  const file =
    inputs.fileText === undefined
      ? readConfigFile(inputs.file ?? env.TILLSTREAM_CONFIG, cwd)
      : parseConfigText(inputs.fileText, FILE_TEXT)
  const flags = flagLayer(inputs.flags ?? [])
  const parts = [presetLayer(preset), file, environmentLayer(env), flags]
  const layers = parts.map((part) => part.layer)
  const given = layers.map((layer) => layer.values).reduce(merge)
  const source = (path: string) => sourceOf(layers, path)
  const { scenario, problems: wrongScenario } = readScenario(given['scenario'], {
    source: source('scenario') ?? 'default',
    cwd,
  })
  // Once in a process: to compile a parser first takes five times as long.
  const result = configSchema.safeParse({ ...given, scenario }, { jitless: true })
  const shape = result.success
    ? futureStart(result.data, today, source('historical.start_date'))
    : problemsFrom(result.error, { valueAt: (path) => valueAt(given, path), sourceOf: source })
  const problems = [...parts.flatMap((part) => part.problems), ...shape, ...wrongScenario]
  if (!result.success || problems.length > 0) throw new ConfigError(problems)
  return {
    config: finished(result.data, cwd),
    sources: new Map(CONFIG_KEYS.map((key) => [key.path, source(key.path) ?? 'default'])),
    warnings: [...file.warnings, ...secretsIn(file.layer), ...secretsIn(flags.layer)],
    preset: preset ?? 'default',
    file: file.path,
  }
}
