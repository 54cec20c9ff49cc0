import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'

/** A free port of 127.0.0.1: the one remembered in `file` when possible, so that connection settings of other tools stay valid. */
export async function choosePort(file: string): Promise<number> {
  const remembered = readPort(file)
  return (remembered === undefined ? undefined : await tryListen(remembered)) ?? (await tryListen(0)) ?? 0
}

/** Writes the port for the next `choosePort`. */
export function rememberPort(file: string, port: number): void {
  writeFileSync(file, `${port}\n`)
}

async function tryListen(port: number): Promise<number | undefined> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : undefined
  } catch {
    return undefined
  } finally {
    server.close()
  }
}

function readPort(file: string): number | undefined {
  try {
    const port = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined
  } catch {
    return undefined
  }
}
