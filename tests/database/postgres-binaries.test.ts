import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { findPostgresPackage, preparePostgresBinaries } from '../../src/database/postgres-binaries.ts'
import { serverUserOf } from '../../src/database/server-user.ts'
import { openSession } from '../../src/database/session.ts'
import { temporaryFolder } from './temporary-database.ts'

const isRoot = process.geteuid?.() === 0
const installed = findPostgresPackage()

let folder: ReturnType<typeof temporaryFolder>
let temporary: string
beforeEach(() => {
  folder = temporaryFolder()
  chmodSync(folder.path, 0o755)
  temporary = join(folder.path, 'tmp')
  mkdirSync(temporary)
  vi.stubEnv('TMPDIR', temporary)
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder[Symbol.dispose]()
})

/** The package as npm unpacks it when it runs no install script: no links, no run bits. */
function unpack(): string {
  const native = join(folder.path, 'package', 'native')
  cpSync(installed.native, native, { recursive: true, verbatimSymlinks: true })
  for (const name of readdirSync(join(native, 'lib'))) {
    if (lstatSync(join(native, 'lib', name)).isSymbolicLink()) rmSync(join(native, 'lib', name))
  }
  for (const name of readdirSync(join(native, 'bin'))) chmodSync(join(native, 'bin', name), 0o644)
  return native
}

const user = serverUserOf(join('/', 'missing'))
const versionOf = (postgres: string) => execFileSync(postgres, ['--version'], { encoding: 'utf8' }).trim()

test('a package without links and run bits is made to run where it is', () => {
  const native = unpack()
  for (const _ of [1, 2]) {
    const { postgres } = preparePostgresBinaries({ ...installed, native }, user)
    expect(postgres).toBe(join(native, 'bin', 'postgres'))
    expect(versionOf(postgres)).toContain(`PostgreSQL) ${installed.version}`)
  }
  expect(readdirSync(temporary)).toEqual([])
})

test.runIf(isRoot)('programs out of reach are copied once, and again when the copy is damaged', () => {
  const native = unpack()
  chmodSync(join(folder.path, 'package'), 0o700)
  const { postgres } = preparePostgresBinaries({ ...installed, native }, user)
  expect(postgres.startsWith(join(temporary, `tillstream-postgres-${installed.version}-`))).toBe(true)
  const { ino } = statSync(postgres)
  expect(preparePostgresBinaries({ ...installed, native }, user).postgres).toBe(postgres)
  expect(statSync(postgres).ino).toBe(ino)
  truncateSync(join(temporary, `tillstream-postgres-${installed.version}-0`, 'share', 'postgresql', 'postgres.bki'), 10)
  preparePostgresBinaries({ ...installed, native }, user)
  expect(statSync(postgres).ino).not.toBe(ino)
  expect(readdirSync(temporary)).toHaveLength(1)
})

test.runIf(isRoot)('a copy that somebody else put there is not run', () => {
  const native = unpack()
  chmodSync(join(folder.path, 'package'), 0o700)
  const trap = join(temporary, `tillstream-postgres-${installed.version}-0`)
  mkdirSync(join(trap, 'bin'), { recursive: true })
  writeFileSync(join(trap, 'bin', 'postgres'), `#!/bin/sh\ntouch ${join(folder.path, 'trapped')}\n`, { mode: 0o755 })
  chownSync(trap, 65534, 65534)
  const { postgres } = preparePostgresBinaries({ ...installed, native }, user)
  expect(postgres.startsWith(`${trap}/`)).toBe(false)
  expect(versionOf(postgres)).toContain('PostgreSQL')
  expect(existsSync(join(folder.path, 'trapped'))).toBe(false)
})

test.runIf(isRoot)('as root the server runs under another account, also below a private folder', async () => {
  const dataDir = join(folder.path, 'private', 'data')
  mkdirSync(dataDir, { recursive: true })
  chmodSync(join(folder.path, 'private'), 0o700)
  await using server = await openEmbeddedPostgres({ dataDir })
  expect(statSync(`/proc/${server.pid}`).uid).toBe(user?.uid)
  expect(user?.uid).not.toBe(0)
  const client = await openSession(server.url)
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await client.end()
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(true)
})

test.runIf(isRoot)('another user is told whose the data directory is, or that it may not write there', async () => {
  const dataDir = join(folder.path, 'data')
  await (await openEmbeddedPostgres({ dataDir }))[Symbol.asyncDispose]()
  const empty = join(folder.path, 'empty')
  mkdirSync(empty)
  const stranger = 12345
  process.seteuid?.(stranger)
  try {
    const refusal = expect(openEmbeddedPostgres({ dataDir })).rejects
    await refusal.toThrow(`belongs to user id ${user?.uid}, but this is user id ${stranger}; run as that user`)
    await expect(openEmbeddedPostgres({ dataDir: empty })).rejects.toThrow(
      /^the data directory .*empty cannot be used: EACCES: .*; choose another --data folder, or set DATABASE_URL$/,
    )
  } finally {
    process.seteuid?.(0)
  }
})
