import type { RecordedEvent } from '../../event-store/port.ts'
import { compareEvents } from '../../simulation/domain-event.ts'
import { parseIsoTime } from '../../time/iso-time.ts'
import type { ToldLog } from './told-log.ts'

/** How many delays by one disruption are told. */
export const MAX_DELAYS = 40

/** The earliest delays by a disruption, and how many there are in all. */
export interface Delays {
  readonly earliest: readonly RecordedEvent[]
  readonly count: number
}

/** The shipments that a disruption makes late: each names it, and none later than it is expected to end. */
export async function delaysBy(log: ToldLog, { occurredAt, data }: RecordedEvent): Promise<Delays> {
  const { disruption_id: id, expected_end: end } = data as { disruption_id: string; expected_end: string }
  let earliest: readonly RecordedEvent[] = []
  let count = 0
  const isMeant = ({ type, data: says }: RecordedEvent) =>
    type === 'shipment_delayed' && (says as { disruption_id?: unknown }).disruption_id === id
  for await (const events of log.between([occurredAt, parseIsoTime(end)], { prefixes: ['shipment-'] })) {
    const delays = events.filter(isMeant)
    count += delays.length
    earliest = [...earliest, ...delays].toSorted(compareEvents).slice(0, MAX_DELAYS)
  }
  return { earliest, count }
}
