import { type ChildProcess, spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from '../../src/database/connect.ts'
import { logUntil } from '../../src/cli/history/log-until.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openSession } from '../../src/database/session.ts'
import { type Digest, digestAll } from '../../src/digest/digest.ts'
import { openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import { openRunStream } from '../../src/event-store/run-stream.ts'
import { RUN_STREAM } from '../../src/run-history.ts'
import { ENGINE_FLAGS, type Ended, ended, LAUNCHER } from '../cli/running.ts'
import { openTemporaryDatabase, temporaryFolder } from '../database/temporary-database.ts'

/** A company of some thousand events a day in two regions, which reorders and is delivered to. */
const SMALL = [
  '--from=2024-03-04 --stores=3 --dcs=2 --customers=200 --products=150 --customers-per-day=60',
  '--set=volume.online_orders_per_day=40',
  '--set=volume.store_initial_inventory_min=2 --set=volume.store_initial_inventory_max=12',
  '--set=volume.store_reorder_point_min=1 --set=volume.store_reorder_point_max=6',
]
  .join(' ')
  .split(' ')

/** A data directory whose tables are in a database of its own. */
export interface History {
  readonly data: string
  /** The name of the database. */
  readonly name: string
  /** Starts the program on it, as users do. */
  start(args: readonly string[], how?: Start): ChildProcess
  /** Runs it to its end. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>
  /** Runs it and kills it as soon as the log has grown by some bytes, if it grows that much. */
  runAndKill(args: readonly string[], afterBytes: number): Promise<Ended>
  /** @throws when it was not made. */
  generate(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>
  digest(): Promise<Digest>
}

/** How the program is started. */
export interface Start {
  readonly env?: Readonly<Record<string, string>> | undefined
  /** Standard input, which is empty unless it is a pipe. */
  readonly input?: 'pipe'
  /** A command that starts the program, for example with fewer rights. */
  readonly through?: readonly string[]
}

type Variables = Readonly<Record<string, string>>

/** Makes histories in one server, so that each need not start its own. */
export interface Histories extends AsyncDisposable {
  /** In a folder of its own, or in the one that is given; `always` is in the environment of every command. */
  begin(name: string, data?: string, always?: Variables): Promise<History>
  readonly server: Database
}

export async function openHistories(): Promise<Histories> {
  const folder = temporaryFolder()
  const server = await openTemporaryDatabase()
  await makeTemplate(server)
  return {
    begin: (name, data = join(folder.path, name), always = {}) => begin({ data, name, always }, server),
    server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

/** A database with every table: to copy one takes a tenth of what it takes to make one. */
const TEMPLATE = 'migrated'

async function makeTemplate(server: Database): Promise<void> {
  await server.pool.query(`CREATE DATABASE ${TEMPLATE}`)
  const client = await openSession(urlOf(server, TEMPLATE))
  await migrate(client)
  await client.end()
}

function urlOf(server: Database, name: string): string {
  const url = new URL(server.url)
  url.pathname = name
  return url.href
}

async function begin(
  { data, name, always }: { readonly data: string; readonly name: string; readonly always: Variables },
  server: Database,
): Promise<History> {
  await server.pool.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`)
  const url = urlOf(server, name)
  const start = (args: readonly string[], { env, through = [], input }: Start = {}) => {
    const [command, ...rest] = [...through, process.execPath, ...ENGINE_FLAGS, LAUNCHER, ...args, '--data', data]
    return spawn(command, rest, {
      cwd: dirname(data),
      env: { PATH: process.env.PATH, DATABASE_URL: url, ...always, ...env },
      stdio: [input ?? 'ignore', 'pipe', 'pipe'],
    })
  }
  const history: History = {
    data,
    name,
    start,
    run: (args, env) => ended(start(args, { env })),
    async runAndKill(args, afterBytes) {
      const limit = logBytes(data) + afterBytes
      const child = start(args)
      const look = setInterval(() => {
        if (logBytes(data) >= limit) child.kill('SIGKILL')
      }, 2)
      return await ended(child).finally(() => clearInterval(look))
    },
    async generate(args, env) {
      const made = await history.run(['generate', ...SMALL, ...args], env)
      if (made.code !== 0) throw new Error(made.stderr)
      return made
    },
    async digest() {
      if (always['EVENTSTORE_URL'] === undefined) return await digestHere(data, url)
      const { code, stdout, stderr } = await history.run(['digest', '--json'])
      if (code !== 0) throw new Error(stderr)
      return JSON.parse(stdout) as Digest
    },
  }
  return history
}

/** What `tillstream digest` tells, without a process of its own. */
async function digestHere(data: string, url: string): Promise<Digest> {
  await using log = await openEmbeddedEventStore(data, { readOnly: true })
  const { lastSlice } = await openRunStream(log, RUN_STREAM)
  const client = await openSession(url)
  try {
    return await digestAll(logUntil(log, lastSlice?.to ?? 0, new AbortController().signal), client)
  } finally {
    await client.end()
  }
}

/** What the log takes on disk: its file and what was written ahead of it. */
function logBytes(data: string): number {
  const sizes = ['events.sqlite', 'events.sqlite-wal'].map((name) =>
    statSync(join(data, name), { throwIfNoEntry: false }),
  )
  return sizes.reduce((sum, stat) => sum + (stat?.size ?? 0), 0)
}

/** The arguments that make the small company. */
export const SMALL_COMPANY: readonly string[] = SMALL
