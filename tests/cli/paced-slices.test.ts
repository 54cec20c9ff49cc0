import { expect, test } from 'vitest'
import { pacedSlices } from '../../src/cli/live/paced-slices.ts'
import { createPace } from '../../src/time/pace.ts'
import { manualClock } from '../time/manual-clock.ts'

const never = new AbortController().signal
const START = Date.UTC(2024, 2, 4)
const HOUR = 3_600_000
const hourly = (from: number, until: number) => Math.min(until, from + HOUR)

function paced(speed: number | 'max') {
  const clock = manualClock()
  const pace = createPace(speed, clock)
  const { ends, pacing } = pacedSlices(pace, { behind: () => 0, mostBehind: null, from: START })(hourly)
  return { clock, pace, ends, pacing }
}

test('a slice lasts a tenth of a second of the wall, and no longer than usual', () => {
  expect(paced(1).ends(START, START + HOUR)).toBe(START + 100)
  expect(paced(3600).ends(START, START + HOUR)).toBe(START + 360_000)
  expect(paced('max').ends(START, START + 2 * HOUR)).toBe(START + HOUR)
})

test('a clock that is slowed down does not stand still until what is simulated already is due', async () => {
  const { clock, pace, ends, pacing } = paced('max')
  const asked = [ends(START, Number.POSITIVE_INFINITY)]
  asked.push(ends(asked[0], Number.POSITIVE_INFINITY))
  pace.setSpeed(1)
  for (const end of asked) await pacing.reach(end, never)
  const next = ends(asked[1], Number.POSITIVE_INFINITY)
  expect(next).toBe(asked[1] + 100)
  let reached = false
  const waiting = pacing.reach(next, never).then(() => (reached = true))
  await clock.advance(99)
  expect(reached).toBe(false)
  await clock.advance(1)
  await waiting
})

test('the time until the simulation is ready is no lag', async () => {
  const clock = manualClock()
  const pace = createPace(1000, clock)
  const start = pacedSlices(pace, { behind: () => 0, mostBehind: null, from: START })
  await clock.advance(20_000)
  const { ends, pacing } = start(hourly)
  await Promise.all([pacing.reach(ends(START, START + HOUR), never), clock.advance(100)])
  expect(pace.figures().lagMs).toBe(0)
})
