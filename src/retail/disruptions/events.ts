import { z } from 'zod'
import { defineEvent, type EventOf, type OpenDays, type Place } from '../define-event.ts'
import { byDc, id, instant } from '../fields.ts'

export const DISRUPTION_TYPES = [
  'dc_outage',
  'inventory_shortage',
  'truck_breakdown',
  'weather_delay',
  'supplier_delay',
  'capacity_constraint',
  'labor_shortage',
  'system_outage',
] as const
export type DisruptionType = (typeof DISRUPTION_TYPES)[number]
export const DISRUPTION_TARGETS = ['DC', 'STORE', 'TRUCK', 'SUPPLIER'] as const
export type DisruptionTarget = (typeof DISRUPTION_TARGETS)[number]
export const DISRUPTION_CAUSES = ['scenario', 'command', 'chance'] as const

const disruption = {
  /** `X<dc>-<date>-<n>`. */
  disruption_id: z.string(),
  type: z.enum(DISRUPTION_TYPES),
  /** The region that it strikes: a DC with its stores and trucks. */
  dc_id: id,
  /** What it strikes there: all of the region, or one store, truck or supplier of it. */
  target_type: z.enum(DISRUPTION_TARGETS),
  target_id: id,
  /** 0.1 (hardly felt) to 1 (total). */
  severity: z.number().min(0.1).max(1),
  /** What it does, in words. */
  effect: z.string(),
  cause: z.enum(DISRUPTION_CAUSES),
}

function inDisruption(data: { readonly disruption_id: string; readonly dc_id: number }, days: OpenDays): Place {
  return { stream: `disruption-${data.disruption_id}`, businessDate: days.dcs[data.dc_id].businessDate }
}

/** Something goes wrong in a region; its effect lasts until the disruption has ended. */
export const disruptionStarted = defineEvent('disruption_started', {
  description: 'Something goes wrong in a region: what, where, how strongly, and when it is expected to be over.',
  place: inDisruption,
  partition: byDc,
  data: z.object({ ...disruption, expected_end: instant }),
})
export type DisruptionStarted = EventOf<typeof disruptionStarted>

/** All is well again; the last event of its stream. */
export const disruptionEnded = defineEvent('disruption_ended', {
  endsStream: true,
  description: 'A disruption is over; nothing that happens later feels it.',
  place: inDisruption,
  partition: byDc,
  data: z.object({ ...disruption, started_at: instant }),
})
export type DisruptionEnded = EventOf<typeof disruptionEnded>
