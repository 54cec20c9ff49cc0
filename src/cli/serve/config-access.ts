import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { EngineRefused, FieldsRefused } from '../../api/engine.ts'
import type { ConfigAccess, ConfigTree } from '../../api/resources/config.ts'
import { ConfigError } from '../../config/config-error.ts'
import { CONFIG_FILE } from '../../config/config-file.ts'
import { ownEnvironment } from '../../config/environment.ts'
import { configJsonSchema } from '../../config/json-schema.ts'
import { CONFIG_KEYS, configKey } from '../../config/keys.ts'
import { isTree, merge, type Tree, valueAt } from '../../config/layers.ts'
import { redactConfig } from '../../config/redact.ts'
import { FILE_TEXT, type ResolvedConfig, resolveConfig } from '../../config/resolve.ts'
import type { CommandContext } from '../command.ts'
import { mayHaveLog } from '../event-log.ts'
import { openLog } from '../open-log.ts'
import { UsageError } from '../usage-error.ts'

/** The configuration that commands which are started from now on run with. */
export function configAccess(context: CommandContext): ConfigAccess {
  return {
    async shown() {
      const { config, sources } = currentConfig(context)
      return { config: redactConfig(config), sources: Object.fromEntries(sources) }
    },
    check: async (content) => checkContent(context, content),
    schema: async () => configJsonSchema(),
    async change(patch, { isTrial }) {
      refuseFixed(patch)
      const { warnings, sources } = await write(
        context,
        (values) => merge(values, withoutMasks(patch, shownValues(context))),
        isTrial,
      )
      return { warnings: [...warnings, ...outdone(patch, sources)] }
    },
    reset: async () => await write(context, () => ({}), false),
  }
}

/** The configuration as file, environment and flags give it now. @throws ConfigError */
export function currentConfig(context: CommandContext, fileText?: string): ResolvedConfig {
  const { flags, settings, host } = context
  return resolveConfig({
    file: flags.config as string | undefined,
    fileText,
    env: host.env ?? ownEnvironment(),
    flags: settings,
    preset: flags.preset as string | undefined,
    cwd: host.cwd,
    today: new Date(host.now()).toISOString().slice(0, 10),
  })
}

/** What the server holds open: another place would be somebody else's. */
const FIXED = ['paths.data', 'database.url', 'event_store.url']

function refuseFixed(patch: Tree): void {
  const given = FIXED.filter((path) => valueAt(patch, path) !== undefined)
  const message = 'cannot change while the server runs: stop it, and write the file'
  if (given.length > 0) throw new FieldsRefused(given.map((field) => ({ field, message })))
}

function shownValues(context: CommandContext): Tree {
  return redactConfig(currentConfig(context).config)
}

/** What would be wrong with a file of this content, on its own: no environment and no flags beside it. */
function checkContent({ host }: CommandContext, content: ConfigTree) {
  try {
    const today = new Date(host.now()).toISOString().slice(0, 10)
    const { warnings } = resolveConfig({ fileText: JSON.stringify(content), env: {}, cwd: host.cwd, today })
    return { errors: [], warnings }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { errors: error.problems.map(({ key, message }) => ({ key, message })), warnings: [] }
  }
}

/** A secret that was shown hidden and comes back so stays as it is. */
function withoutMasks(patch: Tree, shown: Tree, prefix = ''): Tree {
  const isMask = (path: string, value: unknown) => configKey(path)?.secret === true && value === valueAt(shown, path)
  const entries = Object.entries(patch)
    .filter(([name, value]) => !isMask(prefix + name, value))
    .map(([name, value]) => [name, isTree(value) ? withoutMasks(value, shown, `${prefix}${name}.`) : value])
  return Object.fromEntries(entries) as Tree
}

/** Changes the file when all that comes of it is well. @throws FieldsRefused, EngineRefused; nothing is changed then. */
async function write(
  context: CommandContext,
  change: (values: Tree) => Tree,
  isTrial: boolean,
): Promise<ResolvedConfig> {
  const { file } = await context.config()
  const path = file ?? resolve(context.host.cwd, CONFIG_FILE)
  const text = `${JSON.stringify(change(valuesIn(path)), null, 2)}\n`
  const resolved = understood(context, text)
  await assertSameWorld(context, resolved)
  if (isTrial) return resolved
  const draft = `${path}.${randomUUID()}`
  try {
    writeFileSync(draft, text, { mode: 0o600 })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw new EngineRefused('missing', `${path} cannot be written (${(error as NodeJS.ErrnoException).code})`)
  }
  return resolved
}

/** What is in the file now and has no effect. */
function outdone(patch: Tree, sources: ResolvedConfig['sources']): readonly string[] {
  const paths = CONFIG_KEYS.map(({ path }) => path).filter((path) => valueAt(patch, path) !== undefined)
  const beaten = paths.filter((path) => sources.get(path) !== FILE_TEXT)
  return beaten.map((path) => `${path}: saved without effect, ${sources.get(path)} goes before the file`)
}

function valuesIn(path: string): Tree {
  if (!existsSync(path)) return {}
  try {
    const values: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    if (isTree(values)) return values
  } catch {
    // What it holds is lost to nobody: it is refused.
  }
  throw new EngineRefused('missing', `${path} is not valid JSON: mend it first`)
}

function understood(context: CommandContext, text: string): ResolvedConfig {
  try {
    return currentConfig(context, text)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new FieldsRefused(error.problems.map(({ key, message }) => ({ field: key, message })))
  }
}

/** @throws EngineRefused when what is there was made with another company. */
async function assertSameWorld(context: CommandContext, resolved: ResolvedConfig): Promise<void> {
  if (!mayHaveLog(resolved.config)) return
  try {
    const log = await openLog(resolved, { readOnly: true, warn: context.log.warn, signal: context.signal })
    await log[Symbol.asyncDispose]()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new EngineRefused('busy', `${error.problems[0]}: clear everything first, or begin another data directory`)
  }
}
