import type { Client } from 'pg'
import type { Database } from '../../database/connect.ts'

/** A database whose sessions end when `signal` is aborted: what they are doing then fails at once. */
export function interruptible(database: Database, signal: AbortSignal): Pick<Database, 'connect'> {
  return {
    async connect(): Promise<Client> {
      signal.throwIfAborted()
      const client = await database.connect()
      const stop = () => void client.end()
      signal.addEventListener('abort', stop)
      client.once('end', () => signal.removeEventListener('abort', stop))
      return client
    },
  }
}
