import { setTimeout as delay } from 'node:timers/promises'
import type { SliceEnds } from '../../retail/slice-ends.ts'
import type { Pacing } from '../../run.ts'
import type { Pace, Speed } from '../../time/pace.ts'
import type { SimTime } from '../../time/sim-time.ts'

/** A slice takes so much wall time at most: an event is recorded at most so long after its time. */
const SLICE_WALL_MS = 100
const LOOK_MS = 10

/** What is waited for. */
export interface Waiting {
  /** Events that the slowest reader is behind. */
  readonly behind: () => number
  /** With more, the simulation waits; null for never. */
  readonly mostBehind: number | null
  /** Where the log ends. */
  readonly from: SimTime
}

/**
 * Slices that are short enough for the pace, each recorded when its time has come: at the speed of when it was asked for, if that
 * was higher, because what is simulated already would keep a clock that was slowed down waiting for hours.
 */
export function pacedSlices(pace: Pace, { behind, mostBehind, from }: Waiting) {
  const askedAt = new Map<SimTime, Speed>()
  const pacing: Pacing = {
    async reach(to, signal) {
      await pace.reach(to, signal, askedAt.get(to))
      askedAt.delete(to)
    },
    async waitForReaders(signal) {
      if (mostBehind === null) return
      while (behind() > mostBehind) await delay(LOOK_MS, undefined, { signal })
    },
  }
  return (usual: SliceEnds) => {
    // The clock starts when the simulation is ready, and not with the first slice that is simulated.
    pace.tryReach(from)
    return { ends: pacedEnds(pace, usual, askedAt), pacing }
  }
}

function pacedEnds(pace: Pace, usual: SliceEnds, askedAt: Map<SimTime, Speed>): SliceEnds {
  return (from, until) => {
    const { speed } = pace.figures()
    const longest = speed === 'max' ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(speed * SLICE_WALL_MS))
    const end = Math.min(usual(from, until), from + longest)
    askedAt.set(end, speed)
    return end
  }
}
