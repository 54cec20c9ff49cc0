import { type Agent, agent } from '../../simulation/agent.ts'
import { causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { isoTime } from '../../time/iso-time.ts'
import { DAY, HOUR } from '../../time/sim-time.ts'
import { ONLINE_ORDERS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'
import { carrierOf } from './carriers.ts'
import {
  type CancellationReason,
  onlineOrderCancelled,
  onlineOrderDelivered,
  onlineOrderPicked,
  onlineOrderShipped,
} from './events.ts'
import { hasAll } from './find-node.ts'
import type { Placement, Step, Waiting } from './order.ts'
import { collectedAt, deliveryDelay, pickedAt, pickingDelay, shippingDelay } from './order-times.ts'
import { refund } from './pay-order.ts'
import { placeOrder } from './place-order.ts'

const OUTCOME = wordOf('order-outcome')
const PICK = wordOf('order-picking')
const SHIP = wordOf('order-shipping')
const DELIVER = wordOf('order-delivery')

/** The life of an online order: placed, perhaps waiting for stock or called off, picked, shipped, delivered. */
export function onlineOrders(company: Company, world: World): Agent {
  const pick = ({ order, cause }: Step, at: Moment) => {
    const { name, lines, backordered } = order
    const picked = at.emit(onlineOrderPicked({ ...name, picked_time: isoTime(at.now), backordered, lines }, cause))
    afterPicking(company, { order, cause: causeOf(picked) }, at)
  }

  return agent('online-orders', ONLINE_ORDERS, {
    place(placement: Placement, at) {
      const placed = placeOrder(company, world, placement, at)
      if (placed !== null) decideOutcome(company, placed, at)
    },

    cancel(step: Step, at) {
      cancel(step, 'CUSTOMER', at)
    },

    review(waiting: Waiting, at) {
      const { order, giveUpAt } = waiting
      if (hasAll(world, order.name, order.lines)) pick(waiting, at)
      else if (at.now >= giveUpAt) cancel(waiting, 'OUT_OF_STOCK', at)
      else at.wake('review', nextReview(company, giveUpAt, at), waiting)
    },

    pick,

    ship({ order, cause }: Step, at) {
      const draws = at.draws(DELIVER)
      const arrival = at.now + deliveryDelay(company, draws)
      const shipment = { shipped_time: isoTime(at.now), carrier: carrierOf(draws), eta: isoTime(arrival) }
      const shipped = at.emit(onlineOrderShipped({ ...order.name, ...shipment }, cause))
      at.wake('deliver', arrival, { order, cause: causeOf(shipped) } satisfies Step)
    },

    deliver({ order, cause }: Step, at) {
      at.emit(onlineOrderDelivered({ ...order.name, delivered_time: isoTime(at.now) }, cause))
    },
  })
}

/** Some customers change their mind before picking; the others' orders are picked, or looked at again when stock is missing. */
function decideOutcome(company: Company, { order, cause }: Step, at: Moment): void {
  const draws = at.draws(OUTCOME)
  const delay = pickingDelay(company, order.name.fulfillment_mode, draws)
  const step: Step = { order, cause }
  if (draws.chance(company.config.online.cancel_rate)) at.wake('cancel', at.now + 1 + draws.below(delay - 1), step)
  else if (order.backordered) {
    const giveUpAt = at.now + company.config.online.backorder.give_up_days * DAY
    at.wake('review', nextReview(company, giveUpAt, at), { ...step, giveUpAt } satisfies Waiting)
  } else at.wake('pick', pickedAt(company, order.name, at.now + delay, at.draws(PICK)), step)
}

function nextReview({ config }: Company, giveUpAt: number, at: Moment): number {
  return Math.min(giveUpAt, at.now + config.online.backorder.check_hours * HOUR)
}

function afterPicking(company: Company, step: Step, at: Moment): void {
  const { fulfillment_mode, node_id } = step.order.name
  const draws = at.draws(SHIP)
  if (fulfillment_mode === 'BOPIS') at.wake('deliver', collectedAt(company, node_id, at.now, draws), step)
  else at.wake('ship', at.now + shippingDelay(company, draws), step)
}

/** The money goes back first: the cancellation is the last event of the order's stream. */
function cancel({ order, cause }: Step, reason: CancellationReason, at: Moment): void {
  const { name, lines, backordered } = order
  refund(order, cause, at)
  const cancelled_time = isoTime(at.now)
  at.emit(onlineOrderCancelled({ ...name, cancelled_time, reason, backordered, lines }, cause))
}
