import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { type Cluster, checkCluster, createCluster, OWNER, readCredentials } from './cluster.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { withExclusiveLock } from './exclusive-lock.ts'
import { choosePort, rememberPort } from './free-port.ts'
import { leaseHolders } from './leases.ts'
import { findPostgresPackage, type PostgresBinaries, preparePostgresBinaries } from './postgres-binaries.ts'
import { READER } from './reader-role.ts'
import { claim } from './server-claim.ts'
import { prepareServer } from './server-contents.ts'
import { openSession } from './session.ts'
import { endsWithin, findServer, type RunningServer, startServer, stopServer } from './server-process.ts'
import { giveTo, serverUserOf } from './server-user.ts'

/** A running Postgres server of a data directory, and our claim on it. Disposing gives the claim back; the last one stops the server. */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** Connection string of the owner, who may do everything. Holds a password. */
  readonly url: string
  /** Connection string of the role that can only read. Holds a password. */
  readonly readerUrl: string
  readonly port: number
  readonly pid: number
  /** Starts the server again, on the same port, when it has died. @throws DatabaseUnavailable when it does not come up. */
  revive(): Promise<void>
}

/** Where the server's data are, and on which port of 127.0.0.1 it must listen; a free one when absent. */
export interface EmbeddedPostgresOptions {
  readonly dataDir: string
  readonly port?: number
  readonly log?: (line: string) => void
  /** Told of what the user should know. */
  readonly warn?: (line: string) => void
}

const DATABASE = 'tillstream'
const ATTEMPTS = 3
const DYING_LIMIT_MS = 1000

/**
 * Attaches to the server that other processes already run for this data directory, adopts one whose processes have died, or creates and starts one.
 * Files: `postgres/` (the cluster), `postgres.log`, `postgres-leases/`, `postgres.lock`, all under `dataDir`.
 * @throws DatabaseUnavailable when that is not possible; the message says what to do.
 */
export async function openEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    return await openUnderLock(makePlaces(options.dataDir), options)
  } catch (error) {
    if (error instanceof DatabaseUnavailable || (error as NodeJS.ErrnoException).syscall === undefined) throw error
    throw new DatabaseUnavailable(
      `the data directory ${options.dataDir} cannot be used: ${(error as Error).message}; choose another --data folder, or set DATABASE_URL`,
      { cause: error },
    )
  }
}

async function openUnderLock(places: Places, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  // Says whose the folder is before the lock file fails for lack of rights.
  serverUserOf(places.cluster)
  return withExclusiveLock(places.lock, async () => {
    const cluster = await openCluster(places.cluster, options)
    for (let attempt = 1; ; attempt++) {
      const others = leaseHolders(places.leases)
      const claimed = claim(cluster, places)
      let server: RunningServer | undefined
      try {
        server = await attachOrStart(cluster, places, { ...options, others })
        const urls = urlsOf(cluster, server)
        await prepareServer(urls.maintenance, urls.forUsers)
        const { port, pid } = server
        const { url } = urls.forUsers
        const revive = () =>
          withExclusiveLock(places.lock, () => startAgain(cluster, places, { ...options, port, url }))
        return { ...urls.forUsers, port, pid, revive, [Symbol.asyncDispose]: claimed.end }
      } catch (error) {
        // A server that is just dying still looks alive; when it is gone, the next attempt starts another.
        const again = server !== undefined && attempt < ATTEMPTS && (await endsWithin(server.pid, DYING_LIMIT_MS))
        // Not even a server that does not stop hides why it could not be used.
        await claimed.endUnderLock().catch(() => undefined)
        if (!again) throw error
      }
    }
  })
}

/** What has been written ahead brings a server that was killed to its last commit. */
async function startAgain(
  cluster: Cluster,
  places: Places,
  options: EmbeddedPostgresOptions & { readonly url: string },
): Promise<void> {
  const running = findServer(cluster.folder)
  // Somebody else may have started it again; one that is just dying still looks alive.
  if (running?.ready && ((await answers(options.url)) || !(await endsWithin(running.pid, DYING_LIMIT_MS)))) return
  options.warn?.('the embedded database has died; starting it again')
  await attachOrStart(cluster, places, { ...options, others: [] })
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await openSession(url)).end()
    return true
  } catch {
    return false
  }
}

function urlsOf({ folder }: Cluster, { port }: RunningServer) {
  const credentials = readCredentials(folder)
  const urlOf = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`
  return {
    forUsers: {
      url: urlOf(OWNER, credentials.owner, DATABASE),
      readerUrl: urlOf(READER, credentials.reader, DATABASE),
    },
    maintenance: urlOf(OWNER, credentials.owner, 'postgres'),
  }
}

/** Stops the server that died processes left behind, so that the folder can be removed. False when processes still use it. */
export async function stopAbandonedPostgres(dataDir: string): Promise<boolean> {
  if (!existsSync(join(dataDir, 'postgres'))) return true
  const places = makePlaces(dataDir)
  return withExclusiveLock(places.lock, async () => {
    if (leaseHolders(places.leases).length > 0) return false
    const server = findServer(places.cluster)
    if (server !== undefined) await stopServer(await openCluster(places.cluster, {}), server)
    return true
  })
}

type Places = ReturnType<typeof makePlaces>

function makePlaces(dataDir: string) {
  mkdirSync(dataDir, { recursive: true })
  const root = realpathSync(dataDir)
  const at = (name: string) => join(root, name)
  return {
    cluster: at('postgres'),
    leases: at('postgres-leases'),
    lock: at('postgres.lock'),
    log: at('postgres.log'),
    port: at('postgres.port'),
  }
}

async function openCluster(folder: string, { log }: Pick<EmbeddedPostgresOptions, 'log'>): Promise<Cluster> {
  const found = findPostgresPackage()
  const user = serverUserOf(folder)
  if (existsSync(folder)) checkCluster(folder, found)
  let binaries: PostgresBinaries | undefined
  const cluster = {
    folder,
    user,
    // Whoever attaches to a running server needs none.
    get binaries() {
      binaries ??= preparePostgresBinaries(found, user)
      return binaries
    },
  }
  if (existsSync(folder)) return cluster
  log?.(`creating a PostgreSQL ${found.version} database in ${folder}`)
  await createCluster(cluster)
  return cluster
}

async function attachOrStart(
  cluster: Cluster,
  places: Places,
  { port, log, others }: EmbeddedPostgresOptions & { readonly others: readonly number[] },
): Promise<RunningServer> {
  const running = findServer(cluster.folder)
  if (running?.ready && (port === undefined || port === running.port)) return running
  if (running?.ready && others.length > 0) {
    throw new DatabaseUnavailable(
      `the database of this data directory already runs on port ${running.port} for process ${others.join(', ')}, so it cannot also listen on port ${port}; end those processes or ask for port ${running.port}`,
    )
  }
  if (running !== undefined) await stopServer(cluster, running)
  const chosen = port ?? (await choosePort(places.port))
  const started = await startServer(cluster, chosen, places.log)
  rememberPort(places.port, chosen)
  giveTo(places.port, cluster.user)
  log?.(`PostgreSQL listens on 127.0.0.1:${chosen}`)
  return started
}
