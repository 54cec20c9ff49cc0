import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ENGINE_FLAGS } from '../tests/cli/running.ts'

const PROGRAM = join(import.meta.dirname, '..', 'bin', 'tillstream.js')
const run = promisify(execFile)

/** What `generate --json` says of itself; its seconds are those of simulating, recording and projecting. */
export interface Result {
  readonly events: number
  readonly rows: number
  readonly seconds: number
  readonly cpu_seconds: number
  readonly peak_rss_bytes: number
}

/** The whole command in a process of its own. */
export async function generate(dataDir: string, ...args: readonly string[]): Promise<Result> {
  const command = ['generate', ...args, '--json', '--log-level', 'error', '--data', dataDir]
  const { stdout } = await run(process.execPath, [...ENGINE_FLAGS, PROGRAM, ...command])
  return JSON.parse(stdout) as Result
}
