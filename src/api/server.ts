import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import { type Options, rateLimit } from 'express-rate-limit'
import helmet from 'helmet'
import { type AccessRules, checkAccess } from './access.ts'
import { checkRequest } from './check-request.ts'
import { IDEMPOTENCY_KEY } from './idempotency-key.ts'
import type { Metrics } from './metrics.ts'
import { Problem, problemBody } from './problem.ts'
import { problemOf } from './problem-of.ts'
import { Reply, type Route, type RouteLimit } from './route.ts'

/** What the API is made of. */
export interface ApiParts {
  readonly routes: readonly Route[]
  readonly access: AccessRules
  /** Folder of the dashboard's files, which anybody may load: they hold no data. Absent when it was not built. */
  readonly pages: string | undefined
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
  /** Hears of every answer. */
  readonly observe: Metrics['observe']
  /** Hears of what nobody expected. */
  readonly onError: (error: Error) => void
}

const BODY_LIMIT = '256kb'
/** Of one client, over all endpoints. */
const USUAL: RouteLimit = { requests: 3000, seconds: 60 }

/** The API as an express application. */
export function createApi(parts: ApiParts): Express {
  const api = express()
  api.disable('x-powered-by')
  api.set('query parser', 'simple')
  api.use(helmet(PAGE_RULES))
  api.use(limiter(USUAL, parts))
  api.use(crossOrigin(parts.access))
  for (const stated of parts.routes) mount(api, stated, parts)
  if (parts.pages !== undefined) api.use(express.static(parts.pages, { setHeaders: cacheRules }))
  api.use((request: Request) => {
    throw new Problem(404, `there is no ${request.method} ${request.path}; /docs lists what there is`)
  })
  api.use(tellProblem(parts))
  return api
}

/** Names of assets change with what is in them. */
function cacheRules(response: Response, path: string): void {
  const isAsset = /[/\\]assets[/\\]/.test(path)
  response.setHeader('Cache-Control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** What pages of ours may load: nothing from elsewhere. */
const PAGE_RULES = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
}

function limiter({ requests, seconds }: RouteLimit, { now }: ApiParts, more: Partial<Options> = {}): RequestHandler {
  return rateLimit({
    ...more,
    limit: requests,
    windowMs: seconds * 1000,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (request, response) => {
      const problem = new Problem(429, `more than ${requests} requests in ${seconds} s; Retry-After says when`)
      sendProblem(problem, request, response, now())
    },
  })
}

/** Lets scripts of allowed origins ask, and nobody else's: those are refused by `checkAccess`. */
function crossOrigin({ allowedOrigins }: AccessRules): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers
    response.vary('Origin')
    if (origin !== undefined && allowedOrigins.includes(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin)
      response.setHeader('Access-Control-Allow-Headers', `Content-Type, X-API-Key, Authorization, ${IDEMPOTENCY_KEY}`)
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE')
    }
    if (request.method === 'OPTIONS') response.status(204).end()
    else next()
  }
}

function mount(api: Express, stated: Route, parts: ApiParts): void {
  const { method, path, aliases = [], limit, request: schemas = {}, isOpen, handle } = stated
  const guard: RequestHandler = (request, _response, next) => {
    if (isOpen !== true) checkAccess(request, parts.access)
    next()
  }
  // What is refused costs nothing, and uses up nothing.
  const limits = limit === undefined ? [] : [limiter(limit, parts, { skipFailedRequests: true })]
  const read = schemas.body === undefined ? [] : [express.json({ strict: false, limit: BODY_LIMIT }), refuseOtherTypes]
  const answer: RequestHandler = async (request, response) => {
    const { params, query, body, headers } = request as Request<unknown, unknown, unknown>
    const checked = checkRequest(schemas, { params, query, headers, body: schemas.body && body })
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const isKnown = isAllowed(request, parts.access)
    send(response, await handle({ ...checked, isKnown, signal: gone.signal }))
  }
  for (const each of [path, ...aliases])
    api[method](expressPath(each), observer(stated, parts), guard, ...limits, ...read, answer)
}

/** Tells of an answer when it has gone. */
function observer({ method, path }: Route, { observe, now }: ApiParts): RequestHandler {
  return (_request, response, next) => {
    const began = now()
    response.once('close', () => {
      const seconds = (now() - began) / 1000
      observe({ method, route: path, status: response.statusCode, seconds })
    })
    next()
  }
}

function isAllowed(request: Request, access: AccessRules): boolean {
  try {
    checkAccess(request, access)
    return true
  } catch {
    return false
  }
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

/** A body of another type would be taken for an empty one. */
const refuseOtherTypes: RequestHandler = (request, _response, next) => {
  const hasBody = request.headers['content-length'] !== undefined && request.headers['content-length'] !== '0'
  if (!hasBody || request.is('application/json') !== false) next()
  else throw new Problem(415, `got ${request.headers['content-type'] ?? 'no content type'}, allowed: application/json`)
}

function send(response: Response, result: unknown): void {
  const { status, body, type } = result instanceof Reply ? result : new Reply(200, result)
  response.status(status).type(type)
  if (type === 'application/json') response.json(body)
  else response.send(body)
}

const UNEXPECTED = new Problem(500, 'something went wrong that should not; the log of the server says what')

function tellProblem({ now, onError }: ApiParts): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const problem = problemOf(error, BODY_LIMIT)
    if (problem === undefined) onError(error instanceof Error ? error : new Error(String(error)))
    sendProblem(problem ?? UNEXPECTED, request, response, now())
  }
}

function sendProblem(problem: Problem, request: Request, response: Response, now: number): void {
  response.status(problem.status).set(problem.headers).type('application/problem+json')
  response.send(JSON.stringify(problemBody(problem, request.path, now)))
}
