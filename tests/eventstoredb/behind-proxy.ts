import { afterEach, beforeEach, expect } from 'vitest'
import { type EventStoreDBOptions, openEventStoreDB } from '../../src/event-store/eventstoredb.ts'
import type { EventStore } from '../../src/event-store/port.ts'
import { type Endpoint, startEndpoint } from './endpoint.ts'
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts'

/** What a test has: an endpoint of its own, and a way to it that fails on demand. */
export interface BehindProxy {
  endpoint: Endpoint
  proxy: FaultyProxy
  /** What the stores have said. */
  readonly told: string[]
  open(options?: EventStoreDBOptions): Promise<EventStore>
}

/** Prepares every test of a file, and insists after each that no rejection was left alone. */
export function behindProxy(): BehindProxy {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  const parts = {
    told: [] as string[],
    open(options: EventStoreDBOptions = {}) {
      const url = `esdb://127.0.0.1:${parts.proxy.port}?tls=false`
      const tell = (line: string) => void parts.told.push(line)
      return openEventStoreDB(url, { timeoutMs: 600, patienceMs: 20_000, tell, ...options })
    },
  } as BehindProxy
  beforeEach(async () => {
    parts.endpoint = await startEndpoint()
    parts.proxy = await startFaultyProxy(parts.endpoint.port)
    parts.told.length = 0
    process.on('unhandledRejection', note).on('uncaughtException', note)
  })
  afterEach(async () => {
    process.off('unhandledRejection', note).off('uncaughtException', note)
    await parts.proxy[Symbol.asyncDispose]()
    await parts.endpoint[Symbol.asyncDispose]()
    expect(unhandled.splice(0)).toEqual([])
  })
  return parts
}
