/** One thing that is wrong with a request. */
export interface FieldError {
  /** Where: `body.severity`, `query.limit`. */
  readonly field: string
  readonly message: string
}

/** A request that cannot be answered as asked: told as RFC 9457 problem details. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly fieldErrors: readonly FieldError[]
  readonly headers: Readonly<Record<string, string>>
  constructor(
    status: number,
    detail: string,
    more: { readonly fieldErrors?: readonly FieldError[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail)
    this.status = status
    this.fieldErrors = more.fieldErrors ?? []
    this.headers = more.headers ?? {}
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  429: 'Too many requests',
  500: 'Internal server error',
  503: 'Service unavailable',
  504: 'Gateway timeout',
}

/** The body of a problem; `error`, `message` and `timestamp` are what clients of older versions read. */
export function problemBody(problem: Problem, instance: string, now: number): Readonly<Record<string, unknown>> {
  const { status, message: detail, fieldErrors } = problem
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    instance,
    field_errors: fieldErrors,
    error: fieldErrors.length > 0 ? 'VALIDATION_ERROR' : `HTTP_${status}`,
    message: detail,
    timestamp: new Date(now).toISOString(),
  }
}
