import type { ProposedEvent } from '../src/event-store/port.ts'
import { type EventId, makeEventId } from '../src/simulation/event-id.ts'

const START_MS = Date.UTC(2024, 0, 15, 8)
const TYPES = ['receipt_line_added', 'receipt_line_added', 'inventory_updated', 'payment_approved', 'receipt_created']
const STORY_EVENTS = 8

/** Uneven like real data (mulberry32), so that the compressor has no easy game. */
let state = 1
function draw(below: number): number {
  state = (state + 0x6d2b79f5) | 0
  let h = Math.imul(state ^ (state >>> 15), 1 | state)
  h = (h + Math.imul(h ^ (h >>> 7), 61 | h)) ^ h
  return ((h ^ (h >>> 14)) >>> 0) % below
}

/** `count` sales-like events in stories of eight, about 295 bytes each when written one by one. */
export function sampleEvents(count: number): ProposedEvent[] {
  const events: ProposedEvent[] = []
  for (let number = 0; number < count; number++) {
    const root = number % STORY_EVENTS === 0 ? undefined : events[number - 1]
    events.push(sampleEvent(number, root))
  }
  return events
}

function sampleEvent(number: number, before: ProposedEvent | undefined): ProposedEvent {
  const occurredAt = START_MS + Math.floor(number / STORY_EVENTS) * 53
  const id: EventId = makeEventId(occurredAt, draw(2 ** 32), draw(2 ** 32), draw(2 ** 32))
  const correlation = before?.correlation ?? id
  return {
    type: TYPES[number % TYPES.length],
    id,
    occurredAt,
    businessDate: '2024-01-15',
    entity: before?.entity ?? 4_294_967_296 + draw(500_000),
    sequence: number % STORY_EVENTS,
    causation: before?.id ?? null,
    correlation,
    session: correlation,
    data: {
      receipt_id: `R-${String(draw(500)).padStart(4, '0')}-20240115-${draw(100_000)}`,
      store_id: draw(500),
      business_date: '2024-01-15',
      line_number: number % STORY_EVENTS,
      product_id: draw(20_000),
      quantity: 1 + draw(4),
      unit_price_cents: draw(10_000),
      discount_cents: draw(300),
      line_total_cents: draw(30_000),
      promotion_code: draw(5) === 0 ? `SPRING${draw(30)}` : null,
      customer_id: draw(3) === 0 ? draw(200_000) : null,
    },
  }
}
