import type { RecordedEvent } from '../../src/event-store/port.ts'
import { eventIdText } from '../../src/simulation/event-id.ts'

type Log = readonly RecordedEvent[]
type Fits = (event: RecordedEvent) => boolean
type Change = (event: RecordedEvent) => Partial<RecordedEvent>

/** The log with the first event that fits changed. */
export function withChanged(events: Log, fits: Fits, change: Change): RecordedEvent[] {
  const index = events.findIndex(fits)
  if (index === -1) throw new Error('the log has no event of the kind that is to be changed')
  return events.map((event, at) => (at === index ? Object.assign({}, event, change(event)) : event))
}

export function ofType(type: string): Fits {
  return (event) => event.type === type
}

/** Whether somebody pays who is inside. */
function isPaidAtTill({ type, data }: RecordedEvent): boolean {
  return type === 'payment_processed' && (data as { receipt_id: string | null }).receipt_id !== null
}

/** The log without the first event that fits, its stream closed up behind it. */
function without(events: Log, fits: Fits): RecordedEvent[] {
  const gone = events.find(fits)
  return events
    .filter((event) => event !== gone)
    .map((event) =>
      event.stream === gone?.stream && event.revision > gone.revision
        ? Object.assign({}, event, { revision: event.revision - 1 })
        : event,
    )
}

export const NEVER = { ms: 1, a: 1, b: 1, c: 1 }

/** A change to a log that breaks one law and no other. */
export interface Damage {
  readonly what: string
  readonly name: string
  readonly offender: RegExp
  readonly log: (events: Log) => RecordedEvent[]
}

export const DAMAGES: readonly Damage[] = [
  {
    what: 'an id that is there twice',
    name: 'event_ids_unique',
    offender: /^storeDay-.+ zone_traffic_measured has the id .+ of an earlier event$/,
    log(events) {
      const [first, second] = events.filter(ofType('zone_traffic_measured'))
      const same = { id: first?.id ?? NEVER, correlation: first?.id ?? NEVER, occurredAt: first?.occurredAt ?? 0 }
      return events.map((event) => (event === second ? Object.assign({}, event, same) : event))
    },
  },
  {
    what: 'an id of another time',
    name: 'event_ids_unique',
    offender: /of another time$/,
    log: (events) =>
      withChanged(events, ofType('zone_traffic_measured'), ({ id }) => {
        const other = { ...id, ms: id.ms - 1 }
        return { id: other, correlation: other }
      }),
  },
  {
    what: 'a cause that does not exist',
    name: 'causes_and_stories',
    offender: /^storeDay-.+ payment_processed names the cause 00000000-0001-.+, which is not in the log$/,
    log: (events) => withChanged(events, isPaidAtTill, () => ({ causation: NEVER })),
  },
  {
    what: 'a cause that comes later',
    name: 'causes_and_stories',
    offender: /does not come after its cause/,
    log(events) {
      const left = events.find(ofType('customer_left'))
      return withChanged(
        events,
        (event) => event.type === 'ble_ping_detected' && event.session?.c === left?.session?.c,
        () => ({ causation: left?.id ?? null }),
      )
    },
  },
  {
    what: 'an event that causes itself',
    name: 'causes_and_stories',
    offender: /does not come after its cause/,
    log: (events) => withChanged(events, ofType('receipt_line_added'), ({ id }) => ({ causation: id })),
  },
  {
    what: 'an event that tells another story than its cause',
    name: 'causes_and_stories',
    offender: /customer_zone_changed tells another story than its cause/,
    log: (events) => withChanged(events, ofType('customer_zone_changed'), ({ id }) => ({ correlation: id })),
  },
  {
    what: "an event without a cause in another's story",
    name: 'causes_and_stories',
    offender: /store_closed has no cause but tells another's story$/,
    log: (events) => withChanged(events, ofType('store_closed'), () => ({ correlation: NEVER })),
  },
  {
    what: 'a shipment of a reorder that was never placed',
    name: 'causes_and_stories',
    offender: /shipment_scheduled names the reorder .+, which is not in the log$/,
    log: (events) => without(events, (event) => event.type === 'reorder_triggered' && isShipped(events, event)),
  },
  {
    what: 'a truck that leaves behind what was never ordered',
    name: 'causes_and_stories',
    offender: /shipment_loaded names the reorder 00000000-0001-.+, which is not in the log$/,
    log: (events) =>
      withChanged(events, ofType('shipment_loaded'), ({ data }) => ({
        data: { ...data, left_behind: [{ product_id: 1, units: 1, reorder_id: eventIdText(NEVER) }] },
      })),
  },
  {
    what: 'a gap in a stream',
    name: 'revisions_dense',
    offender: /^storeDay-.+@\d+ \w+ stands where revision \d+ is due$/,
    log(events) {
      const gone = events.findIndex(ofType('zone_traffic_measured'))
      return events.filter((_, index) => index !== gone)
    },
  },
  {
    what: 'an event behind the end of its stream',
    name: 'revisions_dense',
    offender: /zone_traffic_measured stands in a stream that has ended or not begun$/,
    log(events) {
      const end = events.find(ofType('store_day_ended'))
      const last = events.findLast(ofType('zone_traffic_measured'))
      return events.concat({
        ...last,
        stream: end?.stream,
        revision: (end?.revision ?? 0) + 1,
        ...newIdentity(last),
      } as RecordedEvent)
    },
  },
  {
    what: 'a visitor who changes into a zone from where he is not',
    name: 'visits_enter_walk_leave',
    offender: /customer_zone_changed leaves EXIT, but the visitor is in ENTRANCE$/,
    log: (events) =>
      withChanged(events, ofType('customer_zone_changed'), ({ data }) => ({ data: { ...data, from_zone: 'EXIT' } })),
  },
  {
    what: 'a visitor who never leaves',
    name: 'visits_enter_walk_leave',
    offender: /^storeDay-.+ store_day_ended while 1 parties are inside$/,
    log: (events) => without(events, ofType('customer_left')),
  },
  {
    what: 'a payment by somebody who is outside',
    name: 'visits_enter_walk_leave',
    offender: /payment_processed belongs to nobody who is inside$/,
    log: (events) => withChanged(events, isPaidAtTill, () => ({ session: NEVER })),
  },
]

function isShipped(events: Log, { id }: RecordedEvent): boolean {
  const tail = (id.c >>> 0).toString(16).padStart(8, '0')
  return events.some((event) => event.type === 'shipment_scheduled' && JSON.stringify(event.data).includes(`${tail}"`))
}

function newIdentity(event: RecordedEvent | undefined) {
  const { ms, a, b, c } = event?.id ?? NEVER
  const id = { ms, a, b, c: c + 1 }
  return { id, correlation: id }
}
