-- law: 12
-- name: people_devices_customers
-- says: In every hour and day of a store, people counted >= devices heard >= customers on receipts.
-- Only days that have ended: then everybody has left, and every visit has its row.
WITH ended AS (
  SELECT store_id, business_date AS event_date FROM fact_store_days
), inside AS (
  SELECT store_id, event_date, hour, sum(party_size) AS people
    FROM fact_customer_sessions
   CROSS JOIN LATERAL generate_series(date_trunc('hour', entered_at), left_at, interval '1 hour') AS hour
   GROUP BY store_id, event_date, hour
), heard AS MATERIALIZED (
  SELECT store_id, event_date, date_trunc('hour', event_ts) AS hour, customer_ble_id
    FROM fact_ble_pings
   GROUP BY 1, 2, 3, 4
), bought AS MATERIALIZED (
  SELECT store_id, event_date, date_trunc('hour', event_ts) AS hour, customer_id
    FROM fact_receipts
   WHERE customer_id IS NOT NULL
   GROUP BY 1, 2, 3, 4
), visits AS (
  SELECT store_id, event_date, sum(party_size) AS people
    FROM fact_customer_sessions
   GROUP BY store_id, event_date
), counted AS (
  SELECT store_id, event_date, hour, people, devices, customers
    FROM inside
    FULL JOIN (SELECT store_id, event_date, hour, count(*) AS devices FROM heard GROUP BY 1, 2, 3) AS h
        USING (store_id, event_date, hour)
    FULL JOIN (SELECT store_id, event_date, hour, count(*) AS customers FROM bought GROUP BY 1, 2, 3) AS b
        USING (store_id, event_date, hour)
  UNION ALL
  SELECT store_id, event_date, NULL, people, devices, customers
    FROM visits
    FULL JOIN (SELECT store_id, event_date, count(DISTINCT customer_ble_id) AS devices FROM heard GROUP BY 1, 2) AS h
        USING (store_id, event_date)
    FULL JOIN (SELECT store_id, event_date, count(DISTINCT customer_id) AS customers FROM bought GROUP BY 1, 2) AS b
        USING (store_id, event_date)
)
SELECT format('store %s on %s%s', store_id, event_date, to_char(hour, '" from "HH24:MI" UTC"')) AS offender,
       format('%s people, %s devices, %s customers on receipts',
              coalesce(people, 0), coalesce(devices, 0), coalesce(customers, 0)) AS detail,
       coalesce(people, 0) >= coalesce(devices, 0) AND coalesce(devices, 0) >= coalesce(customers, 0) AS holds
  FROM counted
  JOIN ended USING (store_id, event_date)
