import { commandAccepted } from '../../../src/retail/commands/events.ts'
import { disruptionEnded, disruptionStarted } from '../../../src/retail/disruptions/events.ts'
import type { RetailEvent } from '../../../src/retail/events.ts'
import { at, idOf, stamped } from '../stamped.ts'

const storm = {
  disruption_id: 'X2-20240115-2',
  type: 'weather_delay',
  dc_id: 2,
  target_type: 'DC',
  target_id: 2,
  severity: 0.5,
  effect: 'Trips are slowed down with a chance of 50 %',
  cause: 'scenario',
} as const

function causedBy(number: number) {
  return { id: idOf(number), correlation: idOf(90), session: null }
}

/** A command, and the disruption that it leads to. */
export function disruptions(): RetailEvent[] {
  const command = {
    command_id: 'scenario-1',
    kind: 'disruption',
    origin: 'scenario',
    effective_at: at(90),
    ends_at: at(95),
    details: { type: 'weather_delay', where: { dc: 2 }, severity: 0.5 },
  } as const
  return [
    stamped(commandAccepted(command, null), 90),
    stamped(disruptionStarted({ ...storm, expected_end: at(95) }, causedBy(90)), 91),
    stamped(disruptionEnded({ ...storm, started_at: at(91) }, causedBy(91)), 95),
  ]
}
