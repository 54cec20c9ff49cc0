import type { Folds } from '../fold.ts'
import { removeHabit } from '../traffic/habits.ts'
import { intentOf } from './intent.ts'

export const foldMarketing: Folds = {
  ad_impression(world, event, company) {
    const { data, occurredAt } = event
    const customerId = company.customerOfAdId.get(data.customer_ad_id)
    if (customerId === undefined) return
    const known = world.touches[customerId]
    // Of two at one instant the greater id is the newer.
    if (known === null || known.seenAt < occurredAt || known.impressionId < data.impression_id) {
      const { impression_id: impressionId, campaign_id: campaignId, channel } = data
      world.touches[customerId] = { impressionId, campaignId, channel, seenAt: occurredAt }
    }
    // Whoever will come for it is no longer due by habit.
    if (intentOf(company, event) !== null) removeHabit(world.habits, customerId)
  },
}
