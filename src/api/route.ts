import type { z } from 'zod'

export type Method = 'get' | 'post' | 'put' | 'delete'

/** What a request may bring; what is absent may not be brought. */
export interface RequestSchemas {
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Those that mean something; others may be there. */
  readonly headers?: z.ZodObject
}

/** So many requests of a client in so many seconds. */
export interface RouteLimit {
  readonly requests: number
  readonly seconds: number
}

/** A request after its check. */
export interface CheckedRequest<Schemas extends RequestSchemas> {
  readonly params: Part<Schemas['params']>
  readonly query: Part<Schemas['query']>
  readonly body: Part<Schemas['body']>
  readonly headers: Part<Schemas['headers']>
  /** Whether whoever asks may know everything: has the key, where one is needed. */
  readonly isKnown: boolean
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal
}

type Part<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** An answer other than 200 with a JSON body. */
export class Reply {
  readonly status: number
  readonly body: unknown
  readonly type: string
  constructor(status: number, body: unknown, type = 'application/json') {
    this.status = status
    this.body = body
    this.type = type
  }
}

/** One endpoint: what it takes, what it answers, and how it is described. */
export interface Route<Schemas extends RequestSchemas = RequestSchemas> {
  readonly method: Method
  /** `/api/facts/{table}` */
  readonly path: string
  /** Other paths that older guides name. */
  readonly aliases?: readonly string[]
  readonly tag: string
  readonly summary: string
  readonly request?: Schemas
  /** The body of success, and its status unless 200; text where the type is given. */
  readonly answer: { readonly schema: z.ZodType; readonly status?: number; readonly type?: string }
  /** Statuses of problems, beside those of every endpoint. */
  readonly problems?: readonly number[]
  readonly limit?: RouteLimit
  /** Answers anybody, with or without a key. */
  readonly isOpen?: true
  readonly handle: (request: CheckedRequest<Schemas>) => unknown
}

/** States a route; the schemas give its handler the types. */
export function route<const Schemas extends RequestSchemas>(stated: Route<Schemas>): Route {
  return stated
}

/** What a route says that only tells something. */
export interface ReadingRoute {
  readonly path: string
  readonly summary: string
  readonly schema: z.ZodType
  /** Unless it is JSON. */
  readonly type?: string
  readonly problems?: readonly number[]
  readonly isOpen?: true
  readonly tell: (isKnown: boolean) => unknown
}

/** Routes that take nothing and tell something. */
export function readingRoutes(tag: string, stated: readonly ReadingRoute[]): readonly Route[] {
  return stated.map(({ schema, type, tell, ...rest }) =>
    route({
      ...rest,
      method: 'get',
      tag,
      answer: { schema, ...(type !== undefined && { type }) },
      handle: ({ isKnown }) => tell(isKnown),
    }),
  )
}
