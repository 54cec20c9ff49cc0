-- law: 14
-- name: receipts_name_causing_impressions
-- says: A receipt names the impression that caused its visit, if there was one, and carries the visit's story.
SELECT 'receipt ' || r.receipt_id AS offender,
       format('caused by %s in story %s; its visit by %s in story %s', coalesce(r.caused_by_impression_id, 'none'),
              r.correlation_id, coalesce(s.impression_id, 'none'), s.correlation_id) AS detail,
       s.impression_id IS NOT DISTINCT FROM r.caused_by_impression_id AND s.correlation_id = r.correlation_id AS holds
  FROM fact_customer_sessions s
  JOIN fact_receipts r USING (receipt_id)
 WHERE s.impression_id IS NOT NULL OR r.caused_by_impression_id IS NOT NULL
