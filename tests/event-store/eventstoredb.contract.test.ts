import { openEventStoreDB } from '../../src/event-store/eventstoredb.ts'
import { eventStoreContract } from '../contracts/event-store.ts'
import { startEndpoint } from '../eventstoredb/endpoint.ts'

eventStoreContract('EventStoreDB over the wire', async () => {
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
})
