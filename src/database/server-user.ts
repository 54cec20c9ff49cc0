import { chownSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseUnavailable } from './database-unavailable.ts'

/** The account that the server runs under when that is not our own: Postgres refuses to run as root. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

const OVERFLOW_ID = 65534

/**
 * Who must run the server of this cluster directory; undefined means we ourselves. As root it is whoever owns the directory, else the
 * account `postgres`, else `nobody`.
 * @throws DatabaseUnavailable when the directory belongs to somebody else and we are not root.
 */
export function serverUserOf(clusterDir: string): ServerUser | undefined {
  const own = process.geteuid?.()
  if (own === undefined) return undefined
  const owner = statSync(clusterDir, { throwIfNoEntry: false })
  if (own === 0) return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : systemUser()
  if (owner === undefined || owner.uid === own) return undefined
  throw new DatabaseUnavailable(
    `${clusterDir} belongs to user id ${owner.uid}, but this is user id ${own}; run as that user, choose another --data folder, or set DATABASE_URL`,
  )
}

/** Whether every folder above `path` lets this account pass. */
export function canReach(path: string, user: ServerUser): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const passBit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & passBit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** Hands a file or folder over; nothing to do when the server runs as we do. */
export function giveTo(path: string, user: ServerUser | undefined): void {
  if (user !== undefined) chownSync(path, user.uid, user.gid)
}

function systemUser(): ServerUser {
  const accounts = readAccounts()
  return accounts.get('postgres') ?? accounts.get('nobody') ?? { uid: OVERFLOW_ID, gid: OVERFLOW_ID }
}

function readAccounts(): ReadonlyMap<string, ServerUser> {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
    return new Map(
      lines
        .filter((fields) => fields.length > 3)
        .map(([name, , uid, gid]) => [name ?? '', { uid: Number(uid), gid: Number(gid) }]),
    )
  } catch {
    return new Map()
  }
}
