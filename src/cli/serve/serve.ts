import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { checkAccess } from '../../api/access.ts'
import { EngineRefused } from '../../api/engine.ts'
import { type Answered, createMetrics } from '../../api/metrics.ts'
import { createApi } from '../../api/server.ts'
import { isLoopback } from '../../config/loopback.ts'
import type { Config } from '../../config/schema.ts'
import type { FeedClock } from '../../live/protocol.ts'
import { type FeedServer, serveFeed } from '../../live/websocket.ts'
import type { CommandContext } from '../command.ts'
import { UsageError } from '../usage-error.ts'
import { type Beginning, beginCompany } from './begin-company.ts'
import { ChildEngine } from './child-engine.ts'
import { ChildStream } from './child-stream.ts'
import { currentConfig } from './config-access.ts'
import { clearData } from '../clear-data.ts'
import { connectionsOf } from '../history/connection-text.ts'
import { timeZone } from '../../time/time-zone.ts'
import { zoneNames } from '../status/table-status.ts'
import { chosenSink } from '../publish/open-sink.ts'
import { mayHaveLog } from '../event-log.ts'
import { postgresDashboard } from './dashboard/postgres-dashboard.ts'
import { dashboardFolder } from './dashboard/dashboard-folder.ts'
import { readBeginning } from './feed-beginning.ts'
import { FeedThread } from './feed-thread.ts'
import { type HeldDatabase, holdDatabase } from './held-database.ts'
import { readHistoryState } from './history-state.ts'
import { LogIndex } from './log-index.ts'
import { readLetters, summarizeLetters } from './kept-letters.ts'
import { readOutbox } from './outbox.ts'
import { asked, postgresTables } from './postgres-tables.ts'
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
  const held = stack.use(await holdDatabase(context, config))
  const index = new LogIndex(context)
  const engine = stack.use(openEngine(context, { held, index }, () => clear(stream, { held, index }, config)))
  const stream: ChildStream = stack.use(openStream(context, engine, { held, index }))
  const feed = stack.use(openFeed(context, config, { engine, held }))
  const access = { key: config.api.key ?? undefined, allowedOrigins: config.api.allowed_origins }
  const tables = postgresTables(held.database)
  const dashboard = postgresDashboard(held.database)
  const pages = dashboardFolder()
  const metrics = createMetrics({ engine, streaming: stream, feedClients: () => listening.clients(), now: host.now })
  const api = createApi({
    routes: routesOf(context, config, { engine, streaming: stream, tables, dashboard, metrics }),
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

async function begin(context: CommandContext, beginning: Beginning, { engine, held }: FeedSources): Promise<void> {
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

interface Sources {
  readonly held: HeldDatabase
  readonly index: LogIndex
}

function openEngine(context: CommandContext, { held, index }: Sources, clearAll: () => Promise<void>): ChildEngine {
  return new ChildEngine({
    flags: configurationFlags(context),
    history: () => readHistoryState(context, index, held.database()),
    clear: clearAll,
    now: context.host.now,
    log: context.log.info,
  })
}

interface FeedSources {
  readonly engine: ChildEngine
  readonly held: HeldDatabase
}

function openFeed(context: CommandContext, config: Config, { engine, held }: FeedSources): FeedThread {
  return new FeedThread({
    config,
    clock: () => clockOf(engine),
    canFollow: () => !engine.isGenerating() && mayHaveLog(config),
    beginning: () => readBeginning(held.database()),
    warn: context.log.warn,
  })
}

/** @throws EngineRefused while events are being sent. */
async function clear(stream: ChildStream, { held, index }: Sources, config: Config): Promise<void> {
  if (stream.isActive()) throw new EngineRefused('busy', 'events are being sent: stop that first')
  await held.without(async () => void (await clearData(config.paths.data)))
  index.clear()
}

function openStream(context: CommandContext, engine: ChildEngine, { held, index }: Sources): ChildStream {
  return new ChildStream({
    flags: configurationFlags(context),
    engine,
    missing: () =>
      chosenSink(currentConfig(context).config) === null
        ? 'there is no sink: set AZURE_EVENTHUB_CONNECTION_STRING, or stream.sink'
        : undefined,
    outbox: () => asked(() => readOutbox(index, chosenSink(currentConfig(context).config), held.database())),
    letterSummary: () => asked(() => summarizeLetters(held.database())),
    letters: (limit) => asked(() => readLetters(held.database(), limit)),
    now: context.host.now,
    log: context.log.info,
  })
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
