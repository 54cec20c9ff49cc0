import type { Company } from '../../../src/retail/company.ts'
import { ONLINE_TENDERS, type OnlineTender } from '../../../src/retail/fields.ts'
import { FULFILLMENT_MODES } from '../../../src/retail/online/events.ts'
import { collectedAt, deliveryDelay, pickingDelay, shippingDelay } from '../../../src/retail/online/order-times.ts'
import { attemptOnline } from '../../../src/retail/online/pay-order.ts'
import { type OrderPlan, planOrder } from '../../../src/retail/online/plan-order.ts'
import { ordersOfDay, ordersOfHour } from '../../../src/retail/online/volume.ts'
import { Moment } from '../../../src/simulation/moment.ts'
import { rootKey } from '../../../src/simulation/root-key.ts'
import { DAY } from '../../../src/time/sim-time.ts'
import { only, type Settings } from '../simulated.ts'
import type { Effect } from './effect.ts'
import { count, drawn, mean, type Observe, twoDays } from './observing.ts'

const TIMES = 500
const NONE = { demandFactors: [] }
type Online = NonNullable<Settings['online']>

/** What `draw` gives at many moments. */
function atMoments<Value>(draw: (at: Moment) => Value): Value[] {
  const at = new Moment(rootKey('web shop'), () => {})
  return Array.from({ length: TIMES }, (_, index) => {
    at.begin({ due: index + 1, entity: 1, kind: 0, data: null })
    return draw(at)
  })
}

function plans(company: Company): OrderPlan[] {
  return atMoments((at) => planOrder(company, { dcId: 1, day: company.startDay, number: 1 }, at))
}

const lines: Observe = (company) => mean(plans(company).map((plan) => plan.lines.length))
const quantity: Observe = (company) => mean(plans(company).flatMap((plan) => plan.lines.map((line) => line.quantity)))
const wanting =
  (mode: string): Observe =>
  (company) =>
    plans(company).filter((plan) => plan.mode === mode).length
const payingBy =
  (tender: OnlineTender): Observe =>
  (company) =>
    atMoments((at) => attemptOnline(company, at)).filter(([first]) => first?.tender === tender).length
const declinedBy =
  (tender: OnlineTender): Observe =>
  (company) =>
    atMoments((at) => attemptOnline(company, at)).filter(
      ([first]) => first?.tender === tender && first.declineReason !== null,
    ).length

const picking: Observe = (company) => mean(drawn(TIMES, (draws) => pickingDelay(company, 'SHIP_FROM_DC', draws)))
const ready: Observe = (company) => mean(drawn(TIMES, (draws) => pickingDelay(company, 'BOPIS', draws)))
const shipping: Observe = (company) => mean(drawn(TIMES, (draws) => shippingDelay(company, draws)))
const delivery: Observe = (company) => mean(drawn(TIMES, (draws) => deliveryDelay(company, draws)))
const collecting: Observe = (company) =>
  mean(drawn(TIMES, (draws) => collectedAt(company, 1, company.startDay * DAY, draws)))

const perDay: Observe = (company) => ordersOfDay(company, NONE, { dcId: 1, day: company.startDay })
const atNoon: Observe = (company) => ordersOfHour(company, NONE, { dcId: 1, day: company.startDay, hour: 12 })

/** One choice more often, at the cost of the others. */
function mostly<Name extends string>(names: readonly Name[], one: Name): Record<Name, number> {
  const rest = 0.1 / (names.length - 1)
  return Object.fromEntries(names.map((name) => [name, name === one ? 0.9 : rest])) as Record<Name, number>
}

const set = (online: Online): Settings => ({ online })
const effect = (key: string, online: Online, change: 'more' | 'less', observe: Observe): Effect => [
  `online.${key}`,
  set(online),
  change,
  observe,
]

