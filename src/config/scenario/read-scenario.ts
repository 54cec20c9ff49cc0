import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { PACKAGE_ROOT } from '../../package-root.ts'
import type { ConfigProblem } from '../config-error.ts'
import { isTree } from '../layers.ts'
import { didYouMean } from '../nearest.ts'
import { formProblems, scenarioProblem } from './problems.ts'
import { ruleProblems } from './rules.ts'
import { type Scenario, scenarioSchema } from './schema.ts'

/** A scenario, or what is wrong with it; null when there is none. */
export interface ReadScenario {
  readonly scenario: Scenario | null
  readonly problems: readonly ConfigProblem[]
}

/** Where the value of the key `scenario` comes from. */
export interface ScenarioPlace {
  /** Such as `--scenario`. */
  readonly source: string
  /** Directory at which relative paths start. */
  readonly cwd: string
}

/** Name of a scenario that is given as a list of its entries. */
const UNNAMED = 'unnamed'

/**
 * Understands the value of the key `scenario`: the path of a file, the name of a scenario that comes with the program, or the
 * scenario itself, as JSON text too.
 */
export function readScenario(value: unknown, { source, cwd }: ScenarioPlace): ReadScenario {
  if (value === null || value === undefined) return { scenario: null, problems: [] }
  if (typeof value !== 'string') return checked(value, source)
  const text = value.trim()
  if (text.startsWith('[') || text.startsWith('{')) return parsed(text, source)
  const path = fileOf(text, cwd)
  if (path === undefined) {
    const hint = didYouMean(text, shippedNames()) || `; those that ship are ${shippedNames().join(', ')}`
    return failed(`${text}: there is no such file${hint}`, source)
  }
  try {
    return parsed(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), text)
  } catch (error) {
    return failed(`${text}: cannot be read (${(error as NodeJS.ErrnoException).code})`, source)
  }
}

/** A file that is there, or the one of this name that comes with the program. */
function fileOf(given: string, cwd: string): string | undefined {
  const path = resolve(cwd, given)
  if (existsSync(path)) return path
  if (basename(given) !== given || given.endsWith('.json')) return undefined
  const shipped = join(FOLDER, `${given}.json`)
  return existsSync(shipped) ? shipped : undefined
}

/** The package's scenarios. */
const FOLDER = join(PACKAGE_ROOT, 'scenarios')

function shippedNames(): readonly string[] {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : []
  return files.filter((file) => /^[\w-]+\.json$/.test(file)).map((file) => file.replace('.json', ''))
}

function parsed(text: string, source: string): ReadScenario {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return failed('not valid JSON', source)
  }
  return checked(value, source)
}

function checked(given: unknown, source: string): ReadScenario {
  const value = plain(given)
  const result = scenarioSchema.safeParse(value)
  const problems = [
    ...(result.success ? [] : formProblems(result.error, value, source)),
    ...ruleProblems(value, source),
  ]
  return { scenario: result.success && problems.length === 0 ? result.data : null, problems }
}

/** A list is a scenario without a name, and `$schema` is for editors. */
function plain(given: unknown): unknown {
  if (Array.isArray(given)) return { name: UNNAMED, entries: given as readonly unknown[] }
  if (!isTree(given)) return given
  const { $schema: _, ...scenario } = given
  return scenario
}

function failed(what: string, source: string): ReadScenario {
  return { scenario: null, problems: [scenarioProblem([], what, source)] }
}
