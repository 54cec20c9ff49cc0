import type { RecordedEvent } from '../../event-store/port.ts'
import { eventIdText, parseEventId } from '../../simulation/event-id.ts'
import { dateText } from '../../time/business-date.ts'
import { DAY } from '../../time/sim-time.ts'
import { receiptOf, type Subject } from './subject.ts'
import type { ToldLog } from './told-log.ts'

/** How long after a reorder its shipments are looked for, in simulated days. */
export const MAX_REORDER_WAIT_DAYS = 28

interface Line {
  readonly units: number
  readonly reorder_id: string
}

/** A shipment that fills a reorder, with how many of its units. */
export interface Filling {
  readonly shipment: RecordedEvent
  readonly units: number
}

/** What an event names as its reason beside its cause: the reorders that a shipment fills, the sale that is returned. */
export function reasonsOf({ type, data }: RecordedEvent): readonly Subject[] {
  if (type === 'shipment_scheduled') {
    const ids = new Set((data as { lines: readonly Line[] }).lines.map((line) => line.reorder_id))
    return [...ids].map((id) => ({ id: parseEventId(id) }))
  }
  const { return_for_receipt_id: sale } = data as { return_for_receipt_id?: string | null }
  const receipt = type === 'receipt_created' && sale ? receiptOf(sale) : undefined
  return receipt === undefined ? [] : [receipt]
}

/** The event that a subject stands for; undefined when the log has none. */
export async function resolveSubject(log: ToldLog, subject: Subject): Promise<RecordedEvent | undefined> {
  if ('id' in subject) return await log.event(subject.id)
  for await (const event of log.stream(subject.stream)) if (subject.isMeant(event)) return event
  return undefined
}

const TO_STORE = /^shipment-D\d+S(?<place>\d+)-(?<date>\d{8})-/
const TO_DC = /^shipment-P\d+D(?<place>\d+)-(?<date>\d{8})-/

/** The shipments that fill a reorder, found by their names: those hold where to and the evening. Oldest first. */
export async function fillingsOf(log: ToldLog, reorder: RecordedEvent): Promise<readonly Filling[]> {
  const { store_id: store, dc_id: dc } = reorder.data as { store_id: number | null; dc_id: number | null }
  const form = store === null ? TO_DC : TO_STORE
  const place = String(store ?? dc)
  const first = compactDate(reorder.occurredAt - DAY)
  const last = compactDate(reorder.occurredAt + MAX_REORDER_WAIT_DAYS * DAY)
  const id = eventIdText(reorder.id)
  const fillings: Filling[] = []
  for await (const name of log.streams(store === null ? 'shipment-P' : 'shipment-D')) {
    const named = form.exec(name)?.groups
    if (named?.place !== place || (named.date ?? '') < first || (named.date ?? '') > last) continue
    const shipment = await firstOf(log, name)
    const units = unitsFor(shipment, id)
    if (shipment !== undefined && units > 0) fillings.push({ shipment, units })
  }
  return fillings.toSorted((left, right) => left.shipment.occurredAt - right.shipment.occurredAt)
}

async function firstOf(log: ToldLog, stream: string): Promise<RecordedEvent | undefined> {
  for await (const event of log.stream(stream)) return event
  return undefined
}

function unitsFor(shipment: RecordedEvent | undefined, reorder: string): number {
  if (shipment?.type !== 'shipment_scheduled') return 0
  const lines = (shipment.data as { lines: readonly Line[] }).lines.filter((line) => line.reorder_id === reorder)
  return lines.reduce((sum, { units }) => sum + units, 0)
}

function compactDate(at: number): string {
  return dateText(Math.floor(at / DAY)).replaceAll('-', '')
}
