import type { DayNumber } from '../../time/business-date.ts'
import { MINUTE, type SimTime } from '../../time/sim-time.ts'
import type { Company } from '../company.ts'

/** A return takes no longer, so that it ends before the doors close. */
export const LONGEST_RETURN = 15 * MINUTE

/** When somebody can come to bring something back: both instants included. */
export interface OpeningSpan {
  readonly day: DayNumber
  readonly from: SimTime
  readonly to: SimTime
}

/** The first span of opening hours from `earliest` on, on `day` or a later day up to `lastDay`; null when there is none. */
export function nextSpan(
  { demand, master, storeZones }: Company,
  storeId: number,
  { day, lastDay, earliest }: { readonly day: DayNumber; readonly lastDay: DayNumber; readonly earliest: SimTime },
): OpeningSpan | null {
  const { opensAt, closesAt } = master.stores[storeId - 1]
  const zone = storeZones[storeId]
  for (let candidate = day; candidate <= lastDay; candidate++) {
    if (demand.calendar.isClosed(candidate)) continue
    // Doors that never close open a millisecond after midnight.
    const from = Math.max(earliest, zone.localHourStart(candidate, opensAt) + 2)
    const to = zone.localHourStart(candidate, closesAt) - LONGEST_RETURN
    if (from <= to) return { day: candidate, from, to }
  }
  return null
}
