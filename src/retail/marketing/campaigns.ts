import { type Agent, agent } from '../../simulation/agent.ts'
import { type Cause, causeOf } from '../../simulation/domain-event.ts'
import { entityKey, packNumber } from '../../simulation/wake-up.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import { CAMPAIGNS, DAYS } from '../agent-codes.ts'
import { type Company, endBefore, startOfDay } from '../company.ts'
import type { Campaign } from './campaign-calendar.ts'
import { type CampaignStarted, campaignEnded, campaignStarted } from './events.ts'

/** Campaigns that can start on a day. */
const PER_DAY = 16

interface Running {
  readonly campaign: Campaign
  readonly cause: Cause
}

/** Announces campaigns and their ends; entity 0 opens the days. What campaigns do follows from the calendar, not from this. */
export function campaigns(company: Company): Agent {
  return agent('campaigns', CAMPAIGNS, {
    end({ campaign, cause }: Running, at) {
      at.emit(campaignEnded(dataOf(company, campaign), cause))
    },

    begin({ day }: { readonly day: DayNumber }, at) {
      for (const [index, campaign] of company.campaigns.startingOn(day).entries()) {
        const cause = causeOf(at.emit(campaignStarted(dataOf(company, campaign), null)))
        const entity = entityKey(CAMPAIGNS, packNumber([day, DAYS], [index, PER_DAY]))
        // At the very instant at which the day after has begun everywhere.
        at.wake('end', endBefore(company, campaign.lastDay + 1) - 1, { campaign, cause } satisfies Running, entity)
      }
      at.wake('begin', startOfDay(company, day + 1), { day: day + 1 })
    },
  })
}

function dataOf({ config }: Company, campaign: Campaign): CampaignStarted['data'] {
  const { campaignId, type, firstDay, lastDay, dailyImpressions } = campaign
  return {
    campaign_id: campaignId,
    campaign_type: type,
    channels: [...config.marketing.campaign_channels[type]],
    start_date: dateText(firstDay),
    end_date: dateText(lastDay),
    daily_impressions: dailyImpressions,
  }
}
