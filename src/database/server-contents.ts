import { DatabaseError, escapeIdentifier } from 'pg'
import { ensureReaderRole, forbidSideStorage, readerExists } from './reader-role.ts'
import { openSession } from './session.ts'

const DATABASE_MISSING = '3D000'
/** A wrong password, and a role that may not log in. */
const LOGIN_REFUSED: ReadonlySet<string | undefined> = new Set(['28P01', '28000'])

/**
 * Creates what a new cluster lacks: our database and the reader role, which gets the password of `readerUrl` also when somebody changed it.
 * Costs two connections when all is there.
 */
export async function prepareServer(
  maintenanceUrl: string,
  { url, readerUrl }: { readonly url: string; readonly readerUrl: string },
): Promise<void> {
  const client = await openSession(url).catch(async (error: unknown) => {
    if (codeOf(error) !== DATABASE_MISSING) throw error
    await createDatabase(maintenanceUrl, new URL(url).pathname.slice(1))
    return openSession(url)
  })
  try {
    if (await readerExists(client)) {
      if (await letsIn(readerUrl)) return
    } else {
      // The role last: its presence says that the rest is done.
      await forbidSideStorage(client)
    }
    await ensureReaderRole(client, new URL(readerUrl).password)
  } finally {
    await client.end()
  }
}

/** False only when the login is refused: a reader whose connections are all in use needs no repair. */
async function letsIn(readerUrl: string): Promise<boolean> {
  try {
    await (await openSession(readerUrl)).end()
    return true
  } catch (error) {
    return !LOGIN_REFUSED.has(codeOf(error))
  }
}

function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof DatabaseError ? cause.code : undefined
}

async function createDatabase(maintenanceUrl: string, name: string): Promise<void> {
  const client = await openSession(maintenanceUrl)
  try {
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
