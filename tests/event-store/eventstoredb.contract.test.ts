import { openEventStoreDB } from '../../src/event-store/eventstoredb.ts'
import { type ContractSubject, eventStoreContract } from '../contracts/event-store.ts'
import { proposedEvent } from '../contracts/proposed-events.ts'
import { startEndpoint } from '../eventstoredb/endpoint.ts'
import { isolated } from '../eventstoredb/isolated-store.ts'
import { TEST_SERVER, tellServers } from '../eventstoredb/test-server.ts'

/** A log in an endpoint of its own. */
async function openOnEndpoint(): Promise<ContractSubject> {
  const endpoint = await startEndpoint()
  const open = () => openEventStoreDB(`esdb://127.0.0.1:${endpoint.port}?tls=false`)
  let store = await open()
  return {
    store,
    async reopen() {
      await store[Symbol.asyncDispose]()
      store = await open()
      return store
    },
    async dispose() {
      await store[Symbol.asyncDispose]()
      await endpoint[Symbol.asyncDispose]()
    },
  }
}

/** A part of the log of a server that is there already, from its end on. */
async function openOnServer(url: string): Promise<ContractSubject> {
  const prefix = `contract${crypto.randomUUID().slice(0, 8)}-`
  const first = await openEventStoreDB(url)
  const { position } = await first.append(`begin${prefix}`, [proposedEvent(0)], 'no-stream')
  let store = isolated(first, prefix, position)
  return {
    store,
    async reopen() {
      await store[Symbol.asyncDispose]()
      store = isolated(await openEventStoreDB(url), prefix, position)
      return store
    },
    dispose: async () => await store[Symbol.asyncDispose](),
  }
}

eventStoreContract('EventStoreDB over the wire', openOnEndpoint)
if (TEST_SERVER !== undefined)
  eventStoreContract('EventStoreDB at EVENTSTORE_TEST_URL', () => openOnServer(TEST_SERVER as string))
tellServers('event store contract')
