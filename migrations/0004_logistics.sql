-- Trucks: what the steps of a shipment tell beyond its status, and goods that are lost on the road. Only a shipment that is
-- planned, or delayed before it is loaded, has no truck.

ALTER TABLE fact_truck_moves
  ADD COLUMN departure_time timestamptz,
  ADD COLUMN arrival_time timestamptz,
  ADD COLUMN estimated_unload_duration int,
  ADD COLUMN actual_unload_duration int,
  ADD COLUMN delay_reason text,
  ADD COLUMN delay_minutes int,
  ADD COLUMN disruption_id text;
CREATE INDEX ON fact_truck_moves (truck_id, event_ts);
COMMENT ON TABLE fact_truck_moves IS 'One row per status that a shipment reaches. A truck carries one delivery to a store, or the shipments of several suppliers, which then reach each status at the same instants; its way back has no row of its own.';
COMMENT ON COLUMN fact_truck_moves.truck_id IS 'Null before a truck is assigned: on SCHEDULED, and on DELAYED when it comes before LOADING.';
COMMENT ON COLUMN fact_truck_moves.status IS 'SCHEDULED, LOADING, IN_TRANSIT, ARRIVED, UNLOADING (at its end, when stock is booked), COMPLETED (the truck is back), or DELAYED.';
COMMENT ON COLUMN fact_truck_moves.departure_time IS 'When the truck set off; on IN_TRANSIT.';
COMMENT ON COLUMN fact_truck_moves.arrival_time IS 'When the truck arrived where the shipment goes; on ARRIVED.';
COMMENT ON COLUMN fact_truck_moves.estimated_unload_duration IS 'Minutes that unloading is expected to take; on ARRIVED.';
COMMENT ON COLUMN fact_truck_moves.actual_unload_duration IS 'Minutes that unloading took; on UNLOADING.';
COMMENT ON COLUMN fact_truck_moves.delay_reason IS 'Type of the disruption; on DELAYED.';
COMMENT ON COLUMN fact_truck_moves.delay_minutes IS 'Minutes by which the disruption delays the shipment; on DELAYED.';
COMMENT ON COLUMN fact_truck_moves.disruption_id IS 'The disruption; on DELAYED.';

ALTER TABLE fact_truck_inventory ALTER COLUMN truck_id SET NOT NULL;
COMMENT ON TABLE fact_truck_inventory IS 'One row per product that a shipment loads or unloads, and per product of which some was found lost on unloading.';
COMMENT ON COLUMN fact_truck_inventory.line_number IS '1, 2, 3, ... within the loading or unloading; lost products come last.';
COMMENT ON COLUMN fact_truck_inventory.truck_id IS 'The truck that carries it.';
COMMENT ON COLUMN fact_truck_inventory.action IS 'LOAD, UNLOAD or LOST.';

-- The CSV files knew loading and unloading alone.
CREATE OR REPLACE VIEW csv_compat.truck_inventory AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  truck_id AS "TruckId",
  shipment_id AS "ShipmentId",
  product_id AS "ProductID",
  quantity AS "Quantity",
  action AS "Action",
  location_id AS "LocationID",
  location_type AS "LocationType"
FROM fact_truck_inventory
WHERE action <> 'LOST';
