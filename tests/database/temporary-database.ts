import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase, type Database } from '../../src/database/connect.ts'

/** A folder that disposing removes. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'tillstream-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** Made once per process of tests: to make a cluster takes a second of work, to copy one a tenth. */
let cluster: Promise<string> | undefined

async function makeCluster(): Promise<string> {
  const folder = temporaryFolder()
  process.once('exit', () => folder[Symbol.dispose]())
  const database = await connectDatabase({ dataDir: folder.path })
  await database[Symbol.asyncDispose]()
  return join(folder.path, 'postgres')
}

/** Puts an empty cluster into a data directory, as `connectDatabase` would make it there. */
export async function makeEmptyCluster(dataDir: string): Promise<void> {
  cluster ??= makeCluster()
  execFileSync('cp', ['-a', await cluster, join(dataDir, 'postgres')])
}

/** A real, empty embedded database of its own, which disposing stops and removes. */
export async function openTemporaryDatabase(): Promise<Database> {
  const folder = temporaryFolder()
  await makeEmptyCluster(folder.path)
  const database = await connectDatabase({ dataDir: folder.path })
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}
