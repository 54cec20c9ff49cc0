import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { EventStoreUnavailable } from './port.ts'

/** How the file of an embedded event store is opened. */
export interface SqliteFileOptions {
  /** Never writes; the file must exist. */
  readonly readOnly?: boolean
  /** The file refuses to grow beyond this many bytes. */
  readonly maxBytes?: number
}

const SCHEMA_VERSION = 1
/** "Till" in ASCII: marks the file as an event log. */
const APPLICATION_ID = 0x54696c6c
const MAGIC = 'SQLite format 3\0'
const PAGE_BYTES = 16_384
/** The write-ahead log is folded into the file beyond this many pages (32 MiB). */
const CHECKPOINT_PAGES = 2048
const MAX_CHECKED_BYTES = 32 << 20
const BUSY_TIMEOUT_MS = 5000

const SCHEMA = `
  CREATE TABLE streams (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE types (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE appends (
    first_position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams,
    first_revision INTEGER NOT NULL,
    count INTEGER NOT NULL,
    events BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX appends_by_stream ON appends (stream, first_revision);
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`

/** Opens or creates the file of an embedded event store. @throws EventStoreUnavailable naming the file and what to do. */
export function openSqliteFile(file: string, options: SqliteFileOptions): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    checkFile(file, options.readOnly === true)
    database = options.readOnly === true ? openReadOnly(file) : openWritable(file, options.maxBytes)
    checkSchema(database, file)
    if (statSync(file).size <= MAX_CHECKED_BYTES) quickCheck(database, file)
    return database
  } catch (error) {
    database?.close()
    throw unavailable(file, error)
  }
}

/** Any failure of the file as the port's error. */
export function unavailable(file: string, error: unknown): EventStoreUnavailable {
  if (error instanceof EventStoreUnavailable) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new EventStoreUnavailable(`event log ${file}: ${reason}; ${advice(error)}`, { cause: error })
}

const DAMAGED = 'the file is damaged: restore it from a copy, or delete it and generate again'

function advice(error: unknown): string {
  if (error instanceof RangeError || error instanceof SyntaxError) return DAMAGED
  const { errcode, code } = error as { errcode?: number; code?: string }
  const primary = (errcode ?? 0) & 255
  if (primary === 11 || primary === 26) return DAMAGED
  if (primary === 13 || code === 'ENOSPC') return 'the disk or its quota is full: free some space and start again'
  if (primary === 5 || primary === 6) return 'another process is writing to it: wait until that has ended'
  if (primary === 10) return 'the disk failed to read or write: check it and start again'
  return 'check that the folder exists and that this user may read and write it'
}

function checkFile(file: string, readOnly: boolean): void {
  if (!readOnly) mkdirSync(dirname(file), { recursive: true })
  const bytes = existsSync(file) ? statSync(file).size : 0
  if (bytes === 0) {
    if (readOnly) throw new EventStoreUnavailable(`no event log at ${file}: generate one first, or name its folder`)
    return
  }
  if (!readOnly) accessSync(file, constants.W_OK)
  if (readStart(file) !== MAGIC) {
    throw new EventStoreUnavailable(`${file} is not an event log: restore it from a copy, or name another folder`)
  }
}

function readStart(file: string): string {
  const start = Buffer.alloc(MAGIC.length)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, start)
  } finally {
    closeSync(handle)
  }
  return start.toString('latin1')
}

function openWritable(file: string, maxBytes: number | undefined): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  database.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`)
  database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA foreign_keys = OFF`)
  if (maxBytes !== undefined) database.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / PAGE_BYTES)}`)
  database.exec('BEGIN IMMEDIATE')
  if (numberOf(database, 'SELECT count(*) FROM sqlite_schema') === 0) database.exec(SCHEMA)
  database.exec('COMMIT')
  return database
}

/** In a folder that cannot be written, SQLite opens a log without pending changes only when told that nobody writes. */
function openReadOnly(file: string): DatabaseSync {
  const quiet = !existsSync(`${file}-wal`) && !mayWrite(dirname(file))
  const url = pathToFileURL(file)
  if (quiet) url.search = '?immutable=1'
  return new DatabaseSync(quiet ? url : file, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function checkSchema(database: DatabaseSync, file: string): void {
  const version = numberOf(database, 'PRAGMA user_version')
  if (numberOf(database, 'PRAGMA application_id') !== APPLICATION_ID || version < 1) {
    throw new EventStoreUnavailable(`${file} is a SQLite file but not an event log: name another folder`)
  }
  if (version > SCHEMA_VERSION) {
    throw new EventStoreUnavailable(
      `${file} has format ${version}, this program reads up to ${SCHEMA_VERSION}: use the newer program that wrote it`,
    )
  }
}

function quickCheck(database: DatabaseSync, file: string): void {
  const [finding] = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})
  if (finding !== 'ok') throw new EventStoreUnavailable(`event log ${file}: ${oneLine(String(finding))}; ${DAMAGED}`)
}

function oneLine(finding: string): string {
  return finding.replace('*** in database main ***', '').trim().replaceAll('\n', ', ')
}

/** The single number that a query returns. */
export function numberOf(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get() ?? {})[0])
}