/** Shelves that hold hardly anything, and a supplier who delivers the next day. */
const SCARCE: Settings = {
  volume: {
    online_orders_per_day: 100,
    dc_initial_inventory_min: 1,
    dc_initial_inventory_max: 3,
    dc_reorder_point_min: 1,
    dc_reorder_point_max: 2,
    store_initial_inventory_min: 1,
    store_initial_inventory_max: 2,
  },
  logistics: { supplier_lead_days: { min: 1, max: 1 } },
}

const cancelledFor = (reason: string) => count('online_order_cancelled', ({ data }) => data.reason === reason)

/** Mean hours from ordering to picking of the orders that waited for stock. */
function waiting(company: Company): number {
  const events = twoDays(company)
  const since = new Map(
    only(events, 'online_order_backordered').map(({ data, occurredAt }) => [data.order_id, occurredAt]),
  )
  return mean(
    only(events, 'online_order_picked').flatMap(({ data, occurredAt }) => {
      const start = since.get(data.order_id)
      return start === undefined ? [] : [occurredAt - start]
    }),
  )
}

export const ONLINE_EFFECTS: readonly Effect[] = [
  ['volume.online_orders_per_day', { volume: { online_orders_per_day: 60 } }, 'more', perDay],
  effect(
    'hour_weights',
    { hour_weights: Array.from({ length: 24 }, (_, hour) => Number(hour === 12)) },
    'more',
    atNoon,
  ),
  ...FULFILLMENT_MODES.map((mode) =>
    effect(`mode_mix.${mode}`, { mode_mix: mostly(FULFILLMENT_MODES, mode) }, 'more', wanting(mode)),
  ),
  effect('line_weights', { line_weights: [0, 0, 0, 0, 0, 0, 0, 1] }, 'more', lines),
  effect('quantity_weights', { quantity_weights: [0, 0, 1] }, 'more', quantity),
  ...ONLINE_TENDERS.map((tender) =>
    effect(`tender_mix.${tender}`, { tender_mix: mostly(ONLINE_TENDERS, tender) }, 'more', payingBy(tender)),
  ),
  ...(['PAYPAL', 'OTHER'] as const).map((tender): Effect => {
    const declined = { decline_rate: 0.1, decline_factors: { [tender]: 10 } }
    return [`payments.decline_factors.${tender}`, { payments: declined }, 'more', declinedBy(tender)]
  }),
  [
    'online.cancel_rate',
    { ...set({ cancel_rate: 0.5 }), volume: { online_orders_per_day: 100 } },
    'more',
    cancelledFor('CUSTOMER'),
    { volume: { online_orders_per_day: 100 } },
  ],
  effect('pick_minutes.min', { pick_minutes: { min: 200 } }, 'more', picking),
  effect('pick_minutes.max', { pick_minutes: { max: 1000 } }, 'more', picking),
  effect('ready_hours.min', { ready_hours: { min: 20 } }, 'more', ready),
  effect('ready_hours.max', { ready_hours: { max: 48 } }, 'more', ready),
  effect('ship_hours.min', { ship_hours: { min: 17 } }, 'more', shipping),
  effect('ship_hours.likely', { ship_hours: { likely: 40 } }, 'more', shipping),
  effect('ship_hours.max', { ship_hours: { max: 96 } }, 'more', shipping),
  effect('delivery_days.min', { delivery_days: { min: 2.5 } }, 'more', delivery),
  effect('delivery_days.max', { delivery_days: { max: 8 } }, 'more', delivery),
  effect('collect_hours.min', { collect_hours: { min: 40 } }, 'more', collecting),
  effect('collect_hours.max', { collect_hours: { max: 200 } }, 'more', collecting),
  ['online.backorder.check_hours', { ...SCARCE, ...set({ backorder: { check_hours: 1 } }) }, 'less', waiting, SCARCE],
  [
    'online.backorder.give_up_days',
    { ...SCARCE, ...set({ backorder: { give_up_days: 1 } }) },
    'more',
    cancelledFor('OUT_OF_STOCK'),
    SCARCE,
  ],
]
