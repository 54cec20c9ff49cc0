import { type Agent, agent } from '../../simulation/agent.ts'
import { poisson } from '../../simulation/distributions/poisson.ts'
import { causeOf } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import { type DayNumber, dayNumberOf } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import { IMPRESSIONS } from '../agent-codes.ts'
import type { Company } from '../company.ts'
import { adVisitEntity, adVisitNumber, NUMBERS_PER_DAY } from '../traffic/arrivals.ts'
import type { Arrival } from '../traffic/session.ts'
import type { World } from '../world.ts'
import { drawImpression } from './draw-impression.ts'
import { type AdImpression, adImpression } from './events.ts'
import { impressionShares } from './impression-shares.ts'
import { type Intent, intentOf } from './intent.ts'

const HOW_MANY = wordOf('impressions-of-hour')
const WHEN = wordOf('impression-times')
const HOURS = 24
/** Business days between an impression and its visit, from the day before (in an earlier time zone) to four days later. */
const AGES = 8
/** Impressions that a region can see on a business day, so that each visit that one causes has a number of its own. */
export const MAX_IMPRESSIONS_PER_DAY = Math.floor((NUMBERS_PER_DAY - adVisitNumber(0)) / AGES) - 1

/** A local hour of a region's business day, and how many impressions the day has had before. */
interface PlannedHour {
  readonly day: DayNumber
  /** 0..23. */
  readonly hour: number
  readonly shown: number
}

/** The impressions of an hour: when each is due, in order, and which is next. Plain data. */
interface Showing {
  readonly day: DayNumber
  readonly times: readonly SimTime[]
  /** Number, within the day, of the first of them. */
  readonly first: number
  next: number
}

/** Shows the customers of each region, and unknown people there, the advertisements of running campaigns; some of them come. */
export function impressions(company: Company, world: World): Agent {
  const shares = impressionShares(company)
  return agent(
    'impressions',
    IMPRESSIONS,
    {
      plan(planned: PlannedHour, at) {
        const { day, shown } = planned
        // The region's day ends with its share of the cap: what would come later is not shown.
        const times = drawTimes(company, planned, at).slice(0, Math.max(0, shares[at.entityNumber] - shown))
        if (times.length > 0) at.wake('show', times[0], { day, times, first: shown + 1, next: 0 } satisfies Showing)
        planNext(company, { ...planned, shown: shown + times.length }, at)
      },

      show(showing: Showing, at) {
        const { times, first, day } = showing
        for (; times[showing.next] === at.now; showing.next++) {
          at.emit(adImpression(drawImpression(company, world, { day, number: first + showing.next }, at), null))
        }
        if (showing.next < times.length) at.wake('show', times[showing.next], showing)
      },
    },
    {
      ad_impression(event: AdImpression, at) {
        const intent = intentOf(company, event)
        if (intent === null) return
        at.wake('enter', intent.visitAt, arrivalOf(company, event, intent), adVisitEntity(intent.customerId))
      },
    },
  )
}

/** The instants of the hour at which an impression is due, in order. */
function drawTimes(company: Company, { day, hour }: PlannedHour, at: Moment): SimTime[] {
  const dcId = at.entityNumber
  const { hour_weights: weights } = company.config.marketing
  const share = weights[hour] / weights.reduce((sum, weight) => sum + weight, 0)
  const mean = company.campaigns.impressionsPerCustomer(day) * company.customersOfDc[dcId].length * share
  const count = poisson(at.draws(HOW_MANY), mean)
  const span = company.dcZones[dcId].localHourStart(day, hour + 1) - at.now
  const when = at.draws(WHEN)
  const times = Array.from({ length: count }, () => at.now + 1 + when.below(Math.max(1, span - 1)))
  return times.toSorted((left, right) => left - right)
}

/** An hour that the clock skips in spring is left out; one that it repeats in autumn lasts twice as long. */
function planNext({ dcZones }: Company, { day, hour, shown }: PlannedHour, at: Moment): void {
  const zone = dcZones[at.entityNumber]
  const start = (next: number) => zone.localHourStart(day, next)
  let next = hour + 1
  while (next < HOURS && start(next) === start(next + 1)) next++
  if (next < HOURS) at.wake('plan', start(next), { day, hour: next, shown } satisfies PlannedHour)
  else at.wake('plan', zone.startOfDay(day + 1), { day: day + 1, hour: 0, shown: 0 } satisfies PlannedHour)
}

function arrivalOf(company: Company, event: AdImpression, { customerId, storeId, visitAt }: Intent): Arrival {
  const { impression_id: impressionId, campaign_id: campaignId } = event.data
  const day = company.storeZones[storeId].dayAt(visitAt)
  const number = Number(impressionId.slice(impressionId.lastIndexOf('-') + 1))
  const age = day - dayNumberOf(event.businessDate) + 1
  return {
    storeId,
    day,
    number: adVisitNumber(number * AGES + age),
    impression: { customerId, impressionId, campaignId, cause: causeOf(event) },
  }
}
