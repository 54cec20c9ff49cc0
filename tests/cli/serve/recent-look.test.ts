import { beforeEach, expect, test } from 'vitest'
import { recentLook } from '../../../src/cli/serve/recent-look.ts'

let time = 0
let looks: PromiseWithResolvers<string>[] = []
let ask: () => Promise<string>
beforeEach(() => {
  time = 0
  looks = []
  ask = recentLook(
    () => {
      const look = Promise.withResolvers<string>()
      looks.push(look)
      return look.promise
    },
    () => time,
  )
})

async function asked(found: string): Promise<void> {
  const answer = ask()
  looks.at(-1)?.resolve(found)
  expect(await answer).toBe(found)
}

test('those who ask while a look is under way get what it finds', async () => {
  const answers = [ask(), ask()]
  looks[0]?.resolve('well')
  expect(await Promise.all(answers)).toEqual(['well', 'well'])
  expect(looks).toHaveLength(1)
})

test('what was found within a second is told without a look', async () => {
  await asked('well')
  time = 999
  expect(await ask()).toBe('well')
  expect(looks).toHaveLength(1)
})

test('after a second nobody waits for the next look, of which those hear who ask when it has ended', async () => {
  await asked('well')
  time = 1000
  expect([await ask(), await ask()]).toEqual(['well', 'well'])
  expect(looks).toHaveLength(2)
  looks[1]?.resolve('away')
  await looks[1]?.promise
  expect(await ask()).toBe('away')
})

test('what was found five seconds ago is told no more', async () => {
  await asked('well')
  time = 5000
  await asked('away')
  expect(looks).toHaveLength(2)
})
