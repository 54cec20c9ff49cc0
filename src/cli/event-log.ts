import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '../config/schema.ts'
import type { EventStore } from '../event-store/port.ts'
import { UsageError } from './usage-error.ts'

/** How a log is opened. */
export interface EventLogOptions {
  readonly readOnly: boolean
  /** Hears of interruptions of a server. */
  readonly warn: (line: string) => void
  /** Aborted when nobody wants to wait any more. */
  readonly signal: AbortSignal
}

/** Where the log of a configuration lies: a server when `event_store.url` names one, otherwise a file in the data directory. */
export function logPlace({ event_store: { url }, paths }: Config): string {
  return url === null ? join(paths.data, 'events.sqlite') : serverText(url)
}

/** An address without user and password. */
function serverText(url: string): string {
  const [address = ''] = url.replace(/^[a-z+]+:\/\//, '').split('?')
  return `EventStoreDB at ${address.slice(address.lastIndexOf('@') + 1).replace(/\/.*$/, '')}`
}

/** The configuration with the log somewhere else: on a server for `SCHEME://...`, otherwise in a directory seen from `cwd`. */
export function withLogAt(config: Config, place: string, cwd: string): Config {
  if (/^[a-z][a-z+]*:\/\//.test(place)) return { ...config, event_store: { url: place } }
  return { ...config, paths: { ...config.paths, data: resolve(cwd, place) }, event_store: { url: null } }
}

/** Whether there may be a log; only a server itself knows what it holds. */
export function mayHaveLog({ event_store: { url }, paths }: Config): boolean {
  return url !== null || existsSync(join(paths.data, 'events.sqlite'))
}

/** Opens the log of a configuration. @throws EventStoreUnavailable; UsageError for an address that is none. */
export async function openEventLog(config: Config, { readOnly, ...options }: EventLogOptions): Promise<EventStore> {
  const { url } = config.event_store
  if (url !== null) return await openServer(url, { key: 'event_store.url', ...options })
  const { openEmbeddedEventStore } = await import('../event-store/embedded.ts')
  return await openEmbeddedEventStore(config.paths.data, { readOnly })
}

/** Opens the log on a server; `key` says where the address stands. @throws as `openEventLog` does. */
export async function openServer(
  url: string,
  { key, warn, signal }: Omit<EventLogOptions, 'readOnly'> & { readonly key: string },
): Promise<EventStore> {
  const { openEventStoreDB } = await import('../event-store/eventstoredb.ts')
  try {
    return await openEventStoreDB(url, { tell: warn, signal })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UsageError([
      `${key}: got ${url}, allowed: esdb://[USER:PASSWORD@]HOST:PORT[?tls=false] (${error.message})`,
    ])
  }
}
