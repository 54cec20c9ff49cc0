-- law: 14
-- name: last_touch_attribution
-- says: A sale or online order is attributed to the newest impression that its customer saw within seven days before (of several at one instant, the greatest id), and to none when there is none.
WITH purchases AS (
  SELECT receipt_id AS purchase, customer_id, event_ts, store_id, subtotal_cents, impression_id, campaign_id,
         caused_by_impression_id
    FROM fact_receipts
   WHERE receipt_type = 'SALE' OR impression_id IS NOT NULL OR campaign_id IS NOT NULL
  UNION ALL
  SELECT order_id, customer_id, event_ts, CASE node_type WHEN 'STORE' THEN node_id END, subtotal_cents, impression_id,
         campaign_id, NULL
    FROM fact_online_order_headers
), moments AS (
  SELECT c.customer_id, m.event_ts, m.impression_id, NULL AS purchase
    FROM fact_marketing m
    JOIN dim_customers c ON c.ad_id = m.customer_ad_id
  UNION ALL
  SELECT customer_id, event_ts, NULL, purchase
    FROM purchases
   WHERE customer_id IS NOT NULL
), following AS (
  -- Every impression opens a stretch, to which the purchases up to the next one belong.
  SELECT *, count(impression_id) OVER (PARTITION BY customer_id
                                           ORDER BY event_ts, purchase IS NOT NULL, impression_id COLLATE "C"
                                            ROWS UNBOUNDED PRECEDING) AS stretch
    FROM moments
), newest AS (
  SELECT customer_id, purchase, event_ts,
         max(impression_id) OVER stretches AS impression_id,
         max(event_ts) FILTER (WHERE impression_id IS NOT NULL) OVER stretches AS seen_at
    FROM following
  WINDOW stretches AS (PARTITION BY customer_id, stretch)
), expected AS (
  SELECT purchase, customer_id, event_ts, impression_id, seen_at
    FROM newest
   WHERE purchase IS NOT NULL AND event_ts - seen_at <= interval '7 days'
), attributed AS (
  SELECT *, coalesce(receipt_id, order_id) AS purchase FROM fact_marketing_attribution
), naming AS (
  SELECT * FROM purchases WHERE impression_id IS NOT NULL OR campaign_id IS NOT NULL
)
SELECT CASE WHEN purchase LIKE 'O%' THEN 'order ' ELSE 'receipt ' END || purchase AS offender,
       format('attributed to %s (%s, campaign %s, seen at %s, %s seconds before), %s cents; the newest within seven days is %s of %s; the purchase names %s (campaign %s)',
              coalesce(a.impression_id, 'none'), a.channel, a.campaign_id, a.touch_ts, a.lag_seconds, a.net_revenue_cents,
              coalesce(e.impression_id, 'none'), e.seen_at, coalesce(r.impression_id, 'none'), r.campaign_id) AS detail,
       a.impression_id = e.impression_id
         AND r.impression_id = e.impression_id
         AND a.customer_id = e.customer_id
         AND a.touch_ts = e.seen_at
         AND a.event_ts = e.event_ts
         AND a.lag_seconds = floor(extract(epoch FROM e.event_ts - e.seen_at))
         AND (a.channel, a.campaign_id) = (m.channel, m.campaign_id)
         AND r.campaign_id = m.campaign_id
         AND a.net_revenue_cents = r.subtotal_cents
         AND a.store_id IS NOT DISTINCT FROM r.store_id
         AND a.caused_by_impression_id IS NOT DISTINCT FROM r.caused_by_impression_id AS holds
  FROM expected e
  FULL JOIN attributed a USING (purchase)
  FULL JOIN naming r USING (purchase)
  LEFT JOIN fact_marketing m ON m.impression_id = e.impression_id
