import { type Corruption, corruption } from './corruptions.ts'
import { RECKONED } from './reckoned.ts'

/** A visit that an ad caused and that ended without a receipt. */
const A_LOOKER =
  '(SELECT session_id FROM fact_customer_sessions WHERE impression_id IS NOT NULL AND receipt_id IS NULL ORDER BY 1 LIMIT 1)'
const AN_AD_RECEIPT = '(SELECT min(receipt_id) FROM fact_receipts WHERE caused_by_impression_id IS NOT NULL)'
const AN_ATTRIBUTION =
  '(SELECT trace_id FROM fact_marketing_attribution WHERE receipt_id IS NOT NULL ORDER BY 1 LIMIT 1)'
const AN_AD_ORDER = '(SELECT min(order_id) FROM fact_marketing_attribution)'
const A_STRANGER = `(SELECT min(impression_id) FROM fact_marketing WHERE customer_ad_id LIKE 'AX%')`

/** The law that follows an order's impression. */
const LAST_TOUCH = 'last_touch_attribution'

export const MARKETING_CORRUPTIONS: readonly Corruption[] = [
  corruption(1, 'references_resolve', [
    'an order because of an impression that nobody saw',
    `UPDATE fact_online_order_headers SET impression_id = 'I0' WHERE order_id = ${AN_AD_ORDER}`,
    /^fact_online_order_headers\.impression_id = I0 is not in fact_marketing \(rows: 1\)$/,
    LAST_TOUCH,
  ]),
  corruption(1, 'references_resolve', [
    'an order because of a campaign that never was',
    `UPDATE fact_online_order_headers SET campaign_id = 'C0' WHERE order_id = ${AN_AD_ORDER}`,
    /^fact_online_order_headers\.campaign_id = C0 is not in dim_campaigns \(rows: 1\)$/,
    LAST_TOUCH,
  ]),
  corruption(1, 'references_resolve', [
    'credit for an order that nobody placed',
    `UPDATE fact_marketing_attribution SET order_id = 'O0' WHERE order_id = ${AN_AD_ORDER}`,
    /^fact_marketing_attribution\.order_id = O0 is not in fact_online_order_headers \(rows: 1\)$/,
    LAST_TOUCH,
  ]),
  corruption(14, 'impressions_of_campaigns', [
    'a stranger who is named',
    `UPDATE fact_marketing SET customer_id = 7 WHERE impression_id = ${A_STRANGER}`,
    /^impression I.+ on .+, customer 7; campaign C.+, the advertising id is that of customer none$/,
  ]),
  corruption(14, 'impressions_of_campaigns', [
    'a campaign that never was on its channels',
    `UPDATE dim_campaigns SET channels = '{FACEBOOK,SEARCH}' WHERE 'EMAIL' = ANY (channels) OR 'VIDEO' = ANY (channels)`,
    /runs on FACEBOOK, SEARCH from/,
  ]),
  corruption(14, 'ad_visits_follow_impressions', [
    'a visit in a story of its own',
    `UPDATE fact_customer_sessions SET correlation_id = session_id WHERE session_id = ${A_LOOKER}`,
    /^session .+: customer \d+ entered at .+ because of I/,
  ]),
  corruption(14, 'ad_visits_follow_impressions', [
    'a visit because of what a stranger saw',
    `UPDATE fact_customer_sessions SET impression_id = ${A_STRANGER} WHERE session_id = ${A_LOOKER}`,
    /which customer none saw at/,
  ]),
  corruption(14, 'receipts_name_causing_impressions', [
    'a receipt that forgets why the buyer came',
    `UPDATE fact_marketing_attribution SET caused_by_impression_id = NULL WHERE receipt_id = ${AN_AD_RECEIPT};
     UPDATE fact_receipts SET caused_by_impression_id = NULL WHERE receipt_id = ${AN_AD_RECEIPT}`,
    /^receipt R.+: caused by none in story .+; its visit by I/,
  ]),
  corruption(14, 'last_touch_attribution', [
    'a purchase that nothing is credited for',
    `DELETE FROM fact_marketing_attribution WHERE trace_id = ${AN_ATTRIBUTION}`,
    /^receipt R.+: attributed to none/,
  ]),
  corruption(14, 'last_touch_attribution', [
    'a receipt that names no impression',
    `UPDATE fact_receipts SET impression_id = NULL, campaign_id = NULL WHERE trace_id = ${AN_ATTRIBUTION}`,
    /the purchase names none/,
  ]),
  corruption(14, 'last_touch_attribution', [
    'a greater id at the same instant',
    `INSERT INTO fact_marketing
     SELECT event_ts, event_date, gen_random_uuid(), correlation_id, overlay(m.impression_id placing '9' from 13 for 1), m.campaign_id, creative_id,
            m.channel, device_type, customer_ad_id, m.customer_id, cost_cents
       FROM fact_marketing m
      WHERE impression_id = (SELECT impression_id FROM fact_marketing_attribution WHERE trace_id = ${AN_ATTRIBUTION})`,
    /the newest within seven days is I\d-\d{8}-9/,
  ]),
  corruption(14, 'last_touch_attribution', [
    'a touch that was seen a second earlier',
    `UPDATE fact_marketing_attribution SET touch_ts = touch_ts - interval '1 second', lag_seconds = lag_seconds + 1 WHERE trace_id = ${AN_ATTRIBUTION}`,
    /^receipt R/,
  ]),
  corruption(14, 'last_touch_attribution', [
    'an order that nothing is credited for',
    `DELETE FROM fact_marketing_attribution WHERE order_id = ${AN_AD_ORDER}`,
    /^order O.+: attributed to none .+; the newest within seven days is I.+; the purchase names I/,
  ]),
  corruption(14, 'last_touch_attribution', [
    'an order that names no impression',
    `UPDATE fact_online_order_headers SET impression_id = NULL, campaign_id = NULL WHERE order_id = ${AN_AD_ORDER}`,
    /^order O.+; the purchase names none \(campaign \)$/,
  ]),
  corruption(14, 'last_touch_attribution', [
    'an order that is credited with more than it brought',
    `UPDATE fact_marketing_attribution SET net_revenue_cents = net_revenue_cents + 1 WHERE order_id = ${AN_AD_ORDER}`,
    /^order O.+: attributed to I/,
  ]),
  corruption(14, 'last_touch_attribution', [
    'an order that is credited to another store',
    `UPDATE fact_marketing_attribution SET store_id = CASE WHEN store_id IS NULL THEN 1 END WHERE order_id = ${AN_AD_ORDER}`,
    /^order O.+: attributed to I/,
  ]),
  corruption(14, 'impressions_within_cap', [
    'strangers who see everything twice',
    `INSERT INTO fact_marketing
     SELECT (jsonb_populate_record(seen, jsonb_build_object('trace_id', gen_random_uuid(), 'impression_id',
              left(impression_id, -8) || (right(impression_id, 8)::int + 50000000)))).*
       FROM fact_marketing AS seen
      WHERE customer_ad_id LIKE 'AX%'`,
    /^company on \d{4}-\d\d-\d\d: \d+ impressions, at most \d+$/,
  ]),
  corruption(14, 'impressions_within_cap', [
    'a region that sees what was meant for another',
    `UPDATE fact_marketing
        SET impression_id = 'I1' || substring(impression_id FROM '-\\d+-') || (right(impression_id, 8)::int + 50000000)
      WHERE impression_id LIKE 'I2-%' AND customer_ad_id LIKE 'AX%'`,
    /^region of DC 1 on \d{4}-\d\d-\d\d: \d+ impressions, at most \d+$/,
  ]),
  corruption(15, 'conversion_by_channel', [
    'impressions that led to nothing and are lost',
    `DELETE FROM fact_marketing m
      WHERE NOT EXISTS (SELECT FROM fact_customer_sessions s WHERE s.impression_id = m.impression_id)
        AND NOT EXISTS (SELECT FROM fact_marketing_attribution a WHERE a.impression_id = m.impression_id)`,
    /^conversion(?: on [A-Z]+)?: 0\.\d+, expected 0\.\d+/,
  ]),
  corruption(15, 'device_mix', [
    'telephones that are taken for tablets',
    `UPDATE fact_marketing SET device_type = 'TABLET', cost_cents = round(cost_cents * 1.2) WHERE device_type = 'MOBILE'`,
    /^impressions on MOBILE: 0, expected 0\.6/,
  ]),
  corruption(15, 'resolved_impressions', [
    'customers who are all named',
    'UPDATE fact_marketing m SET customer_id = c.customer_id FROM dim_customers c WHERE c.ad_id = m.customer_ad_id',
    /^customers named of those who saw an ad: 1, expected 0\.0625/,
  ]),
  corruption(15, 'impression_costs', [
    'an impression for nothing',
    `UPDATE fact_marketing SET cost_cents = 0 WHERE impression_id = ${A_STRANGER}`,
    /^impressions on [A-Z]+ at an allowed cost: 0\.9\d+, expected 1, /,
  ]),
  corruption(15, 'ad_purchase_rate', [
    'visitors brought by ads who all wanted to buy',
    'UPDATE fact_customer_sessions SET lost_lines = 1 WHERE lost_lines = 0 AND impression_id IS NOT NULL',
    /^visits caused by an ad with a wish to buy: 1, expected 0\.8/,
  ]),
  corruption(15, 'ad_tickets', [
    'those whom an ad has brought buy much more',
    `UPDATE fact_receipt_lines l SET quantity = quantity + 20, extended_price_cents = extended_price_cents + 20 * unit_price_cents
       FROM fact_receipts r
      WHERE r.receipt_id = l.receipt_id AND r.caused_by_impression_id IS NOT NULL AND quantity > 0 AND promo_code IS NULL;
     ${RECKONED}`,
    /^units per receipt of a visit caused by an ad, compared with others: /,
  ]),
]
