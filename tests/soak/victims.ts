import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { findServer } from '../../src/database/server-process.ts'

/** Who is killed. */
export const VICTIMS = ['process', 'postgres', 'both'] as const
export type Victim = (typeof VICTIMS)[number]

/** Kills without a warning. False when somebody who is to die does not live yet, or no longer; then nobody is killed. */
export function kill(victim: Victim, child: ChildProcess, data: string): boolean {
  const server = findServer(join(data, 'postgres'))
  if (victim !== 'process' && server === undefined) return false
  if (victim !== 'postgres' && child.exitCode !== null) return false
  if (victim !== 'postgres') child.kill('SIGKILL')
  if (victim !== 'process' && server !== undefined) process.kill(server.pid, 'SIGKILL')
  return true
}

/** Events in the log of a data directory; 0 when there is none yet. */
export function eventsIn(data: string): number {
  try {
    using log = openLog(data)
    const last = log.database.prepare('SELECT max(first_position + count - 1) AS last FROM appends').get()
    return Number(last?.last ?? 0)
  } catch {
    return 0
  }
}

function openLog(data: string) {
  const database = new DatabaseSync(join(data, 'events.sqlite'), { readOnly: true })
  return { database, [Symbol.dispose]: () => database.close() }
}
