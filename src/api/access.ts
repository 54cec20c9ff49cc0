import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Problem } from './problem.ts'

/** Who may ask. */
export interface AccessRules {
  /** Absent while only this machine can ask. */
  readonly key: string | undefined
  /** Origins of pages, beside our own, whose scripts may ask: `https://shop.example`. */
  readonly allowedOrigins: readonly string[]
}

/** What of a request tells who asks. */
export type Asking = Pick<IncomingMessage, 'headers'>

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/** @throws Problem 401 or 403 unless whoever asks may. */
export function checkAccess(asking: Asking, rules: AccessRules): void {
  checkOrigin(asking, rules)
  if (rules.key === undefined) checkHost(asking)
  else checkKey(asking, rules.key)
}

/** Without a key, a page of another site could reach this machine under a name of its own: names are checked. */
function checkHost({ headers }: Asking): void {
  const name = (headers.host ?? '').replace(/:\d+$/, '')
  if (!LOOPBACK_NAMES.has(name)) {
    throw new Problem(403, `host: got ${JSON.stringify(name)}, allowed: localhost, 127.0.0.1, [::1]`)
  }
}

/** Pages of other origins are refused, for reading and for writing. */
function checkOrigin({ headers }: Asking, { allowedOrigins }: AccessRules): void {
  const { origin } = headers
  if (origin === undefined || allowedOrigins.includes(origin)) return
  if (origin === `http://${headers.host}` || origin === `https://${headers.host}`) return
  throw new Problem(403, `origin: got ${JSON.stringify(origin)}, allowed: our own, and those of api.allowed_origins`)
}

/** `X-API-Key: KEY`, or `Authorization: Bearer KEY`; from a page's WebSocket, which can set no header, the protocol `key.KEY` in base64url. */
function checkKey({ headers }: Asking, key: string): void {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  const given = headers['x-api-key'] ?? bearer ?? keyInProtocols(headers['sec-websocket-protocol'])
  if (typeof given === 'string' && isSame(given, key)) return
  const detail = given === undefined ? 'a key is needed: X-API-Key, or Authorization: Bearer' : 'the key is wrong'
  throw new Problem(401, detail, { headers: { 'WWW-Authenticate': 'Bearer' } })
}

function keyInProtocols(protocols = ''): string | undefined {
  const found = protocols.split(',').map((name) => /^key\.([\w-]+)$/.exec(name.trim())?.[1])
  const encoded = found.find((key) => key !== undefined)
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64url').toString()
}

/** In a time that does not tell how much of it is right. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(expected))
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
