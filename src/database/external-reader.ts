import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, DatabaseError } from 'pg'
import { createReaderRole, READER, readerExists } from './reader-role.ts'
import { openSession } from './session.ts'

/** The reader's connection string, or why there is none. */
export interface ExternalReader {
  readonly readerUrl: string | undefined
  readonly readerProblem: string | undefined
}

const FORBIDDEN = '42501'
const EXISTS = '42710'

/**
 * The reader role of a server that is not ours. It is created when the server has none, if the owner may do that, and its password is kept in
 * `dataDir`, in a file that only we can read. The role is the same for all databases of the server and all who use it, so an existing one keeps
 * the password that it has; when we do not know that, there is no reader.
 * @throws DatabaseUnavailable when the server does not let the owner in.
 */
export async function openExternalReader(url: string, dataDir: string): Promise<ExternalReader> {
  const client = await openSession(url)
  try {
    const file = passwordFile(url, dataDir)
    const known = readPassword(file)
    const refusal = known === undefined ? `${file} does not exist` : await refusalOf(readerUrlOf(url, known))
    if (known !== undefined && refusal === undefined) return found(readerUrlOf(url, known))
    if (await readerExists(client)) return unknownPassword(file, refusal)
    const password = known ?? randomBytes(18).toString('base64url')
    mkdirSync(dataDir, { recursive: true })
    // Before the role, so that no role is left whose password nobody knows.
    writeFileSync(file, password, { mode: 0o600 })
    return await create(client, { file, password, readerUrl: readerUrlOf(url, password) })
  } finally {
    await client.end()
  }
}

interface NewReader {
  readonly file: string
  readonly password: string
  readonly readerUrl: string
}

async function create(client: Client, { file, password, readerUrl }: NewReader): Promise<ExternalReader> {
  try {
    await createReaderRole(client, password)
    return found(readerUrl)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    if (error.code === EXISTS) return unknownPassword(file, error.message)
    if (error.code !== FORBIDDEN) throw error
    return problem(
      `queries of others need the role ${READER}, which the role of DATABASE_URL may not create (${error.message}); grant it CREATEROLE, or use an owner that has it`,
    )
  }
}

function unknownPassword(file: string, reason = 'unknown'): ExternalReader {
  return problem(
    `queries of others need the password of the role ${READER}, which the server of DATABASE_URL already has and others may use (${reason}); write its password into ${file} (the data directory that created the role has it in the file of that name), or drop the role so that it is created anew`,
  )
}

function problem(readerProblem: string): ExternalReader {
  return { readerUrl: undefined, readerProblem }
}

function found(readerUrl: string): ExternalReader {
  return { readerUrl, readerProblem: undefined }
}

async function refusalOf(readerUrl: string): Promise<string | undefined> {
  try {
    await (await openSession(readerUrl)).end()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

function readerUrlOf(url: string, password: string): string {
  const reader = new URL(url)
  reader.username = READER
  reader.password = password
  for (const key of ['user', 'password']) reader.searchParams.delete(key)
  return reader.href
}

/** One file a server, because roles belong to the server and not to one of its databases. */
function passwordFile(url: string, dataDir: string): string {
  const name = createHash('sha256').update(new URL(url).host).digest('hex').slice(0, 12)
  return join(dataDir, `postgres-reader-${name}`)
}

function readPassword(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}
