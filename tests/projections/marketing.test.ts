import { test } from 'vitest'
import { dimCampaigns } from '../../projections/dim-campaigns.ts'
import { factMarketing } from '../../projections/fact-marketing.ts'
import { factMarketingAttribution } from '../../projections/fact-marketing-attribution.ts'
import { sample } from '../projection/sample-events.ts'
import { START_MS } from '../projection/stamped.ts'
import { order } from '../projection/samples/orders.ts'
import { given } from './given.ts'

test('a campaign is a row when it starts, and stays one when it ends', () => {
  given(dimCampaigns)
    .when(sample('campaign_started'), sample('campaign_ended'))
    .gives({
      campaign_id: 'C20240115-1',
      campaign_type: 'flash_sale',
      channels: ['SOCIAL', 'SEARCH'],
      start_date: '2024-01-15',
      end_date: '2024-01-15',
      daily_impressions: 5000,
    })
})

test('an impression is a row', () => {
  given(factMarketing).when(sample('ad_impression')).gives({
    impression_id: 'I2-20240115-00000001',
    campaign_id: 'C20240115-1',
    creative_id: 'C20240115-1-SEARCH-2',
    channel: 'SEARCH',
    device_type: 'TABLET',
    customer_ad_id: 'AD00000A',
    customer_id: null,
    cost_cents: 212,
  })
})

const attributed = {
  purchase_type: 'STORE',
  receipt_id: 'R1-30',
  order_id: null,
  store_id: 1,
  customer_id: 11,
  campaign_id: 'C20240115-1',
  channel: 'SEARCH',
  impression_id: 'I2-20240115-00000001',
  caused_by_impression_id: null,
  touch_ts: START_MS + 5,
  lag_seconds: 0,
  net_revenue_cents: 450,
}

test('a purchase is attributed to the last impression, with its net revenue and the whole seconds between', () => {
  const receipt = sample('receipt_created')
  const later = { ...receipt, occurredAt: START_MS + 5 + 61_999 }
  given(factMarketingAttribution)
    .when(receipt, later)
    .gives(attributed, { ...attributed, lag_seconds: 61 })
})

/** The sample order of customer 11, after an advertisement, served by this node. */
function orderAfterAd(node_type: 'DC' | 'STORE', node_id: number) {
  const [created] = order({ number: 61_005, ends: 'delivered' })
  if (created?.type !== 'online_order_created') throw new Error('no order')
  const { campaign_id, impression_id, last_touch } = sample('receipt_created').data
  return { ...created, data: { ...created.data, node_type, node_id, campaign_id, impression_id, last_touch } }
}

test('an order is attributed like a receipt, to the store that serves it or to none', () => {
  const lag_seconds = 61
  const online = { ...attributed, purchase_type: 'ONLINE', receipt_id: null, order_id: 'O2-20240115-61005' }
  given(factMarketingAttribution)
    .when(orderAfterAd('DC', 2), orderAfterAd('STORE', 3))
    .gives(
      { ...online, store_id: null, lag_seconds, net_revenue_cents: 750 },
      { ...online, store_id: 3, lag_seconds, net_revenue_cents: 750 },
    )
})

test('an order that no advertisement came before is attributed to none', () => {
  given(factMarketingAttribution)
    .when(...order({ number: 1, ends: 'delivered' }))
    .gives()
})

test('an attribution also names the impression that caused the visit', () => {
  const receipt = sample('receipt_created')
  const caused_by_impression_id = 'I2-20240114-00000009'
  given(factMarketingAttribution)
    .when({ ...receipt, data: { ...receipt.data, caused_by_impression_id } })
    .gives({ ...attributed, caused_by_impression_id })
})

test('a purchase that no advertisement came before is attributed to none', () => {
  const receipt = sample('receipt_created')
  const none = { campaign_id: null, impression_id: null, last_touch: null }
  given(factMarketingAttribution)
    .when({ ...receipt, data: { ...receipt.data, ...none } })
    .gives()
})
