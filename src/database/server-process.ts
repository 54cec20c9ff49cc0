import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Cluster, serverPlace } from './cluster.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { cleanEnvironment } from './postgres-binaries.ts'
import { runningProcess, workingFolderOf } from './process-identity.ts'
import { serverSettings } from './server-settings.ts'
import { giveTo } from './server-user.ts'

/** A server process of a cluster; `ready` is false while it recovers or shuts down. */
export interface RunningServer {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

const POLL_MS = 10
const STOP_LIMIT_MS = 120_000
/** Processes of a server that was killed hold its memory until they notice, within seconds. */
const ORPHAN_LIMIT_MS = 30_000
/** Between the normal priority and that of simulations beside a server (10). */
const NICENESS = 3
const LOG_LIMIT_BYTES = 8 * 2 ** 20

/** The server that runs on this folder, as its `postmaster.pid` says and the process list confirms. */
export function findServer(folder: string): RunningServer | undefined {
  const lines = readLines(pidFile(folder))
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !runsHere(pid, folder)) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

function runsHere(pid: number, folder: string): boolean {
  if (!runningProcess(pid)?.command.startsWith('postgres')) return false
  return (workingFolderOf(pid) ?? folder) === folder
}

/**
 * Starts the server and waits until it takes connections, also through a long recovery.
 * @throws DatabaseUnavailable with the server's own words when it does not come up.
 */
export async function startServer(cluster: Cluster, port: number, logFile: string): Promise<RunningServer> {
  boundLog(logFile)
  // Postgres believes that any living process with the id in this file is its predecessor, and would not start.
  if (findServer(cluster.folder) === undefined) rmSync(pidFile(cluster.folder), { force: true })
  const deadline = performance.now() + ORPHAN_LIMIT_MS
  for (;;) {
    const from = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
    const server = await waitUntilReady(cluster.folder, launch(cluster, port, logFile))
    if (server !== undefined) return server
    const words = readFileSync(logFile).subarray(from).toString().trim()
    if (!words.includes('shared memory block') || performance.now() > deadline) {
      throw new DatabaseUnavailable(`Postgres did not start on port ${port}: ${words || `see ${logFile}`}`)
    }
    await pause(POLL_MS * 10)
  }
}

/** Stops the server in order, disconnecting its clients, and waits until it is gone. */
export async function stopServer(cluster: Cluster, { pid }: { readonly pid: number }): Promise<void> {
  askToStop(cluster, pid)
  if (!(await endsWithin(pid, STOP_LIMIT_MS))) throw new DatabaseUnavailable(`Postgres (process ${pid}) does not stop`)
}

/** Whether the process, which need not be our child, ends within the limit. */
export async function endsWithin(pid: number, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs
  while (runningProcess(pid) !== undefined) {
    if (performance.now() > deadline) return false
    await pause(POLL_MS)
  }
  return true
}

/** Tells the server to shut down and does not wait. */
export function askToStop(cluster: Cluster, pid: number): void {
  if (process.platform === 'win32') {
    spawnSync(cluster.binaries.pgCtl, ['stop', '-D', cluster.folder, '-m', 'fast', '-W'], { env: cleanEnvironment() })
    return
  }
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function launch(cluster: Cluster, port: number, logFile: string): ChildProcess {
  const { dataDir, cwd } = serverPlace(cluster)
  const log = openSync(logFile, 'a', 0o600)
  try {
    giveTo(logFile, cluster.user)
    // In a session of its own, so that a Ctrl-C in our terminal does not reach it: others may be using it.
    const server = spawn(cluster.binaries.postgres, ['-D', dataDir, ...serverSettings(port)], {
      ...cluster.user,
      cwd,
      env: cleanEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
    })
    server.unref()
    yieldToOthers(server)
    return server
  } finally {
    closeSync(log)
  }
}

/** Whoever asks goes before what answers: beside a simulation, a request is served in half the time. */
function yieldToOthers({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.max(NICENESS, getPriority(pid)))
  } catch {
    // Where that is not allowed, it runs as it is.
  }
}

async function waitUntilReady(folder: string, child: ChildProcess): Promise<RunningServer | undefined> {
  const ended = once(child, 'exit').then(
    () => true,
    () => true,
  )
  for (;;) {
    const server = findServer(folder)
    if (server?.ready && server.pid === child.pid) return server
    if (await Promise.race([ended, pause(POLL_MS, false)])) return undefined
  }
}

/** The server appends, so that its file can be emptied under it. */
function boundLog(logFile: string): void {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) truncateSync(logFile)
}

function pidFile(folder: string): string {
  return join(folder, 'postmaster.pid')
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
