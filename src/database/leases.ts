import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownIdentity, stillRuns } from './process-identity.ts'

/** Says that this process uses the server, until the returned file is removed. One file a use, so that one process can hold several. */
export function takeLease(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const { pid, started } = ownIdentity()
  const path = join(folder, `${pid}-${randomUUID().slice(0, 8)}`)
  writeFileSync(path, started)
  return path
}

/** Gives a lease back; doing it twice changes nothing. */
export function returnLease(path: string): void {
  rmSync(path, { force: true })
}

/** Ids of the processes that use the server now. Leases of processes that died are removed on the way. */
export function leaseHolders(folder: string): readonly number[] {
  return leaseFiles(folder).flatMap((name) => {
    const path = join(folder, name)
    const pid = Number.parseInt(name, 10)
    if (stillRuns(pid, readStarted(path))) return [pid]
    rmSync(path, { force: true })
    return []
  })
}

function leaseFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+-[0-9a-f]+$/.test(name))
  } catch {
    return []
  }
}

function readStarted(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return 'returned meanwhile'
  }
}
