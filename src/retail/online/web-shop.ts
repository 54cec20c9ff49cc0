import { type Agent, agent } from '../../simulation/agent.ts'
import { poisson } from '../../simulation/distributions/poisson.ts'
import { wordOf } from '../../simulation/random.ts'
import { entityKey, packNumber } from '../../simulation/wake-up.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { TimeZone } from '../../time/time-zone.ts'
import { DAYS, DCS, ONLINE_ORDERS, WEB_SHOP } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import type { World } from '../world.ts'
import type { Placement } from './order.ts'
import { MAX_ORDERS_PER_DAY, type OrderHour, ordersOfHour } from './volume.ts'

const HOW_MANY = wordOf('orders-of-hour')
const WHEN = wordOf('order-times')

type LocalHour = Omit<OrderHour, 'dcId'>

/** An hour of the web shop of a region, and how many orders the day has seen before it. */
interface ShopHour extends LocalHour {
  readonly taken: number
}

/** The web shop of each region: how many orders come in every local hour of its DC, and when. */
export function webShop(company: Company, world: World): Agent {
  return agent('web-shop', WEB_SHOP, {
    takeOrders({ day, hour, taken }: ShopHour, at) {
      const dcId = at.entityNumber
      const zone = company.dcZones[dcId]
      const end = zone.localHourStart(day, hour + 1)
      const orders = poisson(at.draws(HOW_MANY), ordersOfHour(company, world, { dcId, day, hour }))
      if (taken + orders >= MAX_ORDERS_PER_DAY)
        throw new Error(`DC ${dcId} cannot number ${taken + orders} orders a day`)
      const when = at.draws(WHEN)
      for (let i = 1; i <= orders; i++) {
        const placement: Placement = { dcId, day, number: taken + i }
        const own = packNumber([dcId, DCS], [day, DAYS], [placement.number, MAX_ORDERS_PER_DAY])
        at.wake('place', at.now + 1 + when.below(end - at.now - 1), placement, entityKey(ONLINE_ORDERS, own))
      }
      const next = hourAfter(zone, { day, hour })
      const before = next.day === day ? taken + orders : 0
      at.wake('takeOrders', next.start, { day: next.day, hour: next.hour, taken: before } satisfies ShopHour)
    },
  })
}

/** The next local hour that exists: one that the clock skips in spring begins when the one after it does. */
function hourAfter(zone: TimeZone, { day, hour }: LocalHour): LocalHour & { readonly start: SimTime } {
  const next = hour === 23 ? { day: day + 1, hour: 0 } : { day, hour: hour + 1 }
  const start = zone.localHourStart(next.day, next.hour)
  const isSkipped = start === zone.localHourStart(next.day, next.hour + 1)
  return isSkipped ? hourAfter(zone, next) : { ...next, start }
}
