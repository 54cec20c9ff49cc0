import { projection } from '../src/projection/projection.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row per purchase whose buyer saw an advertisement within seven days: the last one gets the revenue. */
export const factMarketingAttribution = projection('fact_marketing_attribution', {
  key: ['trace_id'],
  links: ['correlation_id'],
  columns: {
    purchase_type: 'text',
    receipt_id: 'text?',
    order_id: 'text?',
    store_id: 'int4?',
    customer_id: 'int4',
    campaign_id: 'text',
    channel: 'text',
    impression_id: 'text',
    caused_by_impression_id: 'text?',
    touch_ts: 'timestamptz',
    lag_seconds: 'int4',
    net_revenue_cents: 'int8',
  },
  on: {
    receipt_created: ({ data, occurredAt }, { insert }) => {
      const touch = touchOf(data, occurredAt)
      if (touch === null) return
      const { receipt_id, store_id, caused_by_impression_id, subtotal_cents: net_revenue_cents } = data
      const purchase = { purchase_type: 'STORE', receipt_id, order_id: null, store_id, caused_by_impression_id }
      insert({ ...purchase, ...touch, net_revenue_cents })
    },
    online_order_created: ({ data, occurredAt }, { insert }) => {
      const touch = touchOf(data, occurredAt)
      if (touch === null) return
      const { order_id, node_type, node_id, subtotal_cents: net_revenue_cents } = data
      const store_id = node_type === 'STORE' ? node_id : null
      const purchase = { purchase_type: 'ONLINE', receipt_id: null, order_id, store_id, caused_by_impression_id: null }
      insert({ ...purchase, ...touch, net_revenue_cents })
    },
  },
})

interface Purchase {
  readonly customer_id: number | null
  readonly campaign_id: string | null
  readonly impression_id: string | null
  readonly last_touch: { readonly channel: string; readonly seen_at: string } | null
}

/** Whom the last advertisement reached, and when; null when the purchase names none. */
function touchOf({ customer_id, campaign_id, impression_id, last_touch }: Purchase, purchasedAt: number) {
  if (customer_id === null || campaign_id === null || impression_id === null || last_touch === null) return null
  const { channel, seen_at } = last_touch
  const touch_ts = parseIsoTime(seen_at)
  const lag_seconds = Math.floor((purchasedAt - touch_ts) / 1000)
  return { customer_id, campaign_id, channel, impression_id, touch_ts, lag_seconds }
}
