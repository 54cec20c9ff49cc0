import { post } from './api.ts'
import { attempt } from './toasts.ts'
import { createState } from './state.ts'
import type { FeedClock } from '../live/protocol.ts'

/** The stops of the speed slider. */
export const SPEEDS = [1, 60, 600, 3600, 'max'] as const

const clock = createState<FeedClock | null>(null)

/** Keeps the newest clock for what keys do. */
export function keepClock(value: FeedClock | null): void {
  if (value !== null) clock.set(() => value)
}

/** The stop that is nearest to a speed. */
export function stopOf(speed: number | 'max'): number {
  if (speed === 'max') return SPEEDS.length - 1
  const numbers = SPEEDS.filter((each) => each !== 'max')
  const distances = numbers.map((each) => Math.abs(Math.log(each) - Math.log(speed)))
  return distances.indexOf(Math.min(...distances))
}

export function start(speed: number | 'max' = 600): void {
  void attempt(() => post('api/simulation/start', { speed }))
}

export function stop(): void {
  void attempt(() => post('api/simulation/stop'))
}

export function toggle(): void {
  const status = clock.get()?.status
  if (status === 'running') void attempt(() => post('api/simulation/pause'))
  else if (status === 'paused') void attempt(() => post('api/simulation/resume'))
  else if (status === 'stopped' || status === 'failed') start()
}

export function step(span: string): void {
  void attempt(() => post('api/simulation/step', { duration: span }))
}

export function setSpeed(speed: number | 'max'): void {
  void attempt(() => post('api/simulation/speed', { speed }))
}

export function changeSpeed(by: 1 | -1): void {
  const now = clock.get()
  if (now === null) return
  const next = SPEEDS[stopOf(now.speed) + by]
  if (next !== undefined) setSpeed(next)
}
