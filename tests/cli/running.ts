import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The launcher of the sources. */
export const SOURCE_LAUNCHER = fileURLToPath(new URL('../../bin/tillstream.js', import.meta.url))
/** The launcher of the program as it was built for this run; that of the sources outside of tests. */
export const LAUNCHER = process.env.BUILT_LAUNCHER ?? SOURCE_LAUNCHER

/** What `npm run tillstream` starts the program with. */
export const ENGINE_FLAGS: readonly string[] = ['--max-semi-space-size=16', '--initial-old-space-size=128']

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Everything that a process writes, and how it ends. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += String(chunk)))
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += String(chunk)))
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { code, signal, ...output }
}

/** Runs the program as users do, in a directory of its own unless one is given. */
export async function tillstream(
  args: readonly string[],
  options: { cwd?: string; env?: object; launcher?: string } = {},
): Promise<Ended> {
  const own = options.cwd === undefined ? mkdtempSync(join(tmpdir(), 'tillstream-cli-')) : undefined
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env }
  const child = spawn(process.execPath, [...ENGINE_FLAGS, options.launcher ?? LAUNCHER, ...args], {
    cwd: options.cwd ?? own,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const result = await ended(child)
  if (own !== undefined) rmSync(own, { recursive: true })
  return result
}
