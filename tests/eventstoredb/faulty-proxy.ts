import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A way to a server that fails on demand. */
export interface FaultyProxy extends AsyncDisposable {
  readonly port: number
  /** Connections so far. */
  readonly connections: number
  /** Cuts every connection; new ones are taken at once. */
  drop(): void
  /** Nothing passes in either direction until the time is over. */
  freeze(ms: number): Promise<void>
  /** Cuts every connection, and takes none until the time is over. */
  refuse(ms: number): Promise<void>
  /** What clients send passes on, no answer comes back; then everything is cut. */
  loseAnswers(ms: number): Promise<void>
  /** Everything that is sent to clients arrives so much later from now on. */
  delay(ms: number): void
  /** Sends whoever connects from now on to another port. */
  leadTo(port: number): void
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

/** Listens on 127.0.0.1 and passes bytes on to a port there. */
export async function startFaultyProxy(target: number): Promise<FaultyProxy> {
  const pairs = new Set<Pair>()
  const state = { target, delayMs: 0, connections: 0 }
  const server = createServer((client) => {
    state.connections++
    const pair = { client, server: connect(state.target, '127.0.0.1') }
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      client.destroy()
      pair.server.destroy()
    }
    for (const socket of [client, pair.server]) socket.on('error', end).on('close', end)
    client.on('data', (bytes) => void pair.server.write(bytes))
    pair.server.on('data', (bytes) => {
      if (state.delayMs === 0) client.write(bytes)
      else setTimeout(() => client.destroyed || client.write(bytes), state.delayMs)
    })
  })
  const port = await listening(server, 0)
  const drop = () => {
    for (const { client, server: there } of pairs) {
      client.destroy()
      there.destroy()
    }
  }
  const each = (change: (pair: Pair) => void) => {
    for (const pair of pairs) change(pair)
  }
  return {
    port,
    get connections() {
      return state.connections
    },
    drop,
    async freeze(ms) {
      each(({ client, server: there }) => void [client.pause(), there.pause()])
      await pause(ms)
      each(({ client, server: there }) => void [client.resume(), there.resume()])
    },
    async refuse(ms) {
      drop()
      server.close()
      await pause(ms)
      await listening(server, port)
    },
    async loseAnswers(ms) {
      each(({ server: there }) => void there.pause())
      await pause(ms)
      drop()
    },
    delay(ms) {
      state.delayMs = ms
    },
    leadTo(other) {
      state.target = other
    },
    async [Symbol.asyncDispose]() {
      drop()
      server.close()
    },
  }
}

async function listening(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as { port: number }).port
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
