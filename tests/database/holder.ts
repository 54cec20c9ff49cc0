import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { runningProcess } from '../../src/database/process-identity.ts'

/** Another process that uses a server. */
export interface Holder {
  readonly process: ChildProcess
  /** The server's. */
  readonly pid: number
  readonly port: number
  /** Ends the use in order, or exits without ending it; resolves when the process has ended. */
  end(how: 'dispose' | 'exit'): Promise<void>
  /** Ends the process with a signal and resolves when it has ended. */
  kill(signal: NodeJS.Signals): Promise<void>
}

export async function startHolder(dataDir: string): Promise<Holder> {
  const child = spawn(process.execPath, [`${import.meta.dirname}/hold-server.ts`, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const exited = once(child, 'exit')
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('the holder ended'))),
  ])) as [Buffer]
  const { pid, port } = JSON.parse(line.toString()) as { pid: number; port: number }
  return {
    process: child,
    pid,
    port,
    async end(how) {
      child.stdin.write(`${how}\n`)
      await exited
    },
    async kill(signal) {
      // To the whole process group, as a terminal does.
      process.kill(-(child.pid ?? 0), signal)
      await exited
    },
  }
}

/** Resolves when the process has ended, which may be nobody's child here. */
export async function ended(pid: number, limitMs = 10_000): Promise<void> {
  const deadline = performance.now() + limitMs
  while (runningProcess(pid) !== undefined) {
    if (performance.now() > deadline) throw new Error(`process ${pid} still runs after ${limitMs} ms`)
    await pause(10)
  }
}
