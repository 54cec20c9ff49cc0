import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Slice } from '../event-store/reader.ts'
import { tellEverything } from './complete-client.ts'
import type { Feed } from './feed.ts'
import type { ErrorFrame, Subscription } from './protocol.ts'
import { readSubscription } from './read-subscription.ts'
import { SamplingClient } from './sampling-client.ts'

/** What the feed's server is made of. */
export interface FeedServerParts {
  readonly feed: Feed
  /** Whole slices behind a place in the log, then live. */
  readonly slicesAfter: (position: bigint, signal: AbortSignal) => AsyncIterable<Slice>
  readonly regionOf: () => ReadonlyMap<number, number>
  /** @throws Error with a `status` unless whoever asks may listen. */
  readonly admit: (request: IncomingMessage) => void
  readonly now: () => number
}

export const PATH = '/ws'
const FRAME_MS = 100
const HEARTBEAT_MS = 15_000
const MOST_CLIENTS = 1000
/** Time to answer the closing handshake. */
const CLOSE_LIMIT_MS = 1000
const LONGEST_LINE = 16 * 1024
const TRY_AGAIN_LATER = 1013
const GOING_AWAY = 1001
const POLICY = 1008

/** Lets clients of an HTTP server listen to a feed over WebSocket, until disposed of. */
export function serveFeed(http: Server, parts: FeedServerParts): Disposable {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_LINE, clientTracking: true })
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, parts)
    if (refusal === undefined) {
      sockets.handleUpgrade(request, socket, head, (client) => welcome(client, request, { ...parts, sockets }))
    } else socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }
  http.on('upgrade', upgrade)
  const beats = setInterval(() => parts.feed.beat(), FRAME_MS)
  const hearts = heartbeat(sockets)
  return {
    [Symbol.dispose]() {
      http.off('upgrade', upgrade)
      clearInterval(beats)
      hearts[Symbol.dispose]()
      for (const client of sockets.clients) client.close(GOING_AWAY, 'the server ends')
      setTimeout(() => sockets.clients.forEach((client) => client.terminate()), CLOSE_LIMIT_MS).unref()
      sockets.close()
    },
  }
}

/** The status line that refuses, if any. */
function refusalOf(request: IncomingMessage, { admit }: FeedServerParts): string | undefined {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname !== PATH) return '404 Not Found'
  try {
    admit(request)
    return undefined
  } catch (error) {
    const { status } = error as { readonly status?: number }
    if (status === undefined) throw error
    return status === 401 ? '401 Unauthorized' : '403 Forbidden'
  }
}

interface Welcome extends FeedServerParts {
  readonly sockets: WebSocketServer
}

function welcome(client: WebSocket, request: IncomingMessage, parts: Welcome): void {
  // A client that breaks the protocol is closed by the library, with the code that says why.
  client.on('error', () => undefined)
  if (parts.sockets.clients.size > MOST_CLIENTS) return client.close(TRY_AGAIN_LATER, 'too many clients')
  const from = new URL(request.url ?? '/', 'http://localhost').searchParams.get('from')
  if (from !== null && !/^\d{1,19}$/.test(from)) {
    return client.close(POLICY, 'from: allowed: a position that the feed has told')
  }
  client.send(JSON.stringify(parts.feed.snapshot()))
  if (from === null) sample(client, parts)
  else follow(client, BigInt(from), parts)
}

function sample(client: WebSocket, { feed, regionOf, now }: FeedServerParts): void {
  const wire = {
    waiting: () => client.bufferedAmount,
    send: (text: string) => client.send(text),
    cut: (reason: string) => cut(client, reason),
  }
  const listener = new SamplingClient({ feed, wire, regionOf, now })
  const listening = feed.listen(listener)
  client.on('close', () => listening[Symbol.dispose]())
  onSubscription(client, (subscription) => listener.subscribe(subscription))
}

/** One that takes nothing would not take the closing handshake either. */
function cut(client: WebSocket, reason: string): void {
  client.close(TRY_AGAIN_LATER, reason)
  client.terminate()
}

function follow(client: WebSocket, position: bigint, parts: FeedServerParts): void {
  const { feed, slicesAfter, regionOf } = parts
  const gone = new AbortController()
  let subscription: Subscription = {}
  client.on('close', () => gone.abort())
  onSubscription(client, (wanted) => {
    subscription = wanted
  })
  const send = (text: string) =>
    new Promise<void>((resolve, reject) => {
      client.send(text, (error) => (error === undefined || error === null ? resolve() : reject(error)))
    })
  const slices = slicesAfter(position, gone.signal)
  tellEverything({ feed, slices, send, subscription: () => subscription, regionOf }).catch((error: Error) => {
    if (!gone.signal.aborted) client.close(1011, error.message.slice(0, 100))
  })
}

function onSubscription(client: WebSocket, take: (subscription: Subscription) => void): void {
  client.on('message', (data: RawData, isBinary: boolean) => {
    try {
      if (isBinary) throw new RangeError('got bytes, allowed: text')
      take(readSubscription(textOf(data)))
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      client.send(JSON.stringify({ kind: 'error', message: error.message } satisfies ErrorFrame))
    }
  })
}

function textOf(data: RawData): string {
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : [data].flat().map(String).join('')
}

/** Asks every client whether it is there; one that does not answer in time is gone. */
function heartbeat(sockets: WebSocketServer): Disposable {
  const silent = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const client of sockets.clients) {
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
