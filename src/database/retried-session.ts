import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import { DatabaseUnavailable } from './database-unavailable.ts'

/** How long work is tried again after the connection was lost. */
export interface RetryLimits {
  readonly attempts: number
  /** Milliseconds; doubled after each attempt up to `maxDelayMs`. */
  readonly firstDelayMs: number
  readonly maxDelayMs: number
}

/** About twenty seconds, which a restart of a server takes at most. */
export const RETRY_LIMITS: RetryLimits = { attempts: 10, firstDelayMs: 50, maxDelayMs: 5000 }

/** A session with the database that is opened anew when it is lost. One piece of work at a time. */
export interface RetriedSession extends AsyncDisposable {
  /** Runs work in a transaction, as often as needed. @throws DatabaseUnavailable at last; what is wrong with the work itself at once. */
  transact<T>(work: (client: Client) => Promise<T>): Promise<T>
}

/** How a session is opened. */
export interface RetriedSessionOptions {
  /** @throws DatabaseUnavailable */
  readonly connect: () => Promise<Client>
  readonly retry?: RetryLimits
  /** Ends the waiting between attempts. */
  readonly signal?: AbortSignal | undefined
}

/** Opens a session; the first connection is not tried twice. */
export async function openRetriedSession({
  connect,
  retry = RETRY_LIMITS,
  signal,
}: RetriedSessionOptions): Promise<RetriedSession> {
  let client: Client | undefined = await connect()
  const drop = async () => {
    const lost = client
    client = undefined
    await lost?.end().catch(() => undefined)
  }
  return {
    async transact(work) {
      let failure: unknown
      for (let attempt = 0; attempt < retry.attempts; attempt++) {
        if (attempt > 0) await delay(delayBefore(attempt, retry), undefined, signal === undefined ? {} : { signal })
        try {
          client ??= await connect()
          return await transaction(client, work)
        } catch (error) {
          await drop()
          if (!isPassing(error)) throw error
          failure = error
        }
      }
      const reason = failure instanceof Error ? failure.message : String(failure)
      throw new DatabaseUnavailable(
        `the database did not come back in ${retry.attempts} attempts (${reason}). Nothing is lost: start again when it answers, and the tables continue from their checkpoints`,
        { cause: failure },
      )
    },
    [Symbol.asyncDispose]: drop,
  }
}

/** Whatever fails, the caller drops the connection, and the server rolls back. */
async function transaction<T>(client: Client, work: (client: Client) => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  const result = await work(client)
  await client.query('COMMIT')
  return result
}

function delayBefore(attempt: number, { firstDelayMs, maxDelayMs }: RetryLimits): number {
  return Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1))
}

/** Connection lost, server shutting down or starting, deadlock, too many connections: SQLSTATE classes. */
const PASSING = /^(?:08|57P0|40|53300)/

/** Whether the same work can succeed later. */
function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  if (typeof code === 'string') return PASSING.test(code) || /^E[A-Z]+$/.test(code)
  return (
    typeof message === 'string' && /^Connection terminated|connection.*(?:closed|ended)|not queryable/i.test(message)
  )
}
