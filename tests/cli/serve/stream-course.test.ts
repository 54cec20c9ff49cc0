import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OutboxState } from '../../../src/api/streaming.ts'
import { RememberedCourse, type Watched } from '../../../src/cli/serve/stream-course.ts'
import { StreamFigures } from '../../../src/cli/serve/stream-figures.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

const ANSWER = { pending: 7 } as OutboxState

/** Remembers how events go out, whose pending ones are told by `outbox`. */
function watching(outbox: Watched['streaming']['outbox']): RememberedCourse {
  const { state } = new StreamFigures(() => 0)
  return new RememberedCourse({ streaming: { state: () => state, outbox, isActive: () => true }, now: () => 0 })
}

test('an outbox that hangs leaves a gap, and no more than that', async () => {
  let isHanging = true
  using course = watching(() => (isHanging ? new Promise(() => undefined) : Promise.resolve(ANSWER)))
  await vi.advanceTimersByTimeAsync(1000)
  isHanging = false
  await vi.advanceTimersByTimeAsync(3000)
  expect(course.points().map(({ pending }) => pending)).toEqual([null, 7])
})

test('what was sent of a log that is deleted is forgotten, also what is being asked meanwhile', async () => {
  const answers: PromiseWithResolvers<OutboxState>[] = []
  using course = watching(() => {
    answers.push(Promise.withResolvers())
    return answers.at(-1)!.promise
  })
  await vi.advanceTimersByTimeAsync(1000)
  answers[0]?.resolve(ANSWER)
  await vi.advanceTimersByTimeAsync(1000)
  expect([course.points().length, answers.length]).toEqual([1, 2])
  course.forget()
  answers[1]?.resolve(ANSWER)
  await vi.advanceTimersByTimeAsync(0)
  expect(course.points()).toEqual([])
})
