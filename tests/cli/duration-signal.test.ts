import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { durationSignal } from '../../src/cli/publish/duration-signal.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

test.each([0.01, 0.27, 1.07, 2.01, 36_000, 80_000, 5_256_000])('%d minutes end when they are over', (minutes) => {
  const signal = durationSignal(minutes)
  vi.advanceTimersByTime(Math.floor(minutes * 60_000) - 1)
  expect(signal.aborted).toBe(false)
  vi.advanceTimersByTime(3)
  expect(signal.aborted).toBe(true)
})

test('null never ends', () => {
  const signal = durationSignal(null)
  vi.advanceTimersByTime(1e12)
  expect(signal.aborted).toBe(false)
})
