-- law: 14
-- name: ad_visits_follow_impressions
-- says: A visit caused by an ad has its impression 1 to 48 hours before, of the same customer, campaign and story, and is the only one.
SELECT 'session ' || s.session_id AS offender,
       format('customer %s entered at %s because of %s (campaign %s, story %s), which customer %s saw at %s (campaign %s, story %s)',
              s.customer_id, s.entered_at, s.impression_id, s.campaign_id, s.correlation_id,
              coalesce(c.customer_id::text, 'none'), m.event_ts, m.campaign_id, m.correlation_id) AS detail,
       s.entered_at BETWEEN m.event_ts + interval '1 hour' AND m.event_ts + interval '48 hours'
         AND c.customer_id = s.customer_id
         AND s.campaign_id = m.campaign_id
         AND s.correlation_id = m.correlation_id
         AND count(*) OVER (PARTITION BY s.impression_id) = 1 AS holds
  FROM fact_customer_sessions s
  LEFT JOIN fact_marketing m USING (impression_id)
  LEFT JOIN dim_customers c ON c.ad_id = m.customer_ad_id
 WHERE s.impression_id IS NOT NULL OR s.campaign_id IS NOT NULL
