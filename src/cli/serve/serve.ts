import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { checkAccess } from '../../api/access.ts'
import type { Answered } from '../../api/metrics.ts'
import { createApi } from '../../api/server.ts'
import { isLoopback } from '../../config/loopback.ts'
import type { Config } from '../../config/schema.ts'
import { type FeedServer, serveFeed } from '../../live/websocket.ts'
import type { CommandContext } from '../command.ts'
import { UsageError } from '../usage-error.ts'
import { type Beginning, beginCompany } from './begin-company.ts'
import { connectionsOf } from '../history/connection-text.ts'
import { timeZone } from '../../time/time-zone.ts'
import { zoneNames } from '../status/table-status.ts'
import { dashboardFolder } from './dashboard/dashboard-folder.ts'
import { openMetrics } from './open-metrics.ts'
import { type OpenParts, openParts } from './open-parts.ts'
import { routesOf } from './routes.ts'

/** A server that answers. */
export interface Serving extends AsyncDisposable {
  /** `http://127.0.0.1:8000` */
  readonly url: string
  readonly hasDashboard: boolean
  /** A line to paste that opens the database; undefined when its password is not ours to tell. */
  readonly psql: string | undefined
  /** Brings about what shall be there when it has begun; tells what went wrong with that. */
  readonly begin: (beginning: Beginning) => Promise<void>
}

/** Opens the tables, and listens. @throws UsageError when the address is taken. */
export async function serve(context: CommandContext): Promise<Serving> {
  const { config } = await context.config()
  const { host } = context
  await using stack = new AsyncDisposableStack()
  const parts = await openParts(context, config, stack)
  const { held, engine, feed } = parts
  const access = { key: config.api.key ?? undefined, allowedOrigins: config.api.allowed_origins }
  const pages = dashboardFolder()
  const metrics = openMetrics(context, parts, () => listening.clients())
  const api = createApi({
    routes: routesOf(context, config, { ...parts, metrics }),
    access,
    pages,
    now: host.now,
    observe(answered) {
      metrics.observe(answered)
      context.log.debug(answeredText(answered))
    },
    onError: (error) => context.log.error(error.stack ?? error.message),
  })
  const server = createServer(api)
  const admit = (request: IncomingMessage) => checkAccess(request, access)
  stack.defer(() => close(server))
  const listening: FeedServer = stack.use(serveFeed(server, { connect: (wires) => feed.connect(wires), admit }))
  const port = await listen(server, config.api)
  const owned = stack.move()
  const name = isLoopback(config.api.host) ? 'localhost' : config.api.host
  return {
    url: `http://${name}:${port}`,
    hasDashboard: pages !== undefined,
    psql: connectionsOf(held.database()).reader?.psql,
    begin: (beginning) => begin(context, beginning, { engine, held }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function begin(
  context: CommandContext,
  beginning: Beginning,
  { engine, held }: Pick<OpenParts, 'engine' | 'held'>,
): Promise<void> {
  const { log, signal } = context
  const zone = async () => timeZone((await zoneNames(held.database().pool))[0] ?? 'UTC')
  try {
    await beginCompany(beginning, { engine, zone, log: log.info, signal })
  } catch (error) {
    if (!signal.aborted) log.error((error as Error).message)
  }
}

function answeredText({ method, route, status, seconds }: Answered): string {
  return `${method.toUpperCase()} ${route} ${status} ${Math.round(seconds * 1000)} ms`
}

async function listen(server: Server, { host, port }: Config['api']): Promise<number> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error
    throw new UsageError([`api.port: ${host}:${port} cannot be used (${code}); --port takes another, 0 any free one`])
  }
  return (server.address() as { readonly port: number }).port
}

const CLOSE_LIMIT_MS = 3000

/** Lets answers under way finish, within a limit. */
async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const limit = setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MS)
  await closed
  clearTimeout(limit)
}
