import { z } from 'zod'
import { defineEvent, type EventOf, type OpenDays, type Place } from '../define-event.ts'
import { byDc, id, instant } from '../fields.ts'

const shipment = {
  /** `D<dc>S<store>-<date>-<n>` from a DC to a store, `P<supplier>D<dc>-<date>-<n>` from a supplier to a DC. */
  shipment_id: z.string(),
  /** Null while no truck of the fleet is assigned. */
  truck_id: id.nullable(),
  dc_id: id,
  /** Where it goes; null for a supplier's shipment, which goes to the DC. */
  store_id: id.nullable(),
  /** Where it comes from; null when it comes from the DC. */
  supplier_id: id.nullable(),
}

const line = z.object({ product_id: id, units: z.int().positive() })

function inShipment(data: { readonly shipment_id: string; readonly dc_id: number }, days: OpenDays): Place {
  return { stream: `shipment-${data.shipment_id}`, businessDate: days.dcs[data.dc_id].businessDate }
}

/** A shipment is planned; each line names the reorder event that it fills. Times are estimates. */
export const shipmentScheduled = defineEvent('shipment_scheduled', {
  description: 'A shipment is planned: lines with the reorder that each fills, temperature class, estimated times.',
  place: inShipment,
  partition: byDc,
  data: z.object({
    ...shipment,
    refrigerated: z.boolean(),
    lines: z.array(line.extend({ reorder_id: z.uuid() })).min(1),
    etd: instant,
    eta: instant,
  }),
})
export type ShipmentScheduled = EventOf<typeof shipmentScheduled>

/** The goods left the shelves of the DC (or of the supplier) and are on the way. */
export const shipmentLoaded = defineEvent('shipment_loaded', {
  description: 'The goods are loaded: they leave the stock of the DC (a supplier books his own) and are on the road.',
  place: inShipment,
  partition: byDc,
  data: z.object({ ...shipment, lines: z.array(line).min(1), etd: instant, eta: instant }),
})
export type ShipmentLoaded = EventOf<typeof shipmentLoaded>

/** The goods are in the stock of the store (or of the DC, from a supplier). */
export const shipmentUnloaded = defineEvent('shipment_unloaded', {
  description: 'The goods are unloaded and enter the stock of the store, or of the DC when a supplier sent them.',
  place: inShipment,
  partition: byDc,
  data: z.object({ ...shipment, lines: z.array(line).min(1) }),
})
export type ShipmentUnloaded = EventOf<typeof shipmentUnloaded>

/** The shipment's story is over; the last event of its stream. */
export const shipmentCompleted = defineEvent('shipment_completed', {
  endsStream: true,
  description: 'The shipment is closed: delivered, and its truck (when it has one) is back.',
  place: inShipment,
  partition: byDc,
  data: z.object(shipment),
})
export type ShipmentCompleted = EventOf<typeof shipmentCompleted>
