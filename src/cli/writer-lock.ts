import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DataDirectoryError } from './data-directory.ts'

/** Who writes to a data directory. */
export interface Writer {
  readonly pid: number
  /** Wall time, ISO 8601. */
  readonly since: string
}

/** How long a check by another process may hold the lock. */
const BUSY_MS = 250

const lockOf = (dataDir: string) => join(dataDir, 'writer.lock')
const cardOf = (dataDir: string) => join(dataDir, 'writer.json')

/**
 * The operating system holds the lock (SQLite's, on an empty database) and drops it with its process, however that
 * ends: a lock is never stale, and the number of a dead process that another one got means nothing.
 */
function lock(path: string): Disposable | undefined {
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
    if ((error as { errcode?: number }).errcode === 5) return undefined
    throw error
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
 * @throws DataDirectoryError that names the process which writes already.
 */
export function acquireWriter(dataDir: string): Disposable {
  const held = lock(lockOf(dataDir))
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

/** The process that writes to a data directory now, or undefined. */
export function currentWriter(dataDir: string): Partial<Writer> | undefined {
  if (!existsSync(lockOf(dataDir))) return undefined
  const held = lock(lockOf(dataDir))
  if (held === undefined) return cardIn(dataDir) ?? {}
  held[Symbol.dispose]()
  return undefined
}
