import type { RecordedEvent } from '../../event-store/port.ts'
import type { EventsByType } from '../../retail/events.ts'
import type { EventId } from '../../simulation/event-id.ts'
import { createTally, type Tally } from '../report.ts'
import { eventName, type LogLaw } from './log-law.ts'

/** A party that is inside. */
interface Inside {
  readonly stream: string
  readonly enteredAt: number
  zone: string
}

/** Events that happen to somebody inside; what they lead to elsewhere carries the session too. */
const INSIDE: ReadonlySet<string> = new Set([
  'customer_zone_changed',
  'ble_ping_detected',
  'receipt_created',
  'receipt_line_added',
  'payment_processed',
])

/** Law 12. A visit and its day are one stream, so that only the parties inside have to be remembered. */
export const visits: LogLaw = {
  law: 12,
  name: 'visits_enter_walk_leave',
  says: 'Everything in a visit happens between entering and leaving, each zone is left where it was entered, and everybody has left when the day ends.',
  start() {
    const sessions = new Map<number, Inside>()
    const insideByStream = new Map<string, number>()
    const tally = createTally()
    const change = (stream: string, by: number) => insideByStream.set(stream, (insideByStream.get(stream) ?? 0) + by)
    return {
      add(event) {
        const { type, stream } = event
        if (type === 'store_day_ended') {
          const left = insideByStream.get(stream) ?? 0
          insideByStream.delete(stream)
          tally.check(left === 0, () => `${eventName(event)} while ${left} parties are inside`)
        } else if (type === 'customer_entered') {
          sessions.set(sessionKey(event.id), { stream, enteredAt: event.occurredAt, zone: 'ENTRANCE' })
          change(stream, 1)
        } else if (type === 'customer_left') {
          checkInside(tally, event, sessions)
          if (event.session !== null && sessions.delete(sessionKey(event.session))) change(stream, -1)
        } else if (INSIDE.has(type) && !isOnline(event)) checkInside(tally, event, sessions)
      },
      end: () => tally.finding(),
    }
  },
}

/** What is paid online is paid outside. */
function isOnline({ type, data }: RecordedEvent): boolean {
  if (type !== 'payment_processed') return false
  return (data as EventsByType['payment_processed']['data']).order_id !== null
}

/** 53 hash bits of a session's id: the parties inside are few. */
function sessionKey({ b, c }: EventId): number {
  return (b % 2 ** 21) * 2 ** 32 + (c >>> 0)
}

function checkInside(tally: Tally, event: RecordedEvent, sessions: ReadonlyMap<number, Inside>): void {
  const session = event.session === null ? undefined : sessions.get(sessionKey(event.session))
  const isInside = session !== undefined && session.stream === event.stream && session.enteredAt <= event.occurredAt
  tally.check(isInside, () => `${eventName(event)} belongs to nobody who is inside`)
  if (!isInside || event.type !== 'customer_zone_changed') return
  const { from_zone: from, to_zone: to } = event.data as EventsByType['customer_zone_changed']['data']
  const { zone } = session
  tally.check(from === zone, () => `${eventName(event)} leaves ${from}, but the visitor is in ${zone}`)
  session.zone = to
}
