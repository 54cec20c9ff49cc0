import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const NAME = /^tillstream-tests-(?<pid>\d+)$/

/** Makes a folder of this process below `parent`, and removes those of processes that were killed. */
export function makeOwnFolder(parent: string): string {
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent)) {
    const pid = NAME.exec(name)?.groups?.pid
    if (pid !== undefined && !isRunning(Number(pid))) removeIfOurs(join(parent, name))
  }
  const own = join(parent, `tillstream-tests-${process.pid}`)
  removeFolder(own)
  mkdirSync(own)
  return own
}

function removeIfOurs(path: string): void {
  try {
    removeFolder(path)
  } catch {
    // Whose it is will remove it.
  }
}

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // One of somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
