import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { ownIdentity, stillRuns } from './process-identity.ts'

const POLL_MS = 20
/** Creating a cluster or recovering a large one is what others wait for. */
const WAIT_LIMIT_MS = 10 * 60_000
/** A file that is still empty after this long was left by a process that died between creating and writing it. */
const EMPTY_LIMIT_MS = 5_000

/**
 * Runs `work` while holding the lock file, which only one process (and one caller in it) can hold. A lock whose holder has died is taken over.
 * @throws DatabaseUnavailable when the holder does not let go within ten minutes.
 */
export async function withExclusiveLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const release = await acquire(path)
  try {
    return await work()
  } finally {
    release()
  }
}

/** Takes the lock at once, or returns undefined; the result releases it. */
export function tryExclusiveLock(path: string): (() => void) | undefined {
  if (!createHeld(path) && !(breakStale(path) && createHeld(path))) return undefined
  return () => rmSync(path, { force: true })
}

async function acquire(path: string): Promise<() => void> {
  const deadline = performance.now() + WAIT_LIMIT_MS
  for (;;) {
    const release = tryExclusiveLock(path)
    if (release !== undefined) return release
    if (performance.now() > deadline) {
      throw new DatabaseUnavailable(
        `${path} is held by process ${holderOf(path)?.pid ?? '?'}, which does not finish; end that process`,
      )
    }
    await pause(POLL_MS)
  }
}

function createHeld(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(ownIdentity()), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Removes the lock of a dead holder. A second lock file makes sure that nobody removes the lock that a third party took meanwhile. */
function breakStale(path: string): boolean {
  if (!isStale(path)) return false
  const breaker = `${path}.break`
  if (!createHeld(breaker)) {
    if (isStale(breaker)) rmSync(breaker, { force: true })
    return false
  }
  try {
    if (isStale(path)) rmSync(path, { force: true })
    return true
  } finally {
    rmSync(breaker, { force: true })
  }
}

function isStale(path: string): boolean {
  const holder = holderOf(path)
  if (holder !== undefined) return !stillRuns(holder.pid, holder.started)
  const age = statSync(path, { throwIfNoEntry: false })
  return age !== undefined && Date.now() - age.mtimeMs > EMPTY_LIMIT_MS
}

function holderOf(path: string): { readonly pid: number; readonly started: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid: number; started: string }
  } catch {
    return undefined
  }
}
