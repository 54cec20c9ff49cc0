import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** An endpoint in a process of its own. */
export interface SpawnedEndpoint extends AsyncDisposable {
  readonly connectionString: string
}

/** Starts it on a free port. */
export async function spawnEndpoint(...args: readonly string[]): Promise<SpawnedEndpoint> {
  const program = new URL('main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [program, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [connectionString] = (await once(createInterface(child.stdout), 'line')) as [string]
  return {
    connectionString,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      child.kill()
      await once(child, 'exit')
    },
  }
}
