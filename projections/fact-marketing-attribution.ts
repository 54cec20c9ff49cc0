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
      const { customer_id, campaign_id, impression_id, last_touch } = data
      if (customer_id === null || campaign_id === null || impression_id === null || last_touch === null) return
      const touch_ts = parseIsoTime(last_touch.seen_at)
      insert({
        purchase_type: 'STORE',
        receipt_id: data.receipt_id,
        order_id: null,
        store_id: data.store_id,
        customer_id,
        campaign_id,
        channel: last_touch.channel,
        impression_id,
        caused_by_impression_id: data.caused_by_impression_id,
        touch_ts,
        lag_seconds: Math.floor((occurredAt - touch_ts) / 1000),
        net_revenue_cents: data.subtotal_cents,
      })
    },
  },
})
