import type { Kysely } from 'kysely'
import { type Client, Pool } from 'pg'
import { openEmbeddedPostgres } from './embedded-postgres.ts'
import { openExternalReader } from './external-reader.ts'
import { openSession, prepareSession, sessionConfig, surviveItsEnd } from './session.ts'

/** Where the tables are: an external server when `databaseUrl` is set, else the embedded server of `dataDir`. */
export interface DatabaseTarget {
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  /** Port of 127.0.0.1 for the embedded server; a free one when absent. */
  readonly port?: number | undefined
  readonly log?: (line: string) => void
  /** Told of what the user should know. */
  readonly warn?: (line: string) => void
}

/** An open database. Disposing ends its pool, and the embedded server when nobody else uses it; sessions from `connect` are the caller's to end. */
export interface Database extends AsyncDisposable {
  /** Connection string of the owner; holds a password, so show it only where the user asked for it. */
  readonly url: string
  /** Connection string of the role that can only read; undefined when an external server has none and `readerProblem` says why. */
  readonly readerUrl: string | undefined
  readonly readerProblem: string | undefined
  readonly embedded: boolean
  /** For short statements. */
  readonly pool: Pool
  /** A session of its own, for transactions and COPY. @throws DatabaseUnavailable */
  connect(): Promise<Client>
  /** Typed queries over the pool. The caller states the tables. Loaded when somebody asks. */
  kysely<Tables>(): Promise<Kysely<Tables>>
}

const POOL_SIZE = 8

/**
 * Opens the database and proves that it answers.
 * @throws DatabaseUnavailable when it does not; the message says what to do and holds no password.
 */
export async function connectDatabase(target: DatabaseTarget): Promise<Database> {
  if (target.databaseUrl === undefined || target.databaseUrl === '') return connectEmbedded(target)
  const reader = await openExternalReader(target.databaseUrl, target.dataDir)
  return { ...openDatabase(target.databaseUrl), ...reader, embedded: false }
}

async function connectEmbedded({ dataDir, port, log, warn }: DatabaseTarget): Promise<Database> {
  const server = await openEmbeddedPostgres({
    dataDir,
    ...(port && { port }),
    ...(log && { log }),
    ...(warn && { warn }),
  })
  const database = openDatabase(server.url)
  return {
    ...database,
    /** A server of ours that has died is started again for whoever asks next. */
    async connect() {
      try {
        return await database.connect()
      } catch {
        await server.revive()
        return await database.connect()
      }
    },
    readerUrl: server.readerUrl,
    readerProblem: undefined,
    embedded: true,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

function openDatabase(url: string) {
  const pool = new Pool({ ...sessionConfig(url), max: POOL_SIZE, onConnect: prepareSession })
  // The pool drops an idle session that the server ended; the next statement opens another, or fails and tells.
  pool.on('error', () => undefined)
  pool.on('connect', surviveItsEnd)
  let ended = false
  return {
    url,
    pool,
    connect: () => openSession(url),
    async kysely<Tables>() {
      const { Kysely, PostgresDialect } = await import('kysely')
      return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    },
    async [Symbol.asyncDispose]() {
      if (ended) return
      ended = true
      await pool.end()
    },
  }
}
