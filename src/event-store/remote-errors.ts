import { ConnectionLost } from './patience.ts'
import { AppendTooLarge, EventStoreUnavailable, type Revision, WrongExpectedRevision } from './port.ts'

interface Place {
  readonly stream: string
  readonly expected?: Revision | 'no-stream'
}

/** What the client for EventStoreDB throws; a server that was never reached gives a plain error with a number. */
interface ClientError extends Error {
  readonly type?: string
  readonly code?: number | string
  readonly actualVersion?: bigint | string
  readonly maxAppendSize?: number
}

/** Numbers of gRPC: invalid argument, permission denied, unimplemented, unauthenticated. */
const PERMANENT: ReadonlySet<number | string | undefined> = new Set([3, 7, 12, 16])

/** Whether the client found no such stream. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && (error as ClientError).type === 'stream-not-found'
}

/** The error that the port has for what the client throws; `ConnectionLost` when it says nothing of the request itself. */
export function translated(
  thrown: unknown,
  { stream, expected = 'no-stream' }: Place = { stream: 'the log' },
): unknown {
  if (!(thrown instanceof Error) || thrown instanceof ConnectionLost || isNotFound(thrown)) return thrown
  const error = thrown as ClientError
  if (error.message.startsWith('Failed to discover')) return lost(error)
  if (error.type === undefined && error.code === undefined) return error
  switch (error.type) {
    case 'wrong-expected-version':
      return new WrongExpectedRevision(stream, expected, revisionOf(error))
    case 'maximum-append-size-exceeded':
      return new AppendTooLarge(
        `an event of ${stream} is too large: the server takes ${error.maxAppendSize} bytes at once`,
      )
    case 'access-denied':
      return new EventStoreUnavailable(
        `EventStoreDB denies access to ${stream}: check user and password in its address`,
      )
    case 'stream-deleted':
      return new EventStoreUnavailable(`${stream} was deleted on the server: restore a backup, or begin another log`)
    case 'invalid-argument':
    case 'unsupported':
      return new EventStoreUnavailable(`EventStoreDB does not do what ${stream} needs: ${error.message}`)
    default:
      if (PERMANENT.has(error.code)) {
        return new EventStoreUnavailable(`EventStoreDB refuses what ${stream} needs: ${reasonOf(error)}`)
      }
      return lost(error)
  }
}

function lost(error: ClientError): ConnectionLost {
  if (error.message.includes('wrong version number')) {
    return new ConnectionLost('EventStoreDB does not speak TLS there: add ?tls=false to its address', { cause: error })
  }
  return new ConnectionLost(`EventStoreDB cannot be reached: ${reasonOf(error)}`, { cause: error })
}

function revisionOf({ actualVersion }: ClientError): Revision | 'no-stream' {
  return typeof actualVersion === 'bigint' ? Number(actualVersion) : 'no-stream'
}

/** The client adds a number in front and, at times, an empty note behind. */
function reasonOf({ message, type }: ClientError): string {
  if (message === '') return type === 'deadline-exceeded' ? 'no answer in time (do both clocks agree?)' : `${type}`
  return message.replace(/^\d+ [A-Z_]+: /, '').replace(/\.? ?(?:Resolution note: *)?$/, '')
}
