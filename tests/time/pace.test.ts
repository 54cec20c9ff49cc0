import { describe, expect, test } from 'vitest'
import { createPace } from '../../src/time/pace.ts'
import { manualClock } from './manual-clock.ts'

const START = Date.UTC(2024, 2, 4)
const never = new AbortController().signal

test('the first instant is due at once, later ones at their simulated distance through the speed', () => {
  const clock = manualClock()
  const pace = createPace(60, clock)
  expect(pace.dueIn(START)).toBe(0)
  expect(pace.dueIn(START + 60_000)).toBe(1000)
  expect(pace.dueIn(START - 60_000)).toBe(0)
})

test('at speed max everything is due', () => {
  const pace = createPace('max', manualClock())
  expect([START, START + 1e9].map((at) => pace.tryReach(at))).toEqual([true, true])
  expect(pace.figures()).toMatchObject({ lagMs: 0, driftMs: 0 })
})

test('an instant is reached when its time has come, and not before', async () => {
  const clock = manualClock()
  const pace = createPace(2, clock)
  expect(pace.tryReach(START)).toBe(true)
  let reached = false
  const waiting = pace.reach(START + 5000, never).then(() => (reached = true))
  await clock.advance(2499)
  expect(reached).toBe(false)
  await clock.advance(1)
  expect(reached).toBe(true)
  await waiting
})

test('what comes too late is told as lag, and as drift of the simulated clock', async () => {
  const clock = manualClock()
  const pace = createPace(10, clock)
  pace.tryReach(START)
  await clock.advance(1500)
  pace.tryReach(START + 10_000)
  expect(pace.figures()).toMatchObject({ speed: 10, lagMs: 500, driftMs: 5000 })
  expect(pace.figures().achieved).toBeCloseTo(10_000 / 1500)
})

describe('paused', () => {
  test('nothing is due, and the pause does not count afterwards', async () => {
    const clock = manualClock()
    const pace = createPace(1, clock)
    pace.tryReach(START)
    await clock.advance(100)
    pace.pause()
    expect([pace.dueIn(START + 200), pace.figures().paused]).toEqual([Number.POSITIVE_INFINITY, true])
    await clock.advance(60_000)
    pace.resume()
    expect([pace.dueIn(START + 200), pace.figures().paused]).toEqual([100, false])
  })

  test('a step lets so much simulated time pass at once', async () => {
    const clock = manualClock()
    const pace = createPace(1, clock)
    pace.tryReach(START)
    pace.pause()
    let reached = false
    const waiting = pace.reach(START + 3_600_000, never).then(() => (reached = true))
    pace.step(3_599_999)
    await clock.settle()
    expect(reached).toBe(false)
    pace.step(1)
    await clock.settle()
    expect(reached).toBe(true)
    await waiting
    pace.resume()
    expect(pace.dueIn(START + 3_601_000)).toBe(1000)
  })
})

test('another speed goes on from where time is, and wakes who waits', async () => {
  const clock = manualClock()
  const pace = createPace(1, clock)
  pace.tryReach(START)
  let reached = false
  const waiting = pace.reach(START + 60_000, never).then(() => (reached = true))
  await clock.advance(30_000)
  pace.setSpeed(30)
  await clock.advance(999)
  expect(reached).toBe(false)
  await clock.advance(1)
  expect(reached).toBe(true)
  await waiting
  expect(pace.figures()).toMatchObject({ speed: 30, lagMs: 0 })
})

test('what was begun at a higher speed comes at that, and the clock goes on from there', async () => {
  const clock = manualClock()
  const pace = createPace(3600, clock)
  pace.tryReach(START)
  pace.setSpeed(1)
  let reached = false
  const waiting = pace.reach(START + 360_000, never, 3600).then(() => (reached = true))
  await clock.advance(99)
  expect(reached).toBe(false)
  await clock.advance(1)
  expect(reached).toBe(true)
  await waiting
  expect([pace.dueIn(START + 361_000), pace.figures().lagMs]).toEqual([1000, 0])
  await clock.advance(1000)
  pace.tryReach(START + 361_000)
  // What came ahead of the clock is no speed.
  expect(pace.figures()).toMatchObject({ achieved: 1, achievedLately: 1 })
  expect(pace.tryReach(START + 86_400_000, 'max')).toBe(true)
  expect(pace.dueIn(START + 86_401_000)).toBe(1000)
  pace.pause()
  expect(pace.dueIn(START + 90_000_000, 'max')).toBe(Number.POSITIVE_INFINITY)
})

test('who waits stops waiting when that is asked for', async () => {
  const stop = new AbortController()
  const pace = createPace(1, manualClock())
  pace.tryReach(START)
  const waiting = pace.reach(START + 60_000, stop.signal)
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})

test.each([0, 0.09, -1, 100_001, Number.NaN, Number.POSITIVE_INFINITY])('a speed of %d is refused', (speed) => {
  expect(() => createPace(speed, manualClock())).toThrow(`speed: got ${speed}, allowed: 0.1 to 100000, or max`)
  expect(() => createPace(1, manualClock()).setSpeed(speed)).toThrow(RangeError)
})
