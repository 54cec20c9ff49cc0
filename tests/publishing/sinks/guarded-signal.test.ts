import { expect, test } from 'vitest'
import { guardedSignal } from '../../../src/publishing/sinks/guarded-signal.ts'
import { untilAborted } from '../../../src/publishing/sinks/until-aborted.ts'

test('a listener that fails because its link is gone ends nothing, and the others hear', () => {
  const stop = new AbortController()
  const guarded = guardedSignal(stop.signal)
  const heard: string[] = []
  const link: { receiver?: { address: string } } = {}
  guarded.addEventListener('abort', () => void heard.push((link.receiver as { address: string }).address))
  guarded.addEventListener('abort', () => void heard.push('second'))
  stop.abort()
  expect([heard, guarded.aborted]).toEqual([['second'], true])
})

test('a listener that was removed does not hear', () => {
  const stop = new AbortController()
  const guarded = guardedSignal(stop.signal)
  const heard: string[] = []
  const listener = () => void heard.push('first')
  guarded.addEventListener('abort', listener)
  guarded.removeEventListener('abort', listener)
  stop.abort()
  expect(heard).toEqual([])
})

test('work that never ends is not waited for beyond the abort', async () => {
  const stop = new AbortController()
  const waiting = untilAborted(new Promise(() => {}), stop.signal)
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  await expect(untilAborted(new Promise(() => {}), stop.signal)).rejects.toThrow('enough')
})

test('work that ends in time is told as it ended', async () => {
  const { signal } = new AbortController()
  expect(await untilAborted(Promise.resolve(7), signal)).toBe(7)
  await expect(untilAborted(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed')
})
