import type { DatabaseSync } from 'node:sqlite'
import type { Tip } from './tip.ts'

const POLL_MS = 100

/**
 * Notices what other processes commit to the same file: while at least one subscription waits, SQLite's counter of
 * foreign commits (a look into shared memory, no disk access) is compared ten times a second.
 */
export function watchForeignCommits(parts: { database: DatabaseSync; tip: Tip; isClosed: () => boolean }) {
  const version = parts.database.prepare('PRAGMA data_version')
  let watchers = 0
  let seen = 0
  let timer: NodeJS.Timeout | undefined
  const read = () => Number(version.get()?.data_version)
  const look = () => {
    if (parts.isClosed()) return
    const now = read()
    if (now !== seen) parts.tip.interrupt()
    seen = now
  }
  return (): (() => void) => {
    if (watchers++ === 0) {
      timer = setInterval(look, POLL_MS)
    }
    return () => {
      if (--watchers === 0) clearInterval(timer)
    }
  }
}
