import { z } from 'zod'
import { defineEvent, type EventOf, type OpenDays, type Place } from '../define-event.ts'
import { DISRUPTION_TYPES } from '../disruptions/events.ts'
import { byDc, id, instant } from '../fields.ts'

/** `D<dc>S<store>-<date>-<n>` from a DC to a store, `P<supplier>D<dc>-<date>-<n>` from a supplier to a DC. */
const shipment_id = z.string()
const route = {
  dc_id: id,
  /** Where it goes; null for a supplier's shipment, which goes to the DC. */
  store_id: id.nullable(),
  /** Where it comes from; null when it comes from the DC. */
  supplier_id: id.nullable(),
}
/** A shipment before it has a truck, or while it may have one. */
const planned = { shipment_id, truck_id: id.nullable(), ...route }
/** A shipment on its truck. */
const aboard = { shipment_id, truck_id: id, ...route }

const LEGS = ['OUTBOUND', 'RETURN'] as const
export type Leg = (typeof LEGS)[number]

const line = z.object({ product_id: id, units: z.int().positive() })
const reorderLine = line.extend({ reorder_id: z.uuid() })
const minutes = z.int().nonnegative()

function inShipment(data: { readonly shipment_id: string; readonly dc_id: number }, days: OpenDays): Place {
  return { stream: `shipment-${data.shipment_id}`, businessDate: days.dcs[data.dc_id].businessDate }
}

/** A shipment is planned, or one that waits takes in more. Each line names the reorder event that it fills. Times are estimates. */
export const shipmentScheduled = defineEvent('shipment_scheduled', {
  description:
    'A shipment is planned: lines with the reorder that each fills, temperature class, estimated times. While it waits for a truck it can take in more: then it is scheduled again, `amended`, with the added lines alone.',
  place: inShipment,
  partition: byDc,
  data: z.object({
    ...planned,
    amended: z.boolean(),
    refrigerated: z.boolean(),
    lines: z.array(reorderLine).min(1),
    etd: instant,
    eta: instant,
  }),
})
export type ShipmentScheduled = EventOf<typeof shipmentScheduled>

/** The goods left the shelves of the DC (or of the supplier) and are on the truck. */
export const shipmentLoaded = defineEvent('shipment_loaded', {
  description:
    'The goods are loaded: they leave the stock of the DC (a supplier books his own) and are on the truck. What the supplier could not send (`cut`) is no longer on order; what the truck could not take (`left_behind`) waits for another shipment.',
  place: inShipment,
  partition: byDc,
  data: z.object({
    ...aboard,
    lines: z.array(line).min(1),
    cut: z.array(line),
    left_behind: z.array(reorderLine),
    etd: instant,
    eta: instant,
  }),
})
export type ShipmentLoaded = EventOf<typeof shipmentLoaded>

/** A disruption makes a shipment late: before it has a truck, or on the road. The times are the new estimates. */
export const shipmentDelayed = defineEvent('shipment_delayed', {
  description: 'A disruption makes a shipment late, before it has a truck or on the road; times are the new estimates.',
  place: inShipment,
  partition: byDc,
  data: z.object({
    ...planned,
    reason: z.enum(DISRUPTION_TYPES),
    disruption_id: z.string(),
    delay_minutes: minutes,
    etd: instant,
    eta: instant,
  }),
})
export type ShipmentDelayed = EventOf<typeof shipmentDelayed>

/** A truck sets off: with the shipment, or back after it was unloaded. */
export const truckDeparted = defineEvent('truck_departed', {
  description:
    'A truck sets off: with the shipment (OUTBOUND), or on its way back (RETURN), then with the minutes that unloading took.',
  place: inShipment,
  partition: byDc,
  data: z.object({
    ...aboard,
    leg: z.enum(LEGS),
    departure_time: instant,
    eta: instant,
    actual_unload_duration: minutes.nullable(),
  }),
})
export type TruckDeparted = EventOf<typeof truckDeparted>

/** A truck arrives: where the shipment goes, or where it came from. */
export const truckArrived = defineEvent('truck_arrived', {
  description:
    'A truck arrives: where the shipment goes (OUTBOUND), with the minutes that unloading will take, or back where it came from (RETURN).',
  place: inShipment,
  partition: byDc,
  data: z.object({
    ...aboard,
    leg: z.enum(LEGS),
    arrival_time: instant,
    estimated_unload_duration: minutes.nullable(),
  }),
})
export type TruckArrived = EventOf<typeof truckArrived>

/** The goods are in the stock of the store (or of the DC, from a supplier), except what was lost on the way. */
export const shipmentUnloaded = defineEvent('shipment_unloaded', {
  description:
    'The goods are unloaded and enter the stock of the store, or of the DC when a supplier sent them; `lost` is what a breakdown spoiled. Durations are minutes.',
  place: inShipment,
  partition: byDc,
  data: z.object({ ...aboard, lines: z.array(line), lost: z.array(line), actual_unload_duration: minutes }),
})
export type ShipmentUnloaded = EventOf<typeof shipmentUnloaded>

/** The truck is back and the shipment's story is over; the last event of its stream. */
export const shipmentCompleted = defineEvent('shipment_completed', {
  endsStream: true,
  description: 'The shipment is closed: delivered, and its truck is back.',
  place: inShipment,
  partition: byDc,
  data: z.object(aboard),
})
export type ShipmentCompleted = EventOf<typeof shipmentCompleted>
