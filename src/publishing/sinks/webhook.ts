import { createHash, createHmac } from 'node:crypto'
import { EventsRejected, type Sink, SinkRefused, SinkUnavailable } from '../sink.ts'
import type { Envelope } from '../wire/envelope.ts'

/** Where batches are posted. */
export interface WebhookOptions {
  readonly url: string
  /** Signs each batch; absent for none. */
  readonly secret?: string | undefined
  /** Batches under way at the same time; the events of a key go one after the other. */
  readonly lanes?: number
  readonly timeoutMs?: number
}

const LANES = 4
const TIMEOUT_MS = 10_000
/** Servers refuse larger bodies by default. */
const MAX_BODY_BYTES = 900_000
/** HTTP statuses after which the same request may succeed. */
const PASSING = new Set([408, 425, 429])
/** What is wrong is what was sent, not who sent it or where to. */
const ABOUT_THE_EVENTS = new Set([400, 413, 422])
/** Servers that know no OPTIONS answer so; whether they take events is not known then. */
const UNASKED = new Set([405, 501])

/**
 * Posts batches as a JSON array of envelopes. Headers: `Content-Type: application/json`, `X-Tillstream-Events` (how many), and
 * with a secret `X-Tillstream-Signature: t=SECONDS,v1=HEX`, the HMAC-SHA256 of `SECONDS.BODY`. A status of 2xx confirms the batch.
 */
export function webhookSink({ url, secret, lanes = LANES, timeoutMs = TIMEOUT_MS }: WebhookOptions): Sink {
  const shown = withoutSecrets(url)
  const request = async (init: RequestInit, signal: AbortSignal): Promise<Response> => {
    try {
      return await fetch(url, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      })
    } catch (error) {
      signal.throwIfAborted()
      throw unreachable(shown, error, timeoutMs)
    }
  }
  return {
    name: `webhook ${shown}${distinction(url)}`,
    lanes,
    async send(_lane, events, signal) {
      const few = withinLimit(events)
      const body = `[${few.map(({ json }) => json).join(',')}]`
      const headers = { ...headersOf(body, secret), 'X-Tillstream-Events': String(few.length) }
      const response = await request({ method: 'POST', headers, body }, signal)
      const said = await response.text().catch(() => '')
      if (response.ok) return few.length
      throw refusal(shown, response, said)
    },
    async check(signal) {
      const began = performance.now()
      const response = await request({ method: 'OPTIONS' }, signal)
      await response.body?.cancel()
      if (response.status >= 300 && !UNASKED.has(response.status)) throw refusal(shown, response, '')
      return { url: shown, status: response.status, latency_ms: Math.round(performance.now() - began) }
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function headersOf(body: string, secret: string | undefined): Record<string, string> {
  const type = { 'Content-Type': 'application/json' }
  if (secret === undefined) return type
  const seconds = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { ...type, 'X-Tillstream-Signature': `t=${seconds},v1=${signature}` }
}

/** As many of the first events as a body may hold, and at least one. */
function withinLimit(events: readonly Envelope[]): readonly Envelope[] {
  let bytes = 0
  const tooMany = events.findIndex(({ json }, index) => {
    bytes += Buffer.byteLength(json) + 1
    return bytes > MAX_BODY_BYTES && index > 0
  })
  return tooMany < 0 ? events : events.slice(0, tooMany)
}

function refusal(shown: string, { status, headers }: Response, said: string): Error {
  const text = `${shown} answered ${status}${said === '' ? '' : `: ${said.slice(0, 200)}`}`
  if (ABOUT_THE_EVENTS.has(status)) return new EventsRejected(text)
  if (status >= 500) return new SinkUnavailable('service', text, { retryAfterMs: retryAfterMs(headers) })
  if (PASSING.has(status)) return new SinkUnavailable('throttling', text, { retryAfterMs: retryAfterMs(headers) })
  return new SinkRefused(`${text}; check the address and its key`)
}

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}

function unreachable(shown: string, error: unknown, timeoutMs: number): SinkUnavailable {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new SinkUnavailable('timeout', `${shown} did not answer within ${timeoutMs / 1000} s`, { cause: error })
  }
  const { cause } = error as Error
  const reason = cause instanceof Error ? cause.message : (error as Error).message
  return new SinkUnavailable('network', `${shown} cannot be reached: ${reason}`, { cause: error })
}

/** Two addresses that differ only in what is not shown are two sinks, each with its own place in the log. */
function distinction(url: string): string {
  const { username, password, search } = new URL(url)
  if (username + password + search === '') return ''
  return ` (${createHash('sha256').update(url).digest('hex').slice(0, 8)})`
}

/** Users, passwords and queries of addresses may be secrets. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}
