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

/** What an event names as its reason beside its cause. */
export function reasonsOf({ type, data }: RecordedEvent): readonly Subject[] {
  return REASONS[type]?.(data as never) ?? []
}

/** The reorders that a shipment fills, the sale that is returned, the disruption that makes a shipment late. */
const REASONS: Readonly<Record<string, (data: never) => readonly Subject[]>> = {
  shipment_scheduled: ({ lines }: { readonly lines: readonly Line[] }) =>
    [...new Set(lines.map((line) => line.reorder_id))].map((id) => ({ id: parseEventId(id) })),
  receipt_created({ return_for_receipt_id: sale }: { readonly return_for_receipt_id?: string | null }) {
    const receipt = sale ? receiptOf(sale) : undefined
    return receipt === undefined ? [] : [receipt]
  },
  shipment_delayed: ({ disruption_id: id }: { readonly disruption_id: string }) => [
    { stream: `disruption-${id}`, isMeant: () => true },
  ],
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
    fillings.push(...(await fillingOf(log, name, id)))
  }
  return fillings.toSorted((left, right) => left.shipment.occurredAt - right.shipment.occurredAt)
}

/** A shipment that waits for a truck is scheduled again when it takes in more, and may leave behind what the truck cannot take. */
async function fillingOf(log: ToldLog, stream: string, reorder: string): Promise<readonly Filling[]> {
  let shipment: RecordedEvent | undefined
  let units = 0
  for await (const event of log.stream(stream)) {
    const { lines, left_behind: left } = event.data as { lines?: readonly Line[]; left_behind?: readonly Line[] }
    const scheduled = event.type === 'shipment_scheduled' ? unitsFor(lines, reorder) : 0
    if (scheduled > 0) shipment ??= event
    units += scheduled - unitsFor(left, reorder)
  }
  return shipment === undefined || units <= 0 ? [] : [{ shipment, units }]
}

function unitsFor(lines: readonly Line[] = [], reorder: string): number {
  return lines.reduce((sum, line) => sum + (line.reorder_id === reorder ? line.units : 0), 0)
}

function compactDate(at: number): string {
  return dateText(Math.floor(at / DAY)).replaceAll('-', '')
}
