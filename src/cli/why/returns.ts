import type { RecordedEvent } from '../../event-store/port.ts'
import { sameEventId } from '../../simulation/event-id.ts'
import { dateText, dayNumberOf } from '../../time/business-date.ts'

/** Days after a sale, the first and the last of them, on which something of it can be brought back. */
export interface ReturnDays {
  readonly min: number
  readonly max: number
}

const STORE_DAY = /^(?<store>storeDay-\d+_)(?<date>\d{4}-\d\d-\d\d)$/

/** The streams that may hold the return of a sale, the earliest day first; none for another event. */
export function returnStreams({ type, stream, data }: RecordedEvent, { min, max }: ReturnDays): readonly string[] {
  if (type !== 'receipt_created' || (data as { receipt_type?: unknown }).receipt_type !== 'SALE') return []
  const { store, date } = STORE_DAY.exec(stream)?.groups ?? {}
  if (store === undefined || date === undefined) return []
  const day = dayNumberOf(date)
  return Array.from({ length: max - min + 1 }, (_, later) => `${store}${dateText(day + min + later)}`)
}

/** Whether an event is the visit by which a sale comes back; a sale does so once at most. */
export function isReturnOf(sale: RecordedEvent, { type, causation }: RecordedEvent): boolean {
  return type === 'customer_entered' && causation !== null && sameEventId(causation, sale.id)
}
