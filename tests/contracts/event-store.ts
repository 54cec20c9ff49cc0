import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventStore } from '../../src/event-store/port.ts'
import { appendContract } from './event-store-append.ts'
import { readContract } from './event-store-read.ts'
import { subscribeContract } from './event-store-subscribe.ts'

/** An adapter under test, on a log of its own. */
export interface ContractSubject {
  readonly store: EventStore
  /** Closes the store and opens the same log again. */
  reopen(): Promise<EventStore>
  /** Closes the store and removes the log. */
  dispose(): Promise<void>
}

/** What the parts of the contract work with: the store that is open now. */
export interface ContractContext {
  readonly store: () => EventStore
  readonly reopen: () => Promise<EventStore>
}

/** The promises of the port: every adapter passes all of them, on a log that is empty when `open` returns. */
export function eventStoreContract(name: string, open: () => Promise<ContractSubject>): void {
  describe(`event store contract: ${name}`, () => {
    let subject: ContractSubject | undefined
    let store: EventStore | undefined
    beforeEach(async () => {
      subject = await open()
      store = subject.store
    })
    afterEach(async () => {
      await subject?.dispose()
    })
    const context: ContractContext = {
      store: () => store as EventStore,
      async reopen() {
        store = await (subject as ContractSubject).reopen()
        return store
      },
    }
    test('a new log is empty', async () => {
      expect(await context.store().revisionOf('storeDay-1_2024-01-01')).toBeUndefined()
    })
    appendContract(context)
    readContract(context)
    subscribeContract(context)
  })
}
