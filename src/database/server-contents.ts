import { DatabaseError, escapeIdentifier } from 'pg'
import { ensureReaderRole, forbidSideStorage, readerExists } from './reader-role.ts'
import { openSession } from './session.ts'

const DATABASE_MISSING = '3D000'

/** Creates what a new cluster lacks: our database and the reader role. Costs one connection when all is there. */
export async function prepareServer(
  maintenanceUrl: string,
  { url, readerUrl }: { readonly url: string; readonly readerUrl: string },
): Promise<void> {
  const client = await openSession(url).catch(async (error: Error) => {
    if (!(error.cause instanceof DatabaseError) || error.cause.code !== DATABASE_MISSING) throw error
    await createDatabase(maintenanceUrl, new URL(url).pathname.slice(1))
    return openSession(url)
  })
  try {
    if (await readerExists(client)) return
    // The role last: its presence says that the rest is done.
    await forbidSideStorage(client)
    await ensureReaderRole(client, new URL(readerUrl).password)
  } finally {
    await client.end()
  }
}

async function createDatabase(maintenanceUrl: string, name: string): Promise<void> {
  const client = await openSession(maintenanceUrl)
  try {
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
