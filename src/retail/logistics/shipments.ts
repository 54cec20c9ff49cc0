import { type Agent, agent } from '../../simulation/agent.ts'
import { type Cause, causeOf } from '../../simulation/domain-event.ts'
import { eventIdText } from '../../simulation/event-id.ts'
import { isoTime } from '../../time/iso-time.ts'
import { SHIPMENTS } from '../agent-codes.ts'
import type { World } from '../world.ts'
import { shipmentCompleted, shipmentLoaded, shipmentScheduled, shipmentUnloaded } from './events.ts'
import { confirmPlan } from './confirm-plan.ts'
import type { ShipmentPlan } from './shipment-plan.ts'

/** A shipment under way: its plan, and the event that led here. */
interface Trip {
  readonly plan: ShipmentPlan
  readonly cause: Cause
}

/** The life of a shipment: announced, loaded, unloaded, closed. Each step causes the next. */
export function shipments(world: World): Agent {
  return agent('shipments', SHIPMENTS, {
    schedule(planned: ShipmentPlan, at) {
      const plan = confirmPlan(world, planned)
      if (plan.lines.length === 0) return
      const lines = plan.lines.map((line) => ({ ...unitsOf(line), reorder_id: eventIdText(line.reorder) }))
      const data = { ...nameOf(plan), refrigerated: plan.refrigerated, lines, ...estimates(plan) }
      const scheduled = at.emit(shipmentScheduled(data, null))
      at.wake('load', Math.max(plan.loadsAt, at.now + 1), { plan, cause: causeOf(scheduled) } satisfies Trip)
    },

    load({ plan, cause }: Trip, at) {
      const data = { ...nameOf(plan), lines: plan.lines.map(unitsOf), ...estimates(plan) }
      const loaded = at.emit(shipmentLoaded(data, cause))
      at.wake('unload', Math.max(plan.unloadedAt, at.now + 1), { plan, cause: causeOf(loaded) } satisfies Trip)
    },

    unload({ plan, cause }: Trip, at) {
      const unloaded = at.emit(shipmentUnloaded({ ...nameOf(plan), lines: plan.lines.map(unitsOf) }, cause))
      at.wake('complete', Math.max(plan.completedAt, at.now + 1), { plan, cause: causeOf(unloaded) } satisfies Trip)
    },

    complete({ plan, cause }: Trip, at) {
      at.emit(shipmentCompleted(nameOf(plan), cause))
    },
  })
}

function nameOf({ shipmentId, dcId, storeId, supplierId }: ShipmentPlan) {
  return { shipment_id: shipmentId, truck_id: null, dc_id: dcId, store_id: storeId, supplier_id: supplierId }
}

function unitsOf({ productId, units }: { readonly productId: number; readonly units: number }) {
  return { product_id: productId, units }
}

function estimates({ departsAt, arrivesAt }: ShipmentPlan) {
  return { etd: isoTime(departsAt), eta: isoTime(arrivesAt) }
}
