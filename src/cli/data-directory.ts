import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A directory cannot be used as a data directory; the message says why. */
export class DataDirectoryError extends Error {
  override readonly name = 'DataDirectoryError'
}

/** Marks a data directory; holds the version of its layout. */
export const MARKER = 'tillstream.json'
const LAYOUT_VERSION = 1

/** What Tillstream keeps in a data directory: the names of files and folders, or how they begin. */
const CONTENT = [
  /^events\.sqlite(-wal|-shm|-journal)?$/,
  /^postgres(\.[\w.-]+)?$/,
  /^postgres-leases$/,
  /^postgres-reader-/,
  /^snapshots$/,
  /^dead-letters\.sqlite(-wal|-shm|-journal)?$/,
  /^writer\.(lock|json)(-journal)?$/,
  /^tillstream\.json$/,
]

/** Whether the entry of a data directory is Tillstream's own. */
export function isOwnContent(name: string): boolean {
  return CONTENT.some((pattern) => pattern.test(name))
}

/** Whether a directory was made by Tillstream to keep its data. */
export function isDataDirectory(path: string): boolean {
  return layoutOf(path) !== undefined
}

function layoutOf(path: string): number | undefined {
  try {
    const marker = JSON.parse(readFileSync(join(path, MARKER), 'utf8')) as { data_directory?: unknown } | null
    return typeof marker?.data_directory === 'number' ? marker.data_directory : undefined
  } catch {
    return undefined
  }
}

/**
 * Makes a data directory of a path that does not exist or is empty; one that is there stays as it is.
 * @throws DataDirectoryError when something else lies there, a newer Tillstream made it, or it cannot be read and written.
 */
export function openDataDirectory(path: string): void {
  const layout = layoutOf(path)
  if (layout !== undefined && layout > LAYOUT_VERSION) {
    throw new DataDirectoryError(`${path} was made by a newer Tillstream (layout ${layout}, known: ${LAYOUT_VERSION})`)
  }
  if (layout !== undefined) return
  attempt(`${path} cannot be made a directory`, () => mkdirSync(path, { recursive: true }))
  const names = attempt(`${path} cannot be read`, () => readdirSync(path))
  const strange = names.find((name) => !isOwnContent(name))
  if (strange !== undefined) {
    throw new DataDirectoryError(
      `${path} is not a data directory and not empty (it holds ${strange}); name another with --data`,
    )
  }
  const marker = `${JSON.stringify({ data_directory: LAYOUT_VERSION })}\n`
  attempt(`${path} cannot be written to`, () => writeFileSync(join(path, MARKER), marker))
}

function attempt<Result>(otherwise: string, action: () => Result): Result {
  try {
    return action()
  } catch (error) {
    throw new DataDirectoryError(`${otherwise} (${(error as NodeJS.ErrnoException).code})`)
  }
}

/**
 * Insists on a data directory that is there, for commands that only read.
 * @throws DataDirectoryError
 */
export function requireDataDirectory(path: string): void {
  if (isDataDirectory(path)) return
  const what = existsSync(path) ? 'is not a Tillstream data directory' : 'does not exist'
  throw new DataDirectoryError(`${path} ${what}; run \`tillstream generate\` first, or name another with --data`)
}
