import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { cleanEnvironment, type PostgresBinaries, type PostgresPackage } from './postgres-binaries.ts'
import { canReach, giveTo, type ServerUser } from './server-user.ts'

/** Where a data directory's server lives and how it runs. */
export interface Cluster {
  /** The Postgres data directory, `<data>/postgres`. */
  readonly folder: string
  readonly user: ServerUser | undefined
  readonly binaries: PostgresBinaries
}

/** Passwords of the roles `tillstream` (owner) and `tillstream_reader`; in a file that only we can read. */
export interface Credentials {
  readonly owner: string
  readonly reader: string
}

export const OWNER = 'tillstream'

/** A draft that nobody has touched for so long was left by a killed program. */
const ABANDONED_MS = 600_000

/** Stands for the working directory of the process that opens it, whatever the folders above it allow. */
const WORKING_DIRECTORY = '/proc/self/cwd'

/**
 * Refuses a folder that this program's Postgres cannot serve.
 * @throws DatabaseUnavailable for another major version, or a folder that is no Postgres data directory.
 */
export function checkCluster(folder: string, { major }: PostgresPackage): void {
  const versionFile = join(folder, 'PG_VERSION')
  const found = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : undefined
  if (found === String(major)) return
  const problem =
    found === undefined
      ? `${folder} exists but is not a Postgres data directory`
      : `${folder} was made by PostgreSQL ${found}, and this program brings PostgreSQL ${major}`
  throw new DatabaseUnavailable(
    `${problem}; nothing was changed. Move that folder away (all tables can be rebuilt from the event log with "tillstream project --rebuild"), choose another --data folder, or set DATABASE_URL`,
  )
}

/**
 * Creates the cluster. It appears under its name only when it is complete, so that an interrupted creation leaves nothing behind
 * that counts. Each attempt has a draft of its own: the initdb of a killed program may still be at work in another.
 */
export async function createCluster(cluster: Cluster): Promise<void> {
  const { folder, user, binaries } = cluster
  mkdirSync(dirname(folder), { recursive: true })
  removeOldDrafts(folder)
  const draft = mkdtempSync(draftPrefix(folder))
  giveTo(draft, user)
  const credentials: Credentials = { owner: newPassword(), reader: newPassword() }
  await initialise({ folder: draft, user, binaries }, credentials.owner)
  const file = credentialsFile(draft)
  writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 })
  giveTo(file, user)
  renameSync(draft, folder)
}

function draftPrefix(folder: string): string {
  return `${folder}.new-`
}

function removeOldDrafts(folder: string): void {
  const drafts = readdirSync(dirname(folder)).filter((name) => name.startsWith(basename(draftPrefix(folder))))
  for (const draft of drafts.map((name) => join(dirname(folder), name))) {
    if (Date.now() - statSync(draft).mtimeMs > ABANDONED_MS) rmSync(draft, { recursive: true, force: true })
  }
}

/** @throws DatabaseUnavailable when the file is missing, which `createCluster` wrote. */
export function readCredentials(folder: string): Credentials {
  try {
    return JSON.parse(readFileSync(credentialsFile(folder), 'utf8')) as Credentials
  } catch (cause) {
    throw new DatabaseUnavailable(
      `${credentialsFile(folder)} cannot be read, so nobody knows the passwords of this database; move ${folder} away and rebuild it with "tillstream project --rebuild"`,
      { cause },
    )
  }
}

/** How to name the folder to a Postgres program, and where to start that program. */
export function serverPlace({ folder, user }: Cluster): { readonly dataDir: string; readonly cwd: string } {
  if (user === undefined || canReach(folder, user)) return { dataDir: folder, cwd: folder }
  // The working directory is entered before the account changes, so that even a folder below /root can be served.
  if (process.platform === 'linux') return { dataDir: WORKING_DIRECTORY, cwd: folder }
  throw new DatabaseUnavailable(
    `user id ${user.uid}, under which Postgres must run because it refuses root, cannot reach ${folder}; choose a --data folder outside of private folders, run as an ordinary user, or set DATABASE_URL`,
  )
}

async function initialise(cluster: Cluster, password: string): Promise<void> {
  const { dataDir, cwd } = serverPlace(cluster)
  const secrets = mkdtempSync(join(tmpdir(), 'tillstream-initdb-'))
  try {
    const passwordFile = join(secrets, 'password')
    writeFileSync(passwordFile, password, { mode: 0o600 })
    for (const path of [secrets, passwordFile]) giveTo(path, cluster.user)
    await initdb(cluster, cwd, initdbArguments(dataDir, passwordFile))
  } finally {
    rmSync(secrets, { recursive: true, force: true })
  }
}

/** Detached, so that a Ctrl-C meant for this program does not end it half-way. */
async function initdb({ binaries, user, folder }: Cluster, cwd: string, args: readonly string[]): Promise<void> {
  const run = spawn(binaries.initdb, args, {
    ...user,
    cwd,
    env: cleanEnvironment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  run.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text
  })
  run.on('error', (error) => {
    words += error.message
  })
  const code = await new Promise<number | null>((resolve) => {
    run.on('close', resolve)
  })
  if (code === 0) return
  const advice = words.includes('effective user ID')
    ? '; give that user a line in /etc/passwd, or set DATABASE_URL'
    : ''
  throw new DatabaseUnavailable(`initdb could not create ${folder}: ${words.trim()}${advice}`)
}

function initdbArguments(dataDir: string, passwordFile: string): readonly string[] {
  // The built-in locale sorts by code point on every machine, whatever LANG says. Checksums cost a full page of log for every page that
  // a query first looks at, and all that is stored here can be rebuilt from the event log.
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const access = [`--username=${OWNER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  return ['-D', dataDir, ...locale, ...access, '--no-data-checksums', '--no-instructions']
}

function credentialsFile(folder: string): string {
  return join(folder, 'tillstream-credentials.json')
}

function newPassword(): string {
  return randomBytes(18).toString('base64url')
}
