import { checkAppend } from './append-check.ts'
import { openAppendLanes } from './append-lanes.ts'
import { ConnectionLost, createPatience, type Patience, type PatienceOptions } from './patience.ts'
import { type Appended, type EventStore, EventStoreUnavailable, eventsOf } from './port.ts'
import type { RemoteAppend, RemoteConnection } from './remote-connection.ts'
import { createRemoteReads } from './remote-reads.ts'
import { splitAppend } from './split-append.ts'

/** Long enough for a server to be restarted, or a cluster to choose another leader. */
const PATIENCE_MS = 120_000
/** Somebody who has mistyped an address does not want to wait. */
const FIRST_PATIENCE_MS = 5000

/** How failures of the connection are met. */
export interface RemoteStoreOptions {
  /** How long an interruption may last, milliseconds. */
  readonly patienceMs: number
  /** How long the server may take to answer at first, milliseconds. */
  readonly firstPatienceMs: number
  /** Hears of interruptions. */
  readonly tell: (line: string) => void
  /** Somebody wants to stop: no interruption is waited for any more. */
  readonly signal: AbortSignal | undefined
}

/** A log on a server: connections are lost and made again behind the port. @throws EventStoreUnavailable when there is no answer. */
export async function openRemoteStore(
  connect: (timeoutMs: number) => RemoteConnection,
  options: Partial<RemoteStoreOptions> = {},
): Promise<EventStore> {
  const { patienceMs = PATIENCE_MS, firstPatienceMs = FIRST_PATIENCE_MS, tell = () => undefined, signal } = options
  const patience: PatienceOptions = { limitMs: patienceMs, tell, signal }
  await firstAnswer(connect(firstPatienceMs), createPatience({ limitMs: firstPatienceMs, tell, signal, fromNow: true }))
  const reading = connect(patienceMs)
  const lanes = openAppendLanes(() => connect(patienceMs), patience)
  const closing = new AbortController()
  const inTurn = perStream()
  return {
    async append(stream, events, expected) {
      if (closing.signal.aborted) throw closed()
      checkAppend({ stream, events, expected })
      const parts = splitAppend(eventsOf(events))
      return inTurn(stream, () => appendParts(parts, { stream, expected }, lanes.add.bind(lanes)))
    },
    ...createRemoteReads(reading, { patience: () => createPatience(patience), closing: closing.signal }),
    async [Symbol.asyncDispose]() {
      closing.abort()
      await Promise.all([lanes.close(), reading.close()])
    },
  }
}

function closed(): EventStoreUnavailable {
  return new EventStoreUnavailable('the event store is closed')
}

async function firstAnswer(connection: RemoteConnection, patience: Patience): Promise<void> {
  try {
    for (;;) {
      try {
        await connection.lastRevision('run-1')
        return
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error
        await patience.wait(error)
      }
    }
  } finally {
    await connection.close()
  }
}

/** One part after the other; each names the place that the one before has led to. */
async function appendParts(
  parts: ReadonlyArray<RemoteAppend['events']>,
  { stream, expected: first }: Omit<RemoteAppend, 'events'>,
  add: (request: RemoteAppend) => Promise<Appended>,
): Promise<Appended> {
  let expected = first
  let appended: Appended | undefined
  for (const events of parts) {
    appended = await add({ stream, events, expected })
    expected = (expected === 'no-stream' ? -1 : expected) + events.length
  }
  return appended as Appended
}

/** Runs the tasks of one stream one after the other, whatever becomes of each, and those of different streams at once. */
function perStream(): <T>(stream: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return (stream, task) => {
    const before = last.get(stream)
    const running = before === undefined ? task() : before.then(task, task)
    const settled = running.catch(() => undefined)
    last.set(stream, settled)
    const forget = async () => {
      await settled
      if (last.get(stream) === settled) last.delete(stream)
    }
    void forget()
    return running
  }
}
