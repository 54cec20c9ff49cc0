import { expect, test } from 'vitest'
import { Turns } from '../../../src/cli/serve/turns.ts'

test('what is begun later waits for what was begun before, and all of it for rest', async () => {
  const turns = new Turns()
  const first = Promise.withResolvers<string>()
  const done: string[] = []
  const both = [
    turns.take(async () => done.push(await first.promise)),
    turns.take(async () => done.push('second')),
    turns.rest().then(() => done.push('rest')),
  ]
  first.resolve('first')
  await Promise.all(both)
  expect(done).toEqual(['first', 'second', 'rest'])
})

test('what fails is told to whoever asked for it, and the next one goes on', async () => {
  const turns = new Turns()
  const failed = turns.take(async () => {
    throw new Error('no')
  })
  const next = turns.take(async () => 'done')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('done')
  await turns.rest()
})
