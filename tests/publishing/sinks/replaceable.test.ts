import { expect, test } from 'vitest'
import { SinkUnavailable } from '../../../src/publishing/sink.ts'
import { replaceable } from '../../../src/publishing/sinks/replaceable.ts'

function clients(close = async () => undefined as void) {
  const made: string[] = []
  const closed: string[] = []
  const create = () => {
    const name = `client ${made.length + 1}`
    made.push(name)
    return {
      name,
      close: async () => {
        closed.push(name)
        await close()
      },
    }
  }
  return { made, closed, held: replaceable(create, 20) }
}

const late = new SinkUnavailable('timeout', 'late')

test('everybody works with one client until that does not answer in time', async () => {
  const { made, closed, held } = clients()
  expect(await held.use(async ({ name }) => name)).toBe('client 1')
  await expect(held.use(() => Promise.reject(new SinkUnavailable('throttling', 'busy')))).rejects.toThrow('busy')
  expect(await held.use(async ({ name }) => name)).toBe('client 1')
  await expect(held.use(() => Promise.reject(late))).rejects.toThrow('late')
  expect(await held.use(async ({ name }) => name)).toBe('client 2')
  expect([made, closed]).toEqual([['client 1', 'client 2'], ['client 1']])
})

test('a client that is replaced is closed when the last who works with it has ended, and replaced once', async () => {
  const { made, closed, held } = clients()
  const slow = Promise.withResolvers<void>()
  const alsoLate = Promise.withResolvers<void>()
  const [working, failing] = [held.use(() => slow.promise), held.use(() => alsoLate.promise)]
  await expect(held.use(() => Promise.reject(late))).rejects.toThrow('late')
  alsoLate.reject(late)
  await expect(failing).rejects.toThrow('late')
  expect([made.length, closed]).toEqual([2, []])
  slow.resolve()
  await working
  expect(closed).toEqual(['client 1'])
})

test('closing does not wait long for a connection that is gone', async () => {
  const { closed, held } = clients(() => new Promise(() => {}))
  await held.close()
  expect(closed).toEqual(['client 1'])
})
