import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { basename } from 'node:path'
import { checkAccess } from '../../api/access.ts'
import type { ComponentHealth } from '../../api/resources/meta.ts'
import { commandRoutes } from '../../api/resources/commands.ts'
import { configRoutes } from '../../api/resources/config.ts'
import { dataRoutes } from '../../api/resources/data.ts'
import { disruptionRoutes } from '../../api/resources/disruptions.ts'
import { generationRoutes } from '../../api/resources/generation.ts'
import { metaRoutes } from '../../api/resources/meta.ts'
import { queryRoute } from '../../api/resources/query.ts'
import { simulationRoutes } from '../../api/resources/simulation.ts'
import type { Route } from '../../api/route.ts'
import { createApi } from '../../api/server.ts'
import type { Tables } from '../../api/tables.ts'
import { isLoopback } from '../../config/loopback.ts'
import type { Config } from '../../config/schema.ts'
import type { Database } from '../../database/connect.ts'
import type { FeedClock } from '../../live/protocol.ts'
import { serveFeed } from '../../live/websocket.ts'
import type { CommandContext } from '../command.ts'
import { UsageError } from '../usage-error.ts'
import { ChildEngine } from './child-engine.ts'
import { clearData } from '../clear-data.ts'
import { configAccess } from './config-access.ts'
import { mayHaveLog } from '../event-log.ts'
import { FeedThread } from './feed-thread.ts'
import { holdDatabase } from './held-database.ts'
import { readHistoryState } from './history-state.ts'
import { postgresTables } from './postgres-tables.ts'

/** A server that answers. */
export interface Serving extends AsyncDisposable {
  /** `http://127.0.0.1:8000` */
  readonly url: string
}

/** Opens the tables, and listens. @throws UsageError when the address is taken. */
export async function serve(context: CommandContext): Promise<Serving> {
  const { config } = await context.config()
  await using stack = new AsyncDisposableStack()
  const { host } = context
  const held = stack.use(await holdDatabase(context, config))
  const engine = stack.use(
    new ChildEngine({
      flags: configurationFlags(context),
      history: () => readHistoryState(context, held.database()),
      clear: () => held.without(async () => void (await clearData(config.paths.data))),
      now: context.host.now,
      log: context.log.info,
    }),
  )
  const feed = stack.use(
    new FeedThread({
      config,
      clock: () => clockOf(engine),
      canFollow: () => !engine.isGenerating() && mayHaveLog(config),
      regions: () => readRegions(held.database()),
      warn: context.log.warn,
    }),
  )
  const access = { key: config.api.key ?? undefined, allowedOrigins: config.api.allowed_origins }
  const api = createApi({
    routes: routesOf(context, config, { engine, tables: postgresTables(held.database) }),
    access,
    now: host.now,
    onError: (error) => context.log.error(error.stack ?? error.message),
  })
  const server = createServer(api)
  const admit = (request: IncomingMessage) => checkAccess(request, access)
  stack.defer(() => close(server))
  stack.use(serveFeed(server, { connect: (wires) => feed.connect(wires), admit }))
  const port = await listen(server, config.api)
  const owned = stack.move()
  const name = isLoopback(config.api.host) ? 'localhost' : config.api.host
  return { url: `http://${name}:${port}`, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

interface Served {
  readonly engine: ChildEngine
  readonly tables: Tables
}

function routesOf(context: CommandContext, config: Config, { engine, tables }: Served): readonly Route[] {
  const { version, host } = context
  const { now } = host
  const routes = [
    ...generationRoutes({ engine, tables, now, confirmation: basename(config.paths.data) }),
    ...simulationRoutes(engine),
    ...commandRoutes(engine, tables),
    ...disruptionRoutes({ engine, tables, now }),
    ...dataRoutes(tables),
    queryRoute(tables),
    ...configRoutes(configAccess(context)),
  ]
  const health = async () => ({ database: await databaseHealth(tables), engine: engineHealth(engine) })
  return [...metaRoutes({ version, now, health }, routes), ...routes]
}

function clockOf(engine: ChildEngine): FeedClock {
  const { status, at, speed, achieved, lagMs } = engine.simulation()
  const simulated_time = at === null ? null : new Date(at).toISOString()
  return { status, simulated_time, speed, achieved_speed: achieved, lag_ms: lagMs }
}

/** What gives another command the configuration of this one. */
function configurationFlags({ flags, settings }: CommandContext): readonly string[] {
  const { config: file, preset } = flags
  return [
    ...(file === undefined ? [] : [`--config=${String(file)}`]),
    ...(preset === undefined ? [] : [`--preset=${String(preset)}`]),
    ...settings.map(({ path, value }) => `--set=${path}=${value}`),
  ]
}

async function databaseHealth(tables: Tables): Promise<ComponentHealth> {
  try {
    return { status: 'healthy', latency_ms: await tables.ping() }
  } catch (error) {
    return { status: 'unhealthy', detail: (error as Error).message }
  }
}

async function readRegions({ pool }: Database): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ store_id: number; dc_id: number }>('SELECT store_id, dc_id FROM dim_stores')
  return new Map(rows.map(({ store_id, dc_id }) => [store_id, dc_id]))
}

function engineHealth(engine: ChildEngine): ComponentHealth {
  const { status, error } = engine.simulation()
  return status === 'failed'
    ? { status: 'degraded', detail: error ?? 'it failed' }
    : { status: 'healthy', detail: status }
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
