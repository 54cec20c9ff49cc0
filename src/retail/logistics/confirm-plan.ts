import type { World } from '../world.ts'
import type { PlannedLine, ShipmentPlan } from './shipment-plan.ts'

/**
 * The plan as far as the stock of its DC still goes: between the evening's consolidation and the announcement, online orders
 * may have been promised some of it. What is cut stays an open need.
 */
export function confirmPlan(world: World, plan: ShipmentPlan): ShipmentPlan {
  if (plan.supplierId !== null) return plan
  const { balance, reserved } = world.stock.dcs[plan.dcId]
  const taken = new Map<number, number>()
  const lines = plan.lines.flatMap((line): PlannedLine[] => {
    const index = line.productId - 1
    const already = taken.get(index) ?? 0
    const units = Math.min(line.units, balance[index] - reserved[index] - already)
    taken.set(index, already + units)
    return units > 0 ? [{ ...line, units }] : []
  })
  return { ...plan, lines }
}
