import type { RecordedEvent } from '../../event-store/port.ts'
import { type EventId, parseEventId } from '../../simulation/event-id.ts'

/** What is asked about: an event by its id, or the event of a stream that a name stands for. */
export type Subject =
  | { readonly id: EventId }
  | { readonly stream: string; readonly isMeant: (event: Pick<RecordedEvent, 'type' | 'data'>) => boolean }

/** The forms that a subject may have, for people. */
export const SUBJECT_FORMS =
  'a trace_id (UUID of version 7), a receipt_id (R12-20240105-7), an order_id (O1-20240105-3), ' +
  'a shipment_id (D1S12-20240105-1, P3D1-20240105-1), or a disruption_id (X1-20240105-1)'

const RECEIPT = /^R(?<store>\d{1,9})-(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)-\d{1,18}$/
const SHIPMENT = /^(?:D\d{1,9}S\d{1,9}|P\d{1,9}D\d{1,9})-\d{8}-\d{1,18}$/
const ORDER = /^O\d{1,9}-\d{8}-\d{1,18}$/
const DISRUPTION = /^X\d{1,9}-\d{8}-\d{1,18}$/

/** Reads a subject; undefined when the text has none of the forms. Names hold their place, so that no search is needed. */
export function parseSubject(text: string): Subject | undefined {
  if (SHIPMENT.test(text)) return { stream: `shipment-${text}`, isMeant: () => true }
  if (ORDER.test(text)) return { stream: `onlineOrder-${text}`, isMeant: () => true }
  if (DISRUPTION.test(text)) return { stream: `disruption-${text}`, isMeant: () => true }
  return receiptOf(text) ?? eventOf(text)
}

/** The stream in which a receipt stands, and how it is told from others; undefined for another form. */
export function receiptOf(text: string): Subject | undefined {
  const { store, year, month, day } = RECEIPT.exec(text)?.groups ?? {}
  if (store === undefined) return undefined
  return {
    stream: `storeDay-${store}_${year}-${month}-${day}`,
    isMeant: ({ type, data }) => type === 'receipt_created' && (data as { receipt_id?: unknown }).receipt_id === text,
  }
}

function eventOf(text: string): Subject | undefined {
  try {
    return { id: parseEventId(text.toLowerCase()) }
  } catch {
    return undefined
  }
}
