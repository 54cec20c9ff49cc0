import type { Settings } from '../simulated.ts'
import type { Observe } from './observing.ts'

/** A key, what is set, whether the figure is then more or less than with `before`, or with the default. */
export type Effect = readonly [
  key: string,
  after: Settings,
  change: 'more' | 'less',
  observe: Observe,
  before?: Settings,
]
