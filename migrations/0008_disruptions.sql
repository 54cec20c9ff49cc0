-- What goes wrong, and what somebody outside asked for.

CREATE TABLE fact_disruptions (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  correlation_id uuid NOT NULL,
  parent_event_id uuid,
  disruption_id text NOT NULL,
  status text NOT NULL,
  disruption_type text NOT NULL,
  dc_id int NOT NULL,
  target_type text NOT NULL,
  target_id int NOT NULL,
  severity double precision NOT NULL,
  effect text NOT NULL,
  cause text NOT NULL,
  started_at timestamptz NOT NULL,
  expected_end timestamptz,
  PRIMARY KEY (disruption_id, status)
);
COMMENT ON TABLE fact_disruptions IS
  'What goes wrong in a region (a DC with its stores and trucks): one row as it starts and another as it ends. The view disruptions pairs them.';
COMMENT ON COLUMN fact_disruptions.disruption_id IS 'X, DC, local date of the start, number.';
COMMENT ON COLUMN fact_disruptions.status IS 'STARTED or ENDED.';
COMMENT ON COLUMN fact_disruptions.disruption_type IS
  'dc_outage, inventory_shortage, truck_breakdown, weather_delay, supplier_delay, capacity_constraint, labor_shortage or system_outage.';
COMMENT ON COLUMN fact_disruptions.target_type IS 'DC for all of the region, or STORE, TRUCK, SUPPLIER for one of them.';
COMMENT ON COLUMN fact_disruptions.target_id IS 'Id of the DC, store, truck or supplier.';
COMMENT ON COLUMN fact_disruptions.severity IS 'From 0.1, hardly felt, to 1, total.';
COMMENT ON COLUMN fact_disruptions.effect IS 'What it does, in words.';
COMMENT ON COLUMN fact_disruptions.cause IS 'chance, scenario or command.';
COMMENT ON COLUMN fact_disruptions.started_at IS 'When it started, on both rows.';
COMMENT ON COLUMN fact_disruptions.expected_end IS 'When it is expected to be over; null on the row of its end.';

CREATE TABLE fact_commands (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  command_id text PRIMARY KEY,
  kind text NOT NULL,
  origin text NOT NULL,
  effective_at timestamptz NOT NULL,
  ends_at timestamptz,
  details text NOT NULL
);
COMMENT ON TABLE fact_commands IS
  'What somebody outside asked of the company: one row per command. What follows from it has its trace_id as correlation_id.';
COMMENT ON COLUMN fact_commands.command_id IS 'Origin and number.';
COMMENT ON COLUMN fact_commands.kind IS 'disruption, promotion, price_change or demand_factor.';
COMMENT ON COLUMN fact_commands.origin IS 'scenario or api.';
COMMENT ON COLUMN fact_commands.effective_at IS 'From when on it holds.';
COMMENT ON COLUMN fact_commands.ends_at IS 'Until when it holds; null for good.';
COMMENT ON COLUMN fact_commands.details IS 'What was asked, as JSON with the names of scenario files.';

CREATE VIEW disruptions AS
SELECT s.disruption_id, s.disruption_type, s.dc_id, s.target_type, s.target_id, s.severity, s.effect, s.cause,
       s.started_at, s.expected_end, e.event_ts AS ended_at, s.correlation_id
  FROM fact_disruptions s
  LEFT JOIN fact_disruptions e ON e.disruption_id = s.disruption_id AND e.status = 'ENDED'
 WHERE s.status = 'STARTED';
COMMENT ON VIEW disruptions IS 'One row per disruption; ended_at is null while it is going on.';

CREATE VIEW demand_factors AS
SELECT c.command_id, s.store_id, (c.details::jsonb ->> 'factor')::double precision AS factor,
       c.effective_at AS starts_at, coalesce(c.ends_at, 'infinity') AS ends_at
  FROM fact_commands c
 CROSS JOIN LATERAL (SELECT c.details::jsonb -> 'where' AS place) AS asked
  JOIN dim_stores s ON true
  JOIN dim_geographies g USING (geography_id)
 WHERE c.kind = 'demand_factor'
   AND (place = '"all"' OR (place ->> 'dc')::int = s.dc_id OR (place ->> 'store')::int = s.store_id
        OR place ->> 'region' = g.region OR place ->> 'state' = g.state);
COMMENT ON VIEW demand_factors IS
  'What commands multiply the expected visits of a store by, for the local hours that begin from starts_at until before ends_at.';

-- A factor for a single store is none of its region.
CREATE VIEW region_demand_factors AS
SELECT c.command_id, d.dc_id, (c.details::jsonb ->> 'factor')::double precision AS factor,
       c.effective_at AS starts_at, coalesce(c.ends_at, 'infinity') AS ends_at
  FROM fact_commands c
 CROSS JOIN LATERAL (SELECT c.details::jsonb -> 'where' AS place) AS asked
  JOIN dim_distribution_centers d ON true
  JOIN dim_geographies g USING (geography_id)
 WHERE c.kind = 'demand_factor'
   AND (place = '"all"' OR (place ->> 'dc')::int = d.dc_id OR place ->> 'region' = g.region OR place ->> 'state' = g.state);
COMMENT ON VIEW region_demand_factors IS
  'What commands multiply the expected online orders of a region by, for the local hours of its distribution centre that begin from starts_at until before ends_at.';

DO $$
DECLARE
  fact text;
BEGIN
  FOREACH fact IN ARRAY ARRAY['fact_disruptions', 'fact_commands'] LOOP
    EXECUTE format('COMMENT ON COLUMN %I.event_ts IS %L', fact, 'When it happened, in simulated time.');
    EXECUTE format('COMMENT ON COLUMN %I.trace_id IS %L', fact, 'Id of the event that the row tells of.');
  END LOOP;
  COMMENT ON COLUMN fact_disruptions.event_date IS 'Local business date of the distribution centre.';
  COMMENT ON COLUMN fact_commands.event_date IS 'Date in UTC: commands are the whole company''s.';
END $$;

-- Declared for the tools that read them, as the keys of the other facts.
DO $$
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    RETURN;
  END IF;
  EXECUTE 'ALTER TABLE fact_disruptions ADD FOREIGN KEY (dc_id) REFERENCES dim_distribution_centers (dc_id) NOT ENFORCED';
END $$;
