import type { z } from 'zod'
import { type FieldError, Problem } from './problem.ts'
import type { CheckedRequest, RequestSchemas } from './route.ts'

/** What of a request is checked. */
export interface RawRequest {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>
}

/** The checked parts of a request. @throws Problem 422 that lists everything that is wrong. */
export function checkRequest(
  schemas: RequestSchemas,
  raw: RawRequest,
): Omit<CheckedRequest<RequestSchemas>, 'signal' | 'isKnown'> {
  const problems: FieldError[] = []
  const checked = (part: 'params' | 'query' | 'body') => checkPart(schemas[part], { part, value: raw[part] }, problems)
  const headers =
    schemas.headers && checkPart(schemas.headers, { part: 'headers', value: meant(schemas.headers, raw) }, problems)
  const result = { params: checked('params'), query: checked('query'), body: checked('body'), headers }
  if (problems.length === 0) return result as Omit<CheckedRequest<RequestSchemas>, 'signal' | 'isKnown'>
  const lines = problems.map(({ field, message }) => `${field}: ${message}`)
  throw new Problem(422, lines.join('\n'), { fieldErrors: problems })
}

/** Every request brings headers of its own: those that are asked for. */
function meant(schema: z.ZodObject, { headers }: RawRequest): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(schema.shape).map((name) => [name, headers[name.toLowerCase()]]))
}

interface RawPart {
  readonly part: string
  readonly value: unknown
}

function checkPart(schema: z.ZodType | undefined, { part, value }: RawPart, problems: FieldError[]): unknown {
  if (schema === undefined) {
    const names = value !== null && typeof value === 'object' ? Object.keys(value) : []
    for (const name of names) problems.push({ field: `${part}.${name}`, message: 'unknown, allowed: nothing' })
    return undefined
  }
  const result = schema.safeParse(value ?? {}, { reportInput: true })
  if (result.success) return result.data
  for (const issue of result.error.issues) problems.push(...fieldErrors(part, issue, value))
  return undefined
}

const LONGEST = 100

function fieldErrors(part: string, issue: z.core.$ZodIssue, sent: unknown): readonly FieldError[] {
  const field = [part, ...issue.path].join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: `${field}.${key}`, message: 'unknown key' }))
  }
  const input = Number.isNaN(issue.input) ? sentAs(issue.path, sent) : givenTo(issue)
  const got = input === undefined ? 'nothing' : JSON.stringify(input)
  const shown = got.length > LONGEST ? `${got.slice(0, LONGEST)}...` : got
  return [{ field, message: `got ${shown}: ${issue.message}` }]
}

/** What was made a number of, in vain. */
function sentAs(path: readonly PropertyKey[], sent: unknown): unknown {
  return path.reduce<unknown>((value, name) => (value as Readonly<Record<PropertyKey, unknown>>)[name], sent)
}

/** What stands at the place of an issue: that of a kind that is unknown comes with all that it is the kind of. */
function givenTo(issue: z.core.$ZodIssue): unknown {
  const name = issue.code === 'invalid_union' ? issue.discriminator : undefined
  if (name === undefined || typeof issue.input !== 'object' || issue.input === null) return issue.input
  return (issue.input as Readonly<Record<string, unknown>>)[name]
}
