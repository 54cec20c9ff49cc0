import type { Cluster } from './cluster.ts'
import { tryExclusiveLock, withExclusiveLock } from './exclusive-lock.ts'
import { leaseHolders, returnLease, takeLease } from './leases.ts'
import { askToStop, findServer, stopServer } from './server-process.ts'

/** Where claims on the server of a data directory are kept. */
export interface ClaimPlaces {
  /** A folder with a file for each use. */
  readonly leases: string
  /** A file that is locked while uses come and go. */
  readonly lock: string
}

/** A registered use of the server; ending it stops a server that nobody else uses. */
export interface Claim {
  readonly end: () => Promise<void>
  /** For whoever holds the lock. */
  readonly endUnderLock: () => Promise<void>
}

/** Registers this use of the server. A process that exits without ending it, or while it ends it, still stops a server that nobody else uses. */
export function claim(cluster: Cluster, places: ClaimPlaces): Claim {
  const lease = takeLease(places.leases)
  const onExit = () => abandon(cluster, places, lease)
  process.once('exit', onExit)
  const endUnderLock = async () => {
    returnLease(lease)
    const server = leaseHolders(places.leases).length === 0 ? findServer(cluster.folder) : undefined
    if (server !== undefined) await stopServer(cluster, server)
    process.removeListener('exit', onExit)
  }
  return { endUnderLock, end: () => withExclusiveLock(places.lock, endUnderLock) }
}

function abandon(cluster: Cluster, places: ClaimPlaces, lease: string): void {
  returnLease(lease)
  const release = tryExclusiveLock(places.lock)
  if (release === undefined) return
  const server = leaseHolders(places.leases).length === 0 ? findServer(cluster.folder) : undefined
  if (server !== undefined) askToStop(cluster, server.pid)
  release()
}
