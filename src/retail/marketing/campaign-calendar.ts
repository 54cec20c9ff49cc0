import type { Config } from '../../config/schema.ts'
import { type DrawKey, type Draws, drawsFor, wordOf } from '../../simulation/random.ts'
import { civilOf, type DayNumber, dateText, dayNumberOf } from '../../time/business-date.ts'
import { adSeasonFactor } from './ad-season.ts'
import { CAMPAIGN_TYPES, type CampaignType } from './events.ts'

const CAMPAIGN = wordOf('campaign')

/** A campaign of the whole company, from its first to its last business day. */
export interface Campaign {
  readonly campaignId: string
  readonly type: CampaignType
  readonly firstDay: DayNumber
  readonly lastDay: DayNumber
  /** Impressions that it asks for on each day, before season and the company's cap. */
  readonly dailyImpressions: number
}

/** Which campaigns there are, at any time: a pure function of seed and configuration, which every region can know alone. */
export interface CampaignCalendar {
  readonly startingOn: (day: DayNumber) => readonly Campaign[]
  /** In the order in which they started. */
  readonly runningOn: (day: DayNumber) => readonly Campaign[]
  /** Mean, for each customer, around which a day's impressions are drawn before any is cut: what campaigns ask for, up to the cap. */
  readonly impressionsPerCustomer: (day: DayNumber) => number
  /** No day has more campaigns than this. */
  readonly mostAtOnce: number
}

/** The calendar of a company. The first campaign can start on the first day of history. */
export function campaignCalendar(config: Config, root: DrawKey): CampaignCalendar {
  const startDay = dayNumberOf(config.historical.start_date)
  const longest = Math.max(...Object.values(config.marketing.campaign_days))
  const starting = remembered((day) =>
    day < startDay ? [] : drawCampaigns(config, day, drawsFor(root, CAMPAIGN, day)),
  )
  const runningOn = remembered((day) => {
    const running: Campaign[] = []
    for (let first = day - longest + 1; first <= day; first++) {
      running.push(...starting(first).filter(({ lastDay }) => lastDay >= day))
    }
    return running
  })
  return {
    startingOn: starting,
    runningOn,
    impressionsPerCustomer(day) {
      const asked = runningOn(day).reduce((sum, { dailyImpressions }) => sum + dailyImpressions, 0)
      const { marketing_impressions_per_day: cap, total_customers: customers } = config.volume
      return Math.min(asked * adSeasonFactor(config, day), cap) / customers
    },
    mostAtOnce: longest,
  }
}

function drawCampaigns({ marketing }: Config, day: DayNumber, draws: Draws): Campaign[] {
  if (!draws.chance(marketing.campaign_chance)) return []
  const type = pickType(draws, weightsOn(marketing, day))
  return [
    {
      campaignId: `C${dateText(day).replaceAll('-', '')}-1`,
      type,
      firstDay: day,
      lastDay: day + marketing.campaign_days[type] - 1,
      dailyImpressions: Math.round(marketing.campaign_impressions[type]),
    },
  ]
}

function weightsOn({ campaign_weights: weights }: Config['marketing'], day: DayNumber): readonly number[] {
  const { month } = civilOf(day)
  if (month >= 11) return weights.year_end
  return month === 8 || month === 9 ? weights.late_summer : weights.usual
}

function pickType(draws: Draws, weights: readonly number[]): CampaignType {
  let left = draws.unit() * weights.reduce((sum, weight) => sum + weight, 0)
  const place = weights.findIndex((weight) => (left -= weight) < 0)
  return CAMPAIGN_TYPES[Math.max(0, place)]
}

/** Each day is worked out once: a history has a few thousand. */
function remembered<Value>(find: (day: DayNumber) => Value): (day: DayNumber) => Value {
  const known = new Map<DayNumber, Value>()
  return (day) => {
    let value = known.get(day)
    if (value === undefined) known.set(day, (value = find(day)))
    return value
  }
}
