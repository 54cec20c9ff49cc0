import { type Agent, agent } from '../../simulation/agent.ts'
import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import type { DayNumber } from '../../time/business-date.ts'
import { HOUR, SECOND, type SimTime } from '../../time/sim-time.ts'
import { RETURNS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import { NUMBERS_PER_DAY } from '../traffic/arrivals.ts'
import { isFree } from '../traffic/habits.ts'
import type { Arrival, Session, VisitPlan } from '../traffic/session.ts'
import { type AtTheTill, hear, scheduleNext, takeStep, walkIn } from '../traffic/visits.ts'
import type { World } from '../world.ts'
import { CHECKOUT, ENTRANCE, EXIT } from '../zones.ts'
import { giveBack } from './give-back.ts'
import { nextSpan } from './opening-span.ts'
import type { SoldGoods } from './sold-goods.ts'

const ERRAND = wordOf('return-errand')
const ZONES = [ENTRANCE, CHECKOUT, EXIT]
/** Seconds, least and most, at the door, at the till and on the way out: below `LONGEST_RETURN` together. */
const STAYS = [
  [30, 120],
  [120, 600],
  [15, 60],
] as const

/** Somebody who is about to bring something back, on this business day. */
interface Errand {
  readonly day: DayNumber
  readonly goods: SoldGoods
}

/** Returns: somebody comes back to the store, gives back some of what was bought, and leaves. */
export function returns(company: Company, world: World): Agent {
  const refund: AtTheTill = (session, at) => giveBack(company, session, at)
  return agent('returns', RETURNS, {
    come(errand: Errand, at) {
      const { customerId, receipt } = errand.goods
      if (customerId > 0 && !isFree(world, customerId)) return comeLater(company, errand, at)
      const arrival = arrivalOf(errand)
      const plan = planOf(errand.goods, at)
      const session = walkIn(company, world, { arrival, plan, cause: receipt, givesBack: errand.goods }, at)
      hear(company, session, at)
      scheduleNext(session, at)
    },

    step(session: Session, at) {
      takeStep(company, session, at, refund)
    },
  })
}

/** Who is in a store, or on the way to one, tries again an hour later, in the end not at all. */
function comeLater(company: Company, { day, goods }: Errand, at: Moment): void {
  const lastDay = goods.day + company.config.returns.days.max
  const span = nextSpan(company, goods.storeId, { day, lastDay, earliest: at.now + HOUR })
  if (span !== null) at.wake('come', span.from, { day: span.day, goods })
}

/** Numbered above all visits, and further up for each day after the sale, so that no receipt has the number of another. */
function arrivalOf({ day, goods }: Errand): Arrival {
  const number = (day - goods.day) * NUMBERS_PER_DAY + goods.number
  return { storeId: goods.storeId, day, number, impression: null }
}

function planOf({ customerId, bleId, segment }: SoldGoods, at: Moment): VisitPlan {
  const leaves = leavingTimes(at.now, at.draws(ERRAND))
  const paysAt = leaves[0] + Math.floor((leaves[1] - leaves[0]) * 0.8)
  return { customerId, bleId, segment, trip: 0, party: 1, zones: ZONES, leaves, paysAt, wants: [] }
}

function leavingTimes(now: SimTime, draws: Draws): SimTime[] {
  let time = now
  return STAYS.map(([least, most]) => (time += draws.between(least, most) * SECOND))
}
