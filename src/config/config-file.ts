import { existsSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { ConfigProblem } from './config-error.ts'
import { CONFIG_KEYS } from './keys.ts'
import { isTree, type Layer, type Tree, valueAt } from './layers.ts'
import { modernise } from './older-form.ts'

/** The file that is read when none is named. */
export const CONFIG_FILE = 'tillstream.config.json'

/** What a configuration file says; `path` is absolute, or null when there is no file. */
export interface FileLayer {
  readonly path: string | null
  readonly layer: Layer
  readonly warnings: readonly string[]
  readonly problems: readonly ConfigProblem[]
}

const NOTHING = { warnings: [], problems: [] }

function failed(path: string | null, name: string, what: string): FileLayer {
  const problem = { key: name, message: `${name}: ${what}` }
  return { path, layer: { source: name, values: {} }, warnings: [], problems: [problem] }
}

/** Where the parser stopped; its own words may quote a secret. */
function placeOf(error: unknown, text: string): string {
  const position = /at position (\d+)/.exec(String(error))?.[1]
  if (position === undefined) return 'not valid JSON'
  const before = text.slice(0, Number(position)).split('\n')
  return `not valid JSON at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`
}

/** An empty text means "not set" where null does, and `$schema` is for editors. */
function tidy(values: Tree): Tree {
  const empty = new Set(
    CONFIG_KEYS.filter((key) => key.nullable && valueAt(values, key.path) === '').map((key) => key.path),
  )
  const clean = (tree: Tree, prefix: string): Tree =>
    Object.fromEntries(
      Object.entries(tree).map(([name, value]) => {
        const path = prefix + name
        return [name, isTree(value) ? clean(value, `${path}.`) : empty.has(path) ? null : value]
      }),
    )
  const { $schema: _, ...rest } = values
  return clean(rest, '')
}

/** Reads the named file, or the usual one if there is one, or nothing. */
export function readConfigFile(named: string | undefined, cwd: string): FileLayer {
  const path = resolve(cwd, named ?? CONFIG_FILE)
  const name = named ?? CONFIG_FILE
  if (named === undefined && !existsSync(path)) return { path: null, layer: { source: name, values: {} }, ...NOTHING }
  let text: string
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return failed(path, name, code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`)
  }
  return parseConfigText(text, relative(cwd, path) || name, path)
}

/** Understands what a configuration file says; `name` is what errors call it. */
export function parseConfigText(text: string, name: string, path: string | null = null): FileLayer {
  let values: unknown
  try {
    values = JSON.parse(text)
  } catch (error) {
    return failed(path, name, placeOf(error, text))
  }
  if (!isTree(values)) return failed(path, name, 'holds no JSON object, {"section": {"key": value, ...}, ...}')
  const { values: today, warnings, problems } = modernise(tidy(values))
  return { path, layer: { source: name, values: today }, warnings, problems }
}
