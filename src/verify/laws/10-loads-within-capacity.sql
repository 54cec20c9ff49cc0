-- law: 10
-- name: loads_within_capacity
-- says: What a truck loads for a trip is not more than it can carry.
SELECT format('truck %s, loaded at %s', truck_id, event_ts) AS offender,
       format('%s units; its capacity is %s', sum(quantity), t.capacity_units) AS detail,
       sum(quantity) <= t.capacity_units AS holds
  FROM fact_truck_inventory
  JOIN dim_trucks t USING (truck_id)
 WHERE action = 'LOAD'
 GROUP BY truck_id, event_ts, t.capacity_units
