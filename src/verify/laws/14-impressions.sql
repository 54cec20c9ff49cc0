-- law: 14
-- name: impressions_of_campaigns
-- says: An impression is shown on a channel of its campaign while that runs, and names the customer of its advertising id or nobody.
SELECT 'impression ' || m.impression_id AS offender,
       format('on %s on %s, customer %s; campaign %s runs on %s from %s to %s, the advertising id is that of customer %s',
              m.channel, m.event_date, coalesce(m.customer_id::text, 'none'), m.campaign_id,
              array_to_string(p.channels, ', '), p.start_date, p.end_date, coalesce(c.customer_id::text, 'none')) AS detail,
       m.channel = ANY (p.channels)
         AND m.event_date BETWEEN p.start_date AND p.end_date
         AND (m.customer_id IS NULL OR m.customer_id IS NOT DISTINCT FROM c.customer_id) AS holds
  FROM fact_marketing m
  LEFT JOIN dim_campaigns p USING (campaign_id)
  LEFT JOIN dim_customers c ON c.ad_id = m.customer_ad_id
