import type { z } from 'zod'
import { type ConfigProblem, shown } from '../config-error.ts'
import { isTree } from '../layers.ts'
import { didYouMean } from '../nearest.ts'
import { namesOfEntry, scenarioSchema } from './schema.ts'

type Path = readonly PropertyKey[]

/** `scenario.entries[0].where.dc`. */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, name) => (typeof name === 'number' ? `${text}[${name}]` : `${text}.${String(name)}`),
    'scenario',
  )
}

/** A problem of a scenario; `source` is where the scenario comes from. */
export function scenarioProblem(path: Path, what: string, source: string): ConfigProblem {
  return { key: 'scenario', message: `${pathText(path)}: ${what} (from ${source})` }
}

/** What was found, and what is allowed instead. */
export function gotAllowed(got: unknown, allowed: string): string {
  return `got ${shown(got)}, allowed: ${allowed}`
}

/** Everything that is wrong with the form of a scenario. */
export function formProblems(error: z.core.$ZodError, value: unknown, source: string): readonly ConfigProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [scenarioProblem(issue.path, gotAllowed(valueAt(value, issue.path), allowedBy(issue)), source)]
    }
    const known = namesAt(value, issue.path)
    return issue.keys.map((key) =>
      scenarioProblem([...issue.path, key], `unknown key${didYouMean(key, known)}`, source),
    )
  })
}

/** The messages of the schema's checks say what is allowed; only the scenario itself has none. */
function allowedBy({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? 'a scenario, {"name": ..., "entries": [...]}, or the list of its entries' : message
}

function namesAt(value: unknown, path: Path): readonly string[] {
  if (path.length === 0) return Object.keys(scenarioSchema.shape)
  if (path.length > 2) return []
  const entry = valueAt(value, path)
  return namesOfEntry(isTree(entry) ? entry['kind'] : undefined)
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, name) => (typeof part === 'object' && part !== null ? (part as Record<PropertyKey, unknown>)[name] : part),
    value,
  )
}
