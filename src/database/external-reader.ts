import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseError } from 'pg'
import { ensureReaderRole, READER } from './reader-role.ts'
import { openSession } from './session.ts'

/** The reader's connection string, or why there is none. */
export interface ExternalReader {
  readonly readerUrl: string | undefined
  readonly readerProblem: string | undefined
}

const FORBIDDEN = '42501'

/**
 * The reader role of a server that is not ours. Its password is kept in `dataDir`, in a file that only we can read; when it is unknown or no
 * longer works, the role is created or gets a new one, if the owner may do that.
 * @throws DatabaseUnavailable when the server does not let the owner in.
 */
export async function openExternalReader(url: string, dataDir: string): Promise<ExternalReader> {
  const client = await openSession(url)
  try {
    const file = passwordFile(url, dataDir)
    const known = readPassword(file)
    if (known !== undefined && (await works(readerUrlOf(url, known)))) return found(readerUrlOf(url, known))
    const password = known ?? randomBytes(18).toString('base64url')
    await ensureReaderRole(client, password)
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, password, { mode: 0o600 })
    return found(readerUrlOf(url, password))
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== FORBIDDEN) throw error
    return {
      readerUrl: undefined,
      readerProblem: `queries of others need the role ${READER}, which the role of DATABASE_URL may not create (${error.message}); grant it CREATEROLE, or use an owner that has it`,
    }
  } finally {
    await client.end()
  }
}

function found(readerUrl: string): ExternalReader {
  return { readerUrl, readerProblem: undefined }
}

async function works(readerUrl: string): Promise<boolean> {
  try {
    await (await openSession(readerUrl)).end()
    return true
  } catch {
    return false
  }
}

function readerUrlOf(url: string, password: string): string {
  const reader = new URL(url)
  reader.username = READER
  reader.password = password
  for (const key of ['user', 'password']) reader.searchParams.delete(key)
  return reader.href
}

/** One file a database, so that a change of DATABASE_URL does not change the password of another server's reader. */
function passwordFile(url: string, dataDir: string): string {
  const { host, pathname } = new URL(url)
  const name = createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 12)
  return join(dataDir, `postgres-reader-${name}`)
}

function readPassword(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
