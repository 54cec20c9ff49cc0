import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { type Client, escapeIdentifier, escapeLiteral } from 'pg'

/** The role under which other people's SQL runs. */
export const READER = 'tillstream_reader'

/** Schemas that the reader sees: tables, and their views under the names of the CSV form. */
export const READABLE_SCHEMAS = ['public', 'csv_compat'] as const

const STATEMENT_LIMIT = '60s'
const IDLE_LIMIT = '5min'
const CONNECTION_LIMIT = 20
const SCRAM_ITERATIONS = 4096

/** Functions through which every role can store something without having any right to a table. */
const STORING_FUNCTIONS = [
  'lo_creat(integer)',
  'lo_create(oid)',
  'lo_from_bytea(oid, bytea)',
  'lo_open(oid, integer)',
  'lo_put(oid, bigint, bytea)',
  'lowrite(integer, bytea)',
  'lo_unlink(oid)',
]

/**
 * Creates the reader role and lets it read. Needs a role that may create roles.
 * @throws pg's DatabaseError: 42501 when we may not, 42710 when there is one.
 */
export function createReaderRole(client: Client, password: string): Promise<void> {
  return writeReaderRole(client, 'CREATE', password)
}

/** Creates the reader role, or gives it this password, and lets it read. Only for a server of our own: its other users would be locked out. */
export async function ensureReaderRole(client: Client, password: string): Promise<void> {
  await writeReaderRole(client, (await readerExists(client)) ? 'ALTER' : 'CREATE', password)
}

async function writeReaderRole(client: Client, verb: 'CREATE' | 'ALTER', password: string): Promise<void> {
  await client.query(`
    ${verb} ROLE ${READER} LOGIN CONNECTION LIMIT ${CONNECTION_LIMIT} PASSWORD ${escapeLiteral(scramVerifier(password))};
    ALTER ROLE ${READER} SET default_transaction_read_only = on;
    ALTER ROLE ${READER} SET statement_timeout = '${STATEMENT_LIMIT}';
    ALTER ROLE ${READER} SET idle_in_transaction_session_timeout = '${IDLE_LIMIT}';
    ALTER ROLE ${READER} SET timezone = 'UTC'`)
  await grantToReader(client)
}

/** Gives the reader, when there is one, SELECT on all present and future tables and views. To be repeated when a schema was added. */
export async function grantToReader(client: Client): Promise<void> {
  if (!(await readerExists(client))) return
  const { rows } = await client.query<{ schema: string }>(
    'SELECT nspname AS schema FROM pg_namespace WHERE nspname = ANY ($1)',
    [READABLE_SCHEMAS],
  )
  for (const schema of rows.map((row) => escapeIdentifier(row.schema))) {
    await client.query(`
      GRANT USAGE ON SCHEMA ${schema} TO ${READER};
      GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${READER};
      ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT ON TABLES TO ${READER}`)
  }
}

/** Takes from every role but the owner what a database lets anybody write: temporary tables and large objects. For databases of our own. */
export async function forbidSideStorage(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
  await client.query(`
    REVOKE TEMPORARY ON DATABASE ${escapeIdentifier(rows[0]?.name ?? '')} FROM PUBLIC;
    REVOKE EXECUTE ON FUNCTION ${STORING_FUNCTIONS.join(', ')} FROM PUBLIC`)
}

/** Whether the server has the reader role. */
export async function readerExists(client: Client): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [READER])
  return rowCount === 1
}

/** What the server keeps of a password (RFC 5803), so that a log of statements never shows the password. It must be ASCII. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, SCRAM_ITERATIONS, 32, 'sha256')
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(keyed('Client Key')).digest('base64')
  const serverKey = keyed('Server Key').toString('base64')
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
