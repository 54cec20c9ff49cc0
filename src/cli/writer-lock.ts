import { accessSync, constants, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DataDirectoryError } from './data-directory.ts'

/** Who writes to a data directory. */
export interface Writer {
  readonly pid: number
  /** Wall time, ISO 8601. */
  readonly since: string
}

/** How long another process that looks who writes may be in the way. */
const BUSY_MS = 250
/** Of SQLite: another process holds the lock. */
const BUSY = 5

const lockOf = (dataDir: string) => join(dataDir, 'writer.lock')
const cardOf = (dataDir: string) => join(dataDir, 'writer.json')

/**
 * The operating system holds the lock (SQLite's, on an empty database) and drops it with its process, however that
 * ends: a lock is never stale, and the number of a dead process that another one got means nothing.
 */
function lock(dataDir: string): Disposable | undefined {
  const path = lockOf(dataDir)
  assertWritable(dataDir)
  const database = new DatabaseSync(path, { timeout: BUSY_MS })
  const file = statSync(path, { throwIfNoEntry: false })?.ino
  try {
    database.exec('BEGIN EXCLUSIVE')
    // Whoever cleared the directory meanwhile took the file away: a lock on it would bind nobody.
    if (file !== statSync(path, { throwIfNoEntry: false })?.ino)
      throw new DataDirectoryError(`${path} was just deleted`)
    return { [Symbol.dispose]: () => database.close() }
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

function isBusy(error: unknown): boolean {
  return (error as { readonly errcode?: number }).errcode === BUSY
}

/** SQLite says of a directory or file of somebody else only that a database cannot be opened, or is read only. */
function assertWritable(dataDir: string): void {
  for (const path of [dataDir, lockOf(dataDir), cardOf(dataDir)]) {
    try {
      accessSync(path, constants.W_OK)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (path !== dataDir && code === 'ENOENT') continue
      throw new DataDirectoryError(`${path} cannot be written to by this user (${code})`)
    }
  }
}

function cardIn(dataDir: string): Writer | undefined {
  try {
    return JSON.parse(readFileSync(cardOf(dataDir), 'utf8')) as Writer
  } catch {
    return undefined
  }
}

/**
 * Becomes the one process that writes to a data directory, until disposed of.
 * @throws DataDirectoryError that names the process which writes already, or what this user may not write to.
 */
export function acquireWriter(dataDir: string): Disposable {
  const held = lock(dataDir)
  if (held === undefined) throw new DataDirectoryError(inUse(dataDir, cardIn(dataDir)))
  const writer: Writer = { pid: process.pid, since: new Date().toISOString() }
  writeFileSync(cardOf(dataDir), JSON.stringify(writer))
  return {
    [Symbol.dispose]: () => {
      rmSync(cardOf(dataDir), { force: true })
      held[Symbol.dispose]()
    },
  }
}

function inUse(dataDir: string, writer: Writer | undefined): string {
  const who = writer === undefined ? 'another process' : `process ${writer.pid} (since ${writer.since})`
  return `${dataDir} is being written by ${who}; wait for it, or stop it first`
}

/** The process that writes to a data directory now, or undefined; who may only read the directory may ask, too. */
export function currentWriter(dataDir: string): Partial<Writer> | undefined {
  const path = lockOf(dataDir)
  if (!existsSync(path)) return undefined
  try {
    using database = new DatabaseSync(path, { readOnly: true })
    // Whoever holds the lock keeps readers out.
    database.exec('SELECT count(*) FROM sqlite_schema')
    return undefined
  } catch (error) {
    if (isBusy(error)) return cardIn(dataDir) ?? {}
    if (!existsSync(path)) return undefined
    throw error
  }
}
