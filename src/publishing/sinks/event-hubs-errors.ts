import { EventsRejected, type FailureKind, SinkRefused, SinkUnavailable } from '../sink.ts'
import type { EventHubsTarget } from './event-hubs.ts'

/** What the service or the network calls what passes. */
const PASSING: Readonly<Record<string, FailureKind>> = {
  ServerBusyError: 'throttling',
  InternalServerError: 'service',
  ServiceUnavailableError: 'service',
  OperationTimeoutError: 'timeout',
  ServiceCommunicationError: 'network',
  DetachForcedError: 'service',
  ConnectionForcedError: 'network',
  ETIMEDOUT: 'network',
  ECONNREFUSED: 'network',
  ECONNRESET: 'network',
  EHOSTUNREACH: 'network',
  ENETUNREACH: 'network',
  ENOTFOUND: 'network',
  EAI_AGAIN: 'network',
  EPIPE: 'network',
  // A token is renewed every hour; who it is for was checked at the start.
  AggregateAuthenticationError: 'authentication',
  AuthenticationError: 'authentication',
  CredentialUnavailableError: 'authentication',
}

/** What TLS says of a server that nobody vouches for. */
const CERTIFICATE_PROBLEMS = /CERT|SIGNATURE|ISSUER/

/** What is wrong with the events, and not with the hub. */
const ABOUT_THE_EVENTS = new Set([
  'MessageTooLargeError',
  'ArgumentOutOfRangeError',
  'ArgumentError',
  'InvalidFieldError',
])

/** A failure of the client as the port tells it; the message says what to do. */
export function eventHubsError(
  error: unknown,
  { hub, namespace, identity, access }: EventHubsTarget,
  limitMs: number,
): Error {
  if (error instanceof EventsRejected) return error
  const { code, message } = innermost(error)
  const where = `${namespace}/${hub}`
  if (isTimeout(error)) {
    return new SinkUnavailable('timeout', `${where} did not answer within ${limitMs / 1000} s`, { cause: error })
  }
  if (code === 'UnauthorizedError') {
    const todo =
      'credential' in access
        ? 'it needs the role Azure Event Hubs Data Sender'
        : 'check SharedAccessKeyName and SharedAccessKey, and that the key may Send'
    return refused(`${where} does not accept ${identity}: ${todo} (${message})`, error)
  }
  if (code === 'MessagingEntityNotFoundError') {
    return refused(`there is no event hub "${hub}" in ${namespace}: check stream.hub or EntityPath (${message})`, error)
  }
  if (code === 'MessagingEntityDisabledError') return refused(`the event hub ${where} is disabled (${message})`, error)
  if (code === 'QuotaExceededError') return refused(`${where} takes no more: its quota is exceeded (${message})`, error)
  if (ABOUT_THE_EVENTS.has(code)) return new EventsRejected(message, { cause: error })
  if (CERTIFICATE_PROBLEMS.test(code)) {
    return refused(
      `${where} has a certificate that nobody vouches for: set NODE_EXTRA_CA_CERTS to the file of its authority (${message})`,
      error,
    )
  }
  const kind = PASSING[code]
  if (code === 'ENOTFOUND') {
    return new SinkUnavailable(
      'network',
      `there is no host ${namespace}: check the Endpoint of the connection string`,
      { cause: error },
    )
  }
  return new SinkUnavailable(kind ?? 'service', `${where}: ${message}`, { cause: error })
}

function refused(message: string, cause: unknown): SinkRefused {
  return new SinkRefused(message, { cause })
}

interface Coded {
  readonly code: string
  readonly message: string
}

/** After retries the client throws errors inside of errors, of which only the inner ones have a code. */
function innermost(error: unknown): Coded {
  if (!(error instanceof Error)) return { code: '', message: String(error) }
  const inner = error instanceof AggregateError ? (error.errors.at(-1) as unknown) : error.cause
  const { code } = error as { readonly code?: unknown }
  if (typeof code === 'string') return { code, message: error.message }
  return inner instanceof Error ? innermost(inner) : { code: error.name, message: error.message }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')
}
