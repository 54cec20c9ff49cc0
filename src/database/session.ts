import { Client, type ClientBase, type ClientConfig, types } from 'pg'
import { DatabaseUnavailable, redactDatabaseUrl } from './database-unavailable.ts'

const CONNECT_LIMIT_MS = 15_000

const INT8 = 20
const DATE = 1082
const TIMESTAMP = 1114

/** How sessions are opened: whole numbers as `number` while they are safe (else `bigint`), dates and local times as text, instants as `Date`. */
export function sessionConfig(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'tillstream',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    types: { getTypeParser },
  }
}

/** Settles what a server may have configured otherwise. A role that is named like our schema of bookkeeping would otherwise create tables there. */
export async function prepareSession(client: { query(sql: string): Promise<unknown> }): Promise<void> {
  await client.query("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET search_path = public")
}

/** @throws DatabaseUnavailable when the server does not let us in. */
export async function openSession(url: string): Promise<Client> {
  const client = makeClient(url)
  surviveItsEnd(client)
  try {
    await client.connect()
    await prepareSession(client)
    return client
  } catch (cause) {
    await client.end().catch(() => undefined)
    throw unavailable(url, cause)
  }
}

/** A session that the server ends rejects the statement under way, or the next one; without a listener it would end the process as well. */
export function surviveItsEnd(client: ClientBase): void {
  client.on('error', () => undefined)
}

/** The failure to connect, told without the password. */
export function unavailable(url: string, cause: unknown): DatabaseUnavailable {
  if (cause instanceof DatabaseUnavailable) return cause
  const { message, code } = cause as NodeJS.ErrnoException
  return new DatabaseUnavailable(`cannot use the database ${redactDatabaseUrl(url)}: ${message || code}`, { cause })
}

function makeClient(url: string): Client {
  try {
    return new Client(sessionConfig(url))
  } catch {
    // The original error quotes the whole connection string.
    throw new DatabaseUnavailable(
      `not a connection string: ${redactDatabaseUrl(url)} (expected postgres://user:password@host:port/database)`,
    )
  }
}

function getTypeParser(oid: number, format?: string): unknown {
  if (format === 'binary') return types.getTypeParser(oid, 'binary')
  if (oid === INT8) return parseInt8
  if (oid === DATE || oid === TIMESTAMP) return String
  return types.getTypeParser(oid)
}

function parseInt8(text: string): number | bigint {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}
