import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { collect, proposedEvents } from '../contracts/proposed-events.ts'
import { behindProxy } from '../eventstoredb/behind-proxy.ts'
import { startEndpoint } from '../eventstoredb/endpoint.ts'

const at = behindProxy()

describe('a server that fails', () => {
  test('and does not come back is given up, and everybody is told why', async () => {
    await using store = await at.open({ patienceMs: 3000 })
    await store.append('a-1', proposedEvents(0, 1), 'no-stream')
    await at.endpoint[Symbol.asyncDispose]()
    const appends = [
      store.append('a-1', proposedEvents(1, 1), 0),
      store.append('b-1', proposedEvents(1, 1), 'no-stream'),
    ]
    const reasons = (await Promise.allSettled(appends)).map(
      (outcome) => (outcome as PromiseRejectedResult).reason as Error,
    )
    expect(reasons.map(({ name }) => name)).toEqual(['EventStoreUnavailable', 'EventStoreUnavailable'])
    expect(reasons[0].message).toMatch(/^EventStoreDB cannot be reached: .* \(tried for 3(\.\d)? s\)$/)
    await expect(store.revisionOf('a-1')).rejects.toThrow(/cannot be reached/)
    await expect(collect(store.readAll('start'))).rejects.toThrow(/cannot be reached/)
    expect(at.told[0]).toMatch(/; trying again$/)
  })

  test('and comes back says so', async () => {
    await using store = await at.open()
    await store.append('a-1', proposedEvents(0, 1), 'no-stream')
    const appending = pause(50).then(() => store.append('a-1', proposedEvents(1, 1), 0))
    await at.proxy.refuse(2500)
    expect(await appending).toMatchObject({ revision: 1 })
    expect(at.told.at(-1)).toBe('the event store answers again')
  })

  test('twice for a moment, long after each other, does not end who listens', async () => {
    await using store = await at.open({ patienceMs: 1000 })
    await store.append('a-1', proposedEvents(0, 1), 'no-stream')
    const stop = new AbortController()
    const revisions: number[] = []
    const following = (async () => {
      for await (const { events } of store.subscribe('start', { signal: stop.signal })) {
        revisions.push(...events.map(({ revision }) => revision))
        if (revisions.length === 2) stop.abort()
      }
    })()
    for (let drop = 0; drop < 2; drop++) {
      await pause(1200)
      at.proxy.drop()
    }
    await store.append('a-1', proposedEvents(1, 1), 0)
    await following
    expect(revisions).toEqual([0, 1])
  })

  test('is not waited for by somebody who wants to stop', async () => {
    const stop = new AbortController()
    await using store = await at.open({ signal: stop.signal })
    await store.append('a-1', proposedEvents(0, 1), 'no-stream')
    const away = at.proxy.refuse(2000)
    const appending = store.append('a-1', proposedEvents(1, 1), 0)
    const refused = expect(appending).rejects.toThrow(/; stopped waiting$/)
    await pause(200)
    stop.abort()
    await refused
    await away
  })

  test('and is silent is asked again', async () => {
    await using store = await at.open({ timeoutMs: 300 })
    await store.append('a-1', proposedEvents(0, 5), 'no-stream')
    const frozen = at.proxy.freeze(2500)
    const answers = await Promise.all([
      collect(store.readStream('a-1')).then((events) => events.length),
      collect(store.readAll('start')).then((batches) => batches.flatMap(({ events }) => events).length),
      store.revisionOf('a-1'),
    ])
    expect(answers).toEqual([5, 5, 4])
    expect(at.told[0]).toBe('EventStoreDB has not answered for 300 ms; trying again')
    await frozen
  })

  test('and is closed while somebody waits for it answers nobody any more', async () => {
    const store = await at.open()
    await store.append('a-1', proposedEvents(0, 5), 'no-stream')
    const frozen = at.proxy.freeze(1000)
    const waiting = [collect(store.readStream('a-1')), collect(store.subscribe('start'))]
    const asked = expect(store.revisionOf('a-1')).rejects.toThrow('the event store is closed')
    await pause(50)
    await store[Symbol.asyncDispose]()
    expect(await Promise.all(waiting)).toEqual([[], []])
    await asked
    await frozen
  })

  test('has its log when another one takes its place', async () => {
    await using store = await at.open()
    await store.append('a-1', proposedEvents(0, 3), 'no-stream')
    await at.endpoint[Symbol.asyncDispose]()
    at.endpoint = await startEndpoint({ log: at.endpoint.log })
    at.proxy.leadTo(at.endpoint.port)
    expect(await store.append('a-1', proposedEvents(3, 1), 2)).toMatchObject({ revision: 3 })
    expect((await collect(store.readStream('a-1'))).map(({ revision }) => revision)).toEqual([0, 1, 2, 3])
  })

  test('closing does not wait for a frozen server', async () => {
    const store = await at.open({ timeoutMs: 30_000 })
    await store.append('a-1', proposedEvents(0, 1), 'no-stream')
    const frozen = at.proxy.freeze(4000)
    const waiting = store.append('a-1', proposedEvents(1, 1), 0)
    const refused = expect(waiting).rejects.toThrow('the event store is closed')
    const began = performance.now()
    await store[Symbol.asyncDispose]()
    expect(performance.now() - began).toBeLessThan(3500)
    await refused
    await frozen
  })
})
