import { ConnectionLost, createPatience, type Patience, type PatienceOptions } from './patience.ts'
import { type Appended, EventStoreUnavailable } from './port.ts'
import type { RemoteAppend, RemoteConnection } from './remote-connection.ts'

/** More of them, and a connection that drops takes the process with it; measured with the client for EventStoreDB. */
const MOST_IN_FLIGHT = 8

/** Appends to many streams at once over connections that may be lost: what was under way is asked again on the next one. */
export interface AppendLanes {
  /** Settles when the outcome is certain. */
  add(request: RemoteAppend): Promise<Appended>
  close(): Promise<void>
}

interface Waiting {
  readonly request: RemoteAppend
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}

/** Opens the lanes; the first append connects. */
export function openAppendLanes(connect: () => RemoteConnection, options: PatienceOptions): AppendLanes {
  return new Lanes(connect, createPatience(options))
}

class Lanes implements AppendLanes {
  readonly #connect: () => RemoteConnection
  readonly #patience: Patience
  readonly #waiting: Waiting[] = []
  #connection: RemoteConnection | undefined
  #inFlight = 0
  /** Whether an append has succeeded on this connection: the first one must not be overtaken. */
  #proven = false
  #lost: ConnectionLost | undefined
  readonly #closing = new AbortController()

  constructor(connect: () => RemoteConnection, patience: Patience) {
    this.#connect = connect
    this.#patience = patience
  }

  add(request: RemoteAppend): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject })
      this.#fill()
    })
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#rejectWaiting(new EventStoreUnavailable('the event store is closed'))
    await this.#connection?.close()
  }

  #fill(): void {
    if (this.#closing.signal.aborted) this.#rejectWaiting(new EventStoreUnavailable('the event store is closed'))
    while (this.#lost === undefined && this.#inFlight < (this.#proven ? MOST_IN_FLIGHT : 1)) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      this.#inFlight++
      void this.#attempt(next)
    }
  }

  async #attempt(waiting: Waiting): Promise<void> {
    try {
      this.#connection ??= this.#connect()
      waiting.resolve(await this.#connection.append(waiting.request))
      this.#proven = true
      this.#patience.succeeded()
    } catch (error) {
      if (error instanceof ConnectionLost) {
        this.#waiting.unshift(waiting)
        this.#lost ??= error
      } else {
        this.#patience.succeeded()
        waiting.reject(error)
      }
    }
    this.#inFlight--
    if (this.#lost === undefined) this.#fill()
    else if (this.#inFlight === 0) await this.#recover(this.#lost)
  }

  /** Only when nothing is under way any more: the client confuses appends of two connections when one of them fails. */
  async #recover(lost: ConnectionLost): Promise<void> {
    await this.#connection?.close()
    this.#connection = undefined
    this.#proven = false
    try {
      await this.#patience.wait(lost, this.#closing.signal)
    } catch (error) {
      this.#rejectWaiting(error)
    }
    this.#lost = undefined
    this.#fill()
  }

  #rejectWaiting(error: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}
