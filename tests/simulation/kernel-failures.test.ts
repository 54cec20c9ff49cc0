import { describe, expect, test } from 'vitest'
import { type Agent, agent } from '../../src/simulation/agent.ts'
import { type DomainEvent, draftEvent } from '../../src/simulation/domain-event.ts'
import { createKernel, type KernelOptions } from '../../src/simulation/kernel.ts'
import type { Moment } from '../../src/simulation/moment.ts'
import { rootKey } from '../../src/simulation/root-key.ts'
import { entityKey } from '../../src/simulation/wake-up.ts'

function kernelOf(roster: readonly Agent[], options: Partial<KernelOptions> = {}) {
  return createKernel({ root: rootKey(1), roster, place() {}, fold() {}, ...options })
}

function say(at: Moment, type: string): void {
  at.emit(draftEvent(type, {}, null, false))
}

function thrown(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

describe('a failure', () => {
  const failure = new Error('out of luck')
  const fail = () => {
    throw failure
  }
  const speaker = agent('speaker', 1, { speak: (_: null, at) => [say(at, 'said'), say(at, 'said again')] })

  test.each<[string, readonly Agent[], Partial<KernelOptions>]>([
    ['of a handler', [agent('a', 1, { speak: fail })], {}],
    ['of a reaction', [speaker, agent('b', 2, {}, { said: fail })], {}],
    [
      'of a reaction to a reaction',
      [speaker, agent('b', 2, {}, { said: (_: DomainEvent, at) => [say(at, 'x')], x: fail })],
      {},
    ],
    ['of placing an event', [speaker], { place: fail }],
    ['of folding an event', [speaker], { fold: fail }],
  ])('%s stops the run with that very error, and the kernel is of no use afterwards', (_, roster, options) => {
    const kernel = kernelOf(roster, options)
    kernel.wake('speak', 5, null, entityKey(1, 0))
    kernel.wake('speak', 6, null, entityKey(1, 0))
    expect(thrown(() => kernel.advance(10, []))).toBe(failure)
    expect(kernel.handled).toBe(1)
    expect(thrown(() => kernel.advance(10, []))).toBe(failure)
    expect(thrown(() => kernel.advance(0, []))).toBe(failure)
    expect(thrown(() => kernel.snapshot())).toBe(failure)
    expect(kernel.handled).toBe(1)
  })
})

test('two agents cannot share a code', () => {
  expect(() => kernelOf([agent('a', 1, {}), agent('b', 1, {})])).toThrow('two agents have the code 1')
})

test('only a fresh kernel can be restored', () => {
  const kernel = kernelOf([agent('a', 1, { x: () => {} })])
  kernel.wake('x', 5, null, entityKey(1, 0))
  const state = kernel.snapshot()
  expect(() => kernel.restore(state)).toThrow('only a fresh kernel can be restored')
  kernel.advance(10, [])
  expect(() => kernel.restore(state)).toThrow('only a fresh kernel can be restored')
})
