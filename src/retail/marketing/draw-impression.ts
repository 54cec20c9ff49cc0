import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import { type DayNumber, dateText } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import { isFree } from '../traffic/habits.ts'
import type { World } from '../world.ts'
import type { Campaign } from './campaign-calendar.ts'
import { deviceFactor } from './channels.ts'
import { type AdImpression, DEVICES, type Device } from './events.ts'

const IMPRESSION = wordOf('impression')
const CREATIVES = 5
/** Tries to find a customer who is free; then somebody unknown sees the advertisement. */
const MAX_TRIES = 16

/** Which impression of a region's business day it is. */
interface Numbered {
  readonly day: DayNumber
  /** 1, 2, 3, ... */
  readonly number: number
}

/** Draws an impression that a region sees now: of which campaign, where, on what, and who sees it. */
export function drawImpression(
  company: Company,
  world: World,
  { day, number }: Numbered,
  at: Moment,
): AdImpression['data'] {
  const { config } = company
  const draws = at.draws(IMPRESSION, number)
  const { campaignId, type } = pickCampaign(company.campaigns.runningOn(day), draws)
  const channels = config.marketing.campaign_channels[type]
  const channel = channels[draws.below(channels.length)]
  const device = pickDevice(config.marketing.device_mix, draws)
  const [least, most] = company.channels[channel].costCents
  const cost = (least + (most - least) * draws.unit()) * deviceFactor(config, device)
  const creative = draws.between(1, CREATIVES)
  const customerId = pickCustomer(company, world, at.entityNumber, draws)
  return {
    channel,
    campaign_id: campaignId,
    creative_id: `${campaignId}-${channel}-${creative}`,
    customer_ad_id: customerId > 0 ? company.master.customers[customerId - 1].adId : unknownAdId(draws),
    customer_id: customerId > 0 && isResolved(company, draws) ? customerId : null,
    impression_id: `I${at.entityNumber}-${dateText(day).replaceAll('-', '')}-${String(number).padStart(8, '0')}`,
    cost_cents: Math.round(cost),
    device_type: device,
  }
}

/** In proportion to what the campaigns ask for. */
function pickCampaign(running: readonly Campaign[], draws: Draws): Campaign {
  const asked = running.reduce((sum, { dailyImpressions }) => sum + dailyImpressions, 0)
  let left = draws.unit() * asked
  return running.find(({ dailyImpressions }) => (left -= dailyImpressions) < 0) ?? running[running.length - 1]
}

function pickDevice(mix: Readonly<Record<Device, number>>, draws: Draws): Device {
  let left = draws.unit()
  return DEVICES.find((device) => (left -= mix[device]) < 0) ?? 'MOBILE'
}

/** A customer of the region who is neither in a store nor on the way to one; 0 for somebody unknown. */
function pickCustomer({ config, customersOfDc }: Company, world: World, dcId: number, draws: Draws): number {
  if (!draws.chance(config.marketing.known_share)) return 0
  const customers = customersOfDc[dcId]
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const customerId = customers[draws.below(customers.length)]
    if (isFree(world, customerId)) return customerId
  }
  return 0
}

/** Such a share of the known that it is the configured share of all. */
function isResolved({ config: { marketing } }: Company, draws: Draws): boolean {
  return draws.chance(marketing.resolved_share / marketing.known_share)
}

/** Longer than any customer's. */
function unknownAdId(draws: Draws): string {
  return `AX${hex(draws.word())}${hex(draws.word())}`
}

function hex(word: number): string {
  return (word >>> 0).toString(16).toUpperCase().padStart(8, '0')
}
