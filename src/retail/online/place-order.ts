import { causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { dateText } from '../../time/business-date.ts'
import { isoTime } from '../../time/iso-time.ts'
import type { Company } from '../company.ts'
import { touchFields } from '../marketing/purchase-reasons.ts'
import type { World } from '../world.ts'
import { billOf } from './bill.ts'
import { type OnlineOrderCreated, onlineOrderBackordered, onlineOrderCreated } from './events.ts'
import { findNode } from './find-node.ts'
import type { OrderName, Placement, Step } from './order.ts'
import { orderIdOf } from './order-id.ts'
import { attemptOnline, payOrder } from './pay-order.ts'
import { planOrder } from './plan-order.ts'
import { tellPromotion } from './tell-promotion.ts'

/**
 * A customer orders and pays. With an approved attempt the order, its promotion and every attempt are recorded, in that
 * order; otherwise nothing is, and the result is null.
 */
export function placeOrder(company: Company, world: World, placement: Placement, at: Moment): Step | null {
  const plan = planOrder(company, placement, at)
  const attempts = attemptOnline(company, at)
  const paid = attempts[attempts.length - 1]
  if (plan.lines.length === 0 || paid.declineReason !== null) return null
  const { customer, mode, lines } = plan
  const { dcId, day, number } = placement
  const serving = findNode(company, world, { dcId, homeStoreId: customer.homeStoreId, mode, lines })
  const { backordered, ...node } = serving
  const name: OrderName = {
    order_id: orderIdOf(dcId, dateText(day), number),
    customer_id: customer.customerId,
    ...node,
  }
  const { bill, promotion } = billOf(company, world, { customer, serving, day, units: lines }, at)
  const data: OnlineOrderCreated['data'] = {
    ...name,
    requested_mode: mode,
    backordered,
    ...bill,
    tender_type: paid.tender,
    ...touchFields(world, customer.customerId, at.now),
  }
  const created = at.emit(onlineOrderCreated(data, null))
  if (promotion !== null) tellPromotion(created, promotion, at)
  payOrder(created, attempts, at)
  const last = backordered
    ? at.emit(onlineOrderBackordered({ ...name, backordered_time: isoTime(at.now) }, created))
    : created
  const order = { name, lines, backordered, totalCents: data.total_cents, tender: paid.tender }
  return { order, cause: causeOf(last) }
}
