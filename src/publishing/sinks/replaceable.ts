import { SinkUnavailable } from '../sink.ts'

interface Closable {
  close(): Promise<void>
}

interface Held<Client> {
  readonly client: Client
  users: number
  isRetired: boolean
}

/** Clients of one service, one at a time. */
export interface Replaceable<Client> {
  /** Works with the client of now. When that does not answer in time, later work gets a new one. */
  use<Result>(work: (client: Client) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/**
 * A client that has not answered in time may wait for an answer that was lost with its connection, and hold everybody else up: it is
 * left to those who still work with it, and closed when they have ended.
 */
export function replaceable<Client extends Closable>(create: () => Client, closeLimitMs: number): Replaceable<Client> {
  let current = hold(create())
  const closeUnused = (held: Held<Client>) =>
    held.isRetired && held.users === 0 ? closeWithin(held.client, closeLimitMs) : Promise.resolve()
  return {
    async use(work) {
      const held = current
      held.users++
      try {
        return await work(held.client)
      } catch (error) {
        if (held === current && error instanceof SinkUnavailable && error.kind === 'timeout') {
          held.isRetired = true
          current = hold(create())
        }
        throw error
      } finally {
        held.users--
        void closeUnused(held)
      }
    },
    async close() {
      current.isRetired = true
      await closeUnused(current)
    },
  }
}

function hold<Client>(client: Client): Held<Client> {
  return { client, users: 0, isRetired: false }
}

/** Closing waits for a connection that may be gone. */
async function closeWithin(client: Closable, limitMs: number): Promise<void> {
  const waited = Promise.withResolvers<void>()
  const timer = setTimeout(waited.resolve, limitMs)
  await Promise.race([client.close().catch(() => undefined), waited.promise])
  clearTimeout(timer)
}
