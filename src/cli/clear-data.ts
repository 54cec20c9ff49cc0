import { readdir, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { stopAbandonedPostgres } from '../database/embedded-postgres.ts'
import { isOwnContent, MARKER } from './data-directory.ts'
import { UsageError } from './usage-error.ts'
import { acquireWriter } from './writer-lock.ts'

/** What was deleted, and what is not Tillstream's. */
export interface Cleared {
  readonly deleted: readonly string[]
  readonly left: readonly string[]
}

/** Deletes what Tillstream keeps in a data directory. @throws UsageError while others use it. */
export async function clearData(folder: string): Promise<Cleared> {
  const writer = acquireWriter(folder)
  try {
    await stopDatabase(folder)
    return await removeContent(folder)
  } finally {
    writer[Symbol.dispose]()
    // A directory that is a mount point, or lies where nothing may be removed, stays as an empty one.
    if ((await readdir(folder)).length === 0) await rmdir(folder).catch(() => {})
  }
}

async function stopDatabase(folder: string): Promise<void> {
  if (await stopAbandonedPostgres(folder)) return
  throw new UsageError([`clear: the database in ${folder} is in use by another process; stop that first`])
}

/** The marker goes after the data, so that an interrupted clearing can be repeated; the lock goes last. */
async function removeContent(folder: string): Promise<Cleared> {
  const names = await readdir(folder)
  const own = names.filter((name) => isOwnContent(name))
  const last = own.filter((name) => name === MARKER || name.startsWith('writer.'))
  const deleted = own.filter((name) => !last.includes(name))
  for (const name of [...deleted, MARKER]) await rm(path.join(folder, name), { recursive: true, force: true })
  // Windows does not delete a file that is open; the empty lock file does no harm.
  for (const name of last) await rm(path.join(folder, name), { force: true }).catch(() => {})
  return { deleted, left: names.filter((name) => !own.includes(name)) }
}
