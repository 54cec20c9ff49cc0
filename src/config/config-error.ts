import type { z } from 'zod'
import { CONFIG_KEYS, CONFIG_SECTIONS, type ConfigKey, configKey } from './keys.ts'
import { didYouMean } from './nearest.ts'
import { redactText } from './redact.ts'

/** One thing that is wrong with the configuration. */
export interface ConfigProblem {
  /** The key, such as `volume.stores`, or what else is wrong, such as a file. */
  readonly key: string
  /** A line such as `volume.stores: got -3, allowed: whole number from 1 to 2000 (from --stores)`. */
  readonly message: string
}

/** The configuration cannot be used; `problems` lists everything that is wrong with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]
  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map((problem) => problem.message).join('\n'))
    this.problems = problems
  }
}

const LONGEST = 100

/** A value as errors show it: secrets hidden, long ones cut. */
export function shown(value: unknown, key?: ConfigKey): string {
  if (key?.secret === true && typeof value === 'string') return `text of ${value.length} characters (not shown)`
  const text = redactText(value === undefined ? 'nothing' : JSON.stringify(value))
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text
}

/** The problem of a key that does not exist. */
export function unknownKey(path: string, source?: string): ConfigProblem {
  const known = [...CONFIG_KEYS, ...CONFIG_SECTIONS].map((key) => key.path)
  return { key: path, message: `${path}: unknown key${didYouMean(path, known)}${from(source)}` }
}

function from(source: string | undefined): string {
  return source === undefined ? '' : ` (from ${source})`
}

/** The problem of a value that is not allowed. */
export function badValue(key: string, got: string, allowed: string, source?: string): ConfigProblem {
  return { key, message: `${key}: got ${got}, allowed: ${allowed}${from(source)}` }
}

/** What a problem's text is made from: the values given, and where each came from. */
export interface Given {
  readonly valueAt: (path: string) => unknown
  readonly sourceOf: (path: string) => string | undefined
}

/** The key or section at which an issue stands: a place within a list belongs to the list. */
function ownerOf(path: readonly PropertyKey[]): string {
  const names = path.map(String)
  while (names.length > 1 && configKey(names.join('.')) === undefined && !isSection(names.join('.'))) names.pop()
  return names.join('.')
}

function isSection(path: string): boolean {
  return CONFIG_SECTIONS.some((section) => section.path === path)
}

function problemsOf(issue: z.core.$ZodIssue, given: Given): readonly ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const paths = issue.keys.map((name) => [...issue.path, name].join('.'))
    return paths.map((path) => unknownKey(path, given.sourceOf(path)))
  }
  const path = ownerOf(issue.path)
  const params = (issue.code === 'custom' ? issue.params : undefined) as Record<string, string> | undefined
  const key = configKey(path)
  const allowed = params?.allowed ?? key?.allowed ?? 'a section, {"key": value, ...}'
  const value = given.valueAt(path)
  if (value === undefined && key !== undefined) {
    return [{ key: path, message: `${path}: got ${shown(key.default)} (the default), allowed: ${allowed}` }]
  }
  return [badValue(path, params?.got ?? shown(value, key), allowed, given.sourceOf(path))]
}

/** Every problem that validation found, each once. */
export function problemsFrom(error: z.core.$ZodError, given: Given): readonly ConfigProblem[] {
  const problems = error.issues.flatMap((issue) => problemsOf(issue, given))
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()]
}
