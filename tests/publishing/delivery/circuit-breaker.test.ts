import { expect, test } from 'vitest'
import { type BreakerState, CircuitBreaker } from '../../../src/publishing/delivery/circuit-breaker.ts'
import { manualClock } from '../../time/manual-clock.ts'

const never = new AbortController().signal

function opened() {
  const clock = manualClock()
  const changes: BreakerState[] = []
  const onChange = (state: BreakerState) => void changes.push(state)
  const breaker = new CircuitBreaker({ failures: 2, recoveryMs: 1000, clock, onChange })
  breaker.failed(false)
  breaker.failed(false)
  return { clock, changes, breaker }
}

test('a closed breaker lets everybody pass, and successes forgive failures', async () => {
  const breaker = new CircuitBreaker({ failures: 2, recoveryMs: 1000, clock: manualClock() })
  for (let turn = 0; turn < 5; turn++) {
    await breaker.pass(never)
    breaker.failed(false)
    breaker.succeeded()
  }
  expect([breaker.state, breaker.trips]).toEqual(['closed', 0])
})

test('of those that wait at an open breaker one probes, and the others pass when it succeeds', async () => {
  const { clock, breaker, changes } = opened()
  const passed: number[] = []
  const all = [0, 1, 2].map((who) => breaker.pass(never).then(() => passed.push(who)))
  await clock.advance(999)
  expect(passed).toEqual([])
  await clock.advance(1)
  expect(passed).toHaveLength(1)
  breaker.succeeded()
  await Promise.all(all)
  expect([passed.length, breaker.trips, changes]).toEqual([3, 1, ['open', 'half-open', 'closed']])
})

test('a probe that fails opens it again for as long', async () => {
  const { clock, breaker } = opened()
  const probe = breaker.pass(never)
  await clock.advance(1000)
  await probe
  breaker.failed(false)
  let passed = false
  const next = breaker.pass(never).then(() => (passed = true))
  await clock.advance(999)
  expect([breaker.state, breaker.trips, passed]).toEqual(['open', 2, false])
  await clock.advance(1)
  await next
})

test('attempts that end when it is open already count no further trip', () => {
  const { breaker } = opened()
  breaker.failed(false)
  breaker.failed(true)
  expect(breaker.trips).toBe(1)
})

test('who waits at it can be called off', async () => {
  const { breaker } = opened()
  const stop = new AbortController()
  const waiting = breaker.pass(stop.signal)
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})
