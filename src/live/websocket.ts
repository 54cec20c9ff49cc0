import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import type { HubWires } from './hub.ts'

/** The hub, wherever it runs. */
export interface HubEnd {
  readonly open: (client: number, from: string | null) => void
  readonly message: (client: number, text: string) => void
  readonly acknowledged: (client: number) => void
  readonly close: (client: number) => void
}

/** What the feed's server is made of. */
export interface FeedServerParts {
  /** Connects the hub with the ways to clients. */
  readonly connect: (wires: HubWires) => HubEnd
  /** @throws Error with a `status` unless whoever asks may listen. */
  readonly admit: (request: IncomingMessage) => void
}

/** The feed's server; disposing ends it. */
export interface FeedServer extends Disposable {
  /** How many listen. */
  readonly clients: () => number
}

const PATH = '/ws'
const PROTOCOL = 'tillstream'
const HEARTBEAT_MS = 15_000
const MOST_CLIENTS = 1000
/** Time to answer the closing handshake. */
const CLOSE_LIMIT_MS = 1000
const LONGEST_LINE = 16 * 1024
const GOING_AWAY = 1001
const UNSUPPORTED = 1003
const TRY_AGAIN_LATER = 1013

const OPTIONS: ServerOptions = {
  noServer: true,
  maxPayload: LONGEST_LINE,
  perMessageDeflate: false,
  // A protocol that carries a key is never told back.
  handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
}

/** Lets clients of an HTTP server listen over WebSocket, until disposed of. */
export function serveFeed(http: Server, { connect, admit }: FeedServerParts): FeedServer {
  const sockets = new WebSocketServer(OPTIONS)
  const byId = new Map<number, WebSocket>()
  const hub = connect(wiresOf(byId, (id) => hub.acknowledged(id)))
  let lastId = 0
  const welcome = (client: WebSocket, from: string | null) => {
    // A client that breaks the protocol is closed by the library, with the code that says why.
    client.on('error', () => undefined)
    if (byId.size >= MOST_CLIENTS) return client.close(TRY_AGAIN_LATER, 'too many clients')
    const id = ++lastId
    byId.set(id, client)
    client.on('close', () => {
      byId.delete(id)
      hub.close(id)
    })
    client.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) client.close(UNSUPPORTED, 'got bytes, allowed: text')
      else hub.message(id, textOf(data))
    })
    hub.open(id, from)
  }
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname, searchParams } = addressOf(request)
    const refusal = pathname === PATH ? refusalOf(request, admit) : '404 Not Found'
    if (refusal === undefined) {
      sockets.handleUpgrade(request, socket, head, (client) => welcome(client, searchParams.get('from')))
    } else socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }
  http.on('upgrade', upgrade)
  const hearts = heartbeat(byId)
  return {
    clients: () => byId.size,
    [Symbol.dispose]() {
      http.off('upgrade', upgrade)
      hearts[Symbol.dispose]()
      endAll(byId)
    },
  }
}

function wiresOf(byId: ReadonlyMap<number, WebSocket>, acknowledge: (id: number) => void): HubWires {
  return {
    send: (id, text) => byId.get(id)?.send(text, () => acknowledge(id)),
    end(id, code, reason, atOnce) {
      const client = byId.get(id)
      client?.close(code, reason)
      // One that takes nothing would not answer the closing handshake either.
      if (atOnce) client?.terminate()
    },
  }
}

function endAll(byId: ReadonlyMap<number, WebSocket>): void {
  for (const client of byId.values()) client.close(GOING_AWAY, 'the server ends')
  const limit = setTimeout(() => {
    for (const client of byId.values()) client.terminate()
  }, CLOSE_LIMIT_MS)
  limit.unref()
}

const NOWHERE = 'http://localhost/'

/** What was asked for; what no address can be read from is asked of nobody. */
function addressOf({ url = '/' }: IncomingMessage): URL {
  return URL.canParse(url, NOWHERE) ? new URL(url, NOWHERE) : new URL(NOWHERE)
}

/** The status line that refuses, if any. */
function refusalOf(request: IncomingMessage, admit: FeedServerParts['admit']): string | undefined {
  try {
    admit(request)
    return undefined
  } catch (error) {
    const { status } = error as { readonly status?: number }
    return status === 401 ? '401 Unauthorized' : '403 Forbidden'
  }
}

function textOf(data: RawData): string {
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : [data].flat().map(String).join('')
}

/** Asks every client whether it is there; one that does not answer in time is gone. */
function heartbeat(byId: ReadonlyMap<number, WebSocket>): Disposable {
  const silent = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const client of byId.values()) {
      if (silent.has(client)) client.terminate()
      else {
        silent.add(client)
        client.once('pong', () => silent.delete(client))
        client.ping()
      }
    }
  }, HEARTBEAT_MS)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
