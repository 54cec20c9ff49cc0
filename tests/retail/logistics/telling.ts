import { REPLENISHMENT } from '../../../src/retail/agent-codes.ts'
import type { Company } from '../../../src/retail/company.ts'
import type { EventsByType, EventType, RetailEvent } from '../../../src/retail/events.ts'
import { disruptionStarted, type DisruptionStarted } from '../../../src/retail/disruptions/events.ts'
import { reorderTriggered } from '../../../src/retail/inventory/events.ts'
import { shipmentScheduled } from '../../../src/retail/logistics/events.ts'
import type { DomainEvent } from '../../../src/simulation/domain-event.ts'
import { eventIdText } from '../../../src/simulation/event-id.ts'
import { isoTime } from '../../../src/time/iso-time.ts'
import { given, type Waking } from '../given.ts'
import { only } from '../simulated.ts'

export const ROUTE = { shipment_id: 'D1S1-20240304-1', dc_id: 1, store_id: 1, supplier_id: null }
export const TIMES = { etd: '2024-03-05T12:00:00.000Z', eta: '2024-03-05T14:00:00.000Z' }
export const NOTHING_LEFT = { cut: [], left_behind: [] }
export const NOTHING_LOST = { lost: [], actual_unload_duration: 30 }

interface Need {
  readonly store_id?: number | null
  readonly product_id?: number
  readonly units: number
}

/** A need of store 1, another one, or (null) the DC. */
export function reorder({ store_id = 1, product_id = 1, units }: Need): DomainEvent {
  const dc_id = store_id === null ? 1 : null
  const told = { current_quantity: 1, reorder_quantity: units, reorder_point: 8, priority: 'NORMAL' } as const
  return reorderTriggered({ store_id, dc_id, product_id, ...told }, null)
}

interface Plan {
  readonly shipment_id?: string
  readonly store_id?: number | null
  readonly refrigerated?: boolean
  readonly amended?: boolean
  readonly etd?: string
  readonly lines: ReadonlyArray<{
    readonly product_id: number
    readonly units: number
    /** Number of the fact that is its reorder. */
    readonly fact?: number
  }>
}

/** A shipment that can be loaded on the second business day unless told otherwise: to store 1, another one, or (null) from supplier 1 to the DC. */
export function scheduled({ lines, ...plan }: Plan): DomainEvent {
  const { shipment_id = ROUTE.shipment_id, store_id = 1, refrigerated = false, amended = false, etd = TIMES.etd } = plan
  const supplier_id = store_id === null ? 1 : null
  const told = lines.map(({ product_id, units, fact = 0 }) => ({
    product_id,
    units,
    reorder_id: eventIdText({ ms: 1, a: 0, b: 0, c: fact }),
  }))
  const route = { shipment_id, truck_id: null, dc_id: 1, store_id, supplier_id }
  return shipmentScheduled({ ...route, amended, refrigerated, lines: told, ...TIMES, etd }, null)
}

/** Something goes wrong in the region of DC 1, or with one store, truck or supplier of it. */
export function trouble(
  type: DisruptionStarted['data']['type'],
  severity: number,
  [target_type, target_id]: readonly [DisruptionStarted['data']['target_type'], number] = ['DC', 1],
): DomainEvent {
  const told = { disruption_id: `X-${type}`, dc_id: 1, target_type, target_id, effect: 'trouble' }
  const expected_end = isoTime(Date.UTC(2024, 3, 1))
  return disruptionStarted({ ...told, type, severity, cause: 'scenario', expected_end }, null)
}

/** The second business day of DC 1 after these facts: trucks are loaded at four in the morning, and others may be woken; what happens in so many hours. */
export function morning(company: Company, facts: readonly DomainEvent[], hours = 0, ...further: readonly Waking[]) {
  const day = company.startDay + 1
  const at = company.dcZones[1].localHourStart(day, company.config.logistics.load_hour)
  const woken = { code: REPLENISHMENT, number: 1, kind: 'dispatch', data: { day }, at }
  return given(company, ...facts).whenWoken(woken, at + 1 + hours * 3_600_000, ...further)
}

/** The data of the first event of a type. */
export function first<Type extends EventType>(
  events: readonly RetailEvent[],
  type: Type,
): EventsByType[Type]['data'] | undefined {
  return only(events, type)[0]?.data
}
