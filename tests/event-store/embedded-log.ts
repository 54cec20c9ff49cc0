import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedEventStore } from '../../src/event-store/embedded.ts'
import type { ContractSubject } from '../contracts/event-store.ts'

/** An empty folder that is removed at the end of the scope. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'tillstream-log-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** An embedded store in a folder of its own. */
export async function openEmbeddedSubject(): Promise<ContractSubject> {
  const folder = await temporaryFolder()
  const first = await openEmbeddedEventStore(folder.path)
  let current = first
  return {
    store: first,
    async reopen() {
      await current[Symbol.asyncDispose]()
      current = await openEmbeddedEventStore(folder.path)
      return current
    },
    async dispose() {
      await current[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
