import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** A process that runs now. `started` tells it from an earlier one with the same id; empty where that is unknown. */
export interface RunningProcess {
  readonly started: string
  /** Name of its executable. */
  readonly command: string
}

/** The process with this id, or undefined when none runs; a zombie does not run. */
export function runningProcess(pid: number): RunningProcess | undefined {
  if (process.platform === 'linux') return fromProcFs(pid)
  return process.platform === 'win32' ? fromSignal(pid) : fromPs(pid)
}

/** Whether the process that was seen as `started` still runs. */
export function stillRuns(pid: number, started: string): boolean {
  return runningProcess(pid)?.started === started
}

/** This process, as others will recognise it. */
export function ownIdentity(): { readonly pid: number; readonly started: string } {
  return { pid: process.pid, started: runningProcess(process.pid)?.started ?? '' }
}

/** The folder in which a process works, or undefined where the system does not tell. */
export function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

let bootId: string | undefined

function fromProcFs(pid: number): RunningProcess | undefined {
  const stat = readOrUndefined(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  bootId ??= readOrUndefined('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  // The name stands in parentheses and may hold spaces and parentheses itself; see proc(5).
  const end = stat.lastIndexOf(')')
  const fields = stat.slice(end + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  return { started: `${bootId}/${fields[19]}`, command: stat.slice(stat.indexOf('(') + 1, end) }
}

function fromPs(pid: number): RunningProcess | undefined {
  const ps = spawnSync('ps', ['-o', 'stat=,lstart=,comm=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' },
  })
  const [, state = 'Z', started = '', command = ''] =
    /^\s*(\S+)\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d+)\s+(.*?)\s*$/.exec(ps.stdout) ?? []
  return state.startsWith('Z') ? undefined : { started, command: command.slice(command.lastIndexOf('/') + 1) }
}

function fromSignal(pid: number): RunningProcess | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  return { started: '', command: 'postgres' }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return undefined
  }
}
