import { EngineRefused, FieldsRefused, KeyRefused } from './engine.ts'
import { IDEMPOTENCY_KEY } from './idempotency-key.ts'
import { Problem } from './problem.ts'
import { NoSuchTable, QueryRefused, TablesAway } from './tables.ts'

const STATUS_OF_REASON = { busy: 409, 'not running': 409, missing: 400, unanswered: 504 } as const

/** What somebody is told of an error: what ports refuse, or what is wrong with a body; undefined for what nobody expected. */
export function problemOf(error: unknown, bodyLimit: string): Problem | undefined {
  if (error instanceof Problem) return error
  if (error instanceof EngineRefused) return new Problem(STATUS_OF_REASON[error.reason], error.message)
  if (error instanceof FieldsRefused) return ofFields(error)
  if (error instanceof KeyRefused) return ofKey(error)
  if (error instanceof NoSuchTable) return new Problem(404, error.message)
  if (error instanceof QueryRefused) return new Problem(error.reason === 'wrong' ? 422 : 504, error.message)
  if (error instanceof TablesAway) return new Problem(503, error.message)
  return ofBody(error as BodyError, bodyLimit)
}

function ofFields({ problems }: FieldsRefused): Problem {
  const fieldErrors = problems.map(({ field, message }) => ({ field: `body.${field}`, message }))
  const lines = fieldErrors.map(({ field, message }) => `${field}: ${message}`)
  return new Problem(422, lines.join('\n'), { fieldErrors })
}

/** Not a conflict that passes: the same request will never be taken under that key. */
function ofKey({ message }: KeyRefused): Problem {
  return new Problem(422, message, { fieldErrors: [{ field: `headers.${IDEMPOTENCY_KEY}`, message }] })
}

/** What the parser of bodies says. */
interface BodyError {
  readonly status?: number
  readonly type?: string
  readonly message: string
}

function ofBody({ status, type, message }: BodyError, bodyLimit: string): Problem | undefined {
  if (type === 'entity.parse.failed') return new Problem(400, 'the body is not JSON')
  if (type === 'entity.too.large') return new Problem(413, `the body is larger than ${bodyLimit}`)
  return status !== undefined && status >= 400 && status < 500 ? new Problem(status, message) : undefined
}
