import { setTimeout as delay } from 'node:timers/promises'
import type { SliceEnds } from '../../retail/slice-ends.ts'
import type { Pacing } from '../../run.ts'
import type { Pace } from '../../time/pace.ts'
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

/** Slices that are short enough for the pace, each recorded when its time has come. */
export function pacedSlices(pace: Pace, { behind, mostBehind, from }: Waiting) {
  // The clock starts here, and not with the first slice that is simulated.
  pace.tryReach(from)
  const pacing: Pacing = {
    reach: (to, signal) => pace.reach(to, signal),
    async waitForReaders(signal) {
      if (mostBehind === null) return
      while (behind() > mostBehind) await delay(LOOK_MS, undefined, { signal })
    },
  }
  return (usual: SliceEnds) => ({ ends: pacedEnds(pace, usual), pacing })
}

function pacedEnds(pace: Pace, usual: SliceEnds): SliceEnds {
  return (from, until) => {
    const { speed } = pace.figures()
    const end = usual(from, until)
    return speed === 'max' ? end : Math.min(end, from + Math.max(1, Math.ceil(speed * SLICE_WALL_MS)))
  }
}
