import { beforeEach, expect, test } from 'vitest'
import type { LiveFacts } from '../../../src/cli/live/show-live.ts'
import { NO_SLICES, withSlice } from '../../../src/cli/live/slice-times.ts'
import { SimulationFigures } from '../../../src/cli/serve/simulation-figures.ts'

const FACTS: LiveFacts = {
  at: 1000,
  speed: 60,
  paused: false,
  achieved: 58,
  achievedLately: 59,
  lagMs: 3,
  driftMs: 0,
  events: 7,
  rows: 9,
  slices: withSlice(NO_SLICES, 20),
  types: { receipt_created: 7 },
  published: null,
}

let figures: SimulationFigures
beforeEach(() => {
  figures = new SimulationFigures()
  figures.begin(60)
})

test('a report says what runs', () => {
  expect(figures.state).toMatchObject({ run: 1, status: 'starting', speed: 60, at: null })
  figures.report(FACTS)
  expect(figures.state).toMatchObject({ run: 1, status: 'running', at: 1000, achieved: 59, events: 7 })
})

test.each([
  ['pause', { status: 'paused', achieved: 0 }],
  ['speed 3600', { status: 'running', speed: 3600 }],
  ['speed max', { status: 'running', speed: 'max' }],
])('what %s was answered holds before the next report', (line, expected) => {
  figures.report(FACTS)
  figures.foresee(line)
  expect(figures.state).toMatchObject(expected)
})

test('one that stops is told as stopping until it has ended, whatever is reported or answered meanwhile', () => {
  figures.report(FACTS)
  figures.turn('stopping')
  figures.foresee('pause')
  figures.report(FACTS)
  expect(figures.state.status).toBe('stopping')
  figures.end(undefined)
  expect(figures.state).toMatchObject({ status: 'stopped', achieved: 0, error: null })
})

test('counters go on over simulations, and over what was deleted', () => {
  figures.report(FACTS)
  figures.end('it failed')
  expect(figures.state).toMatchObject({ status: 'failed', error: 'it failed' })
  figures.clear()
  expect(figures.state).toMatchObject({ run: 1, status: 'stopped', at: null, error: null })
  figures.begin(1)
  figures.report({ ...FACTS, types: { receipt_created: 2, truck_arrived: 1 } })
  expect(figures.eventsByType()).toEqual({ receipt_created: 9, truck_arrived: 1 })
  expect(figures.sliceTimes()).toMatchObject({ count: 2, seconds: 0.04 })
  expect(figures.state.run).toBe(2)
})
