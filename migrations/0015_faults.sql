CREATE TABLE truth_faults (
  log_id text NOT NULL,
  sink text NOT NULL,
  event_id uuid NOT NULL,
  event_type text NOT NULL,
  kind text NOT NULL,
  detail jsonb NOT NULL,
  PRIMARY KEY (log_id, sink, event_id)
);
COMMENT ON TABLE truth_faults IS
  'Ground truth for consumers of published events: what was done to which on purpose. Empty unless that was asked for.';
COMMENT ON COLUMN truth_faults.log_id IS 'The event log';
COMMENT ON COLUMN truth_faults.sink IS 'Where the event was published to';
COMMENT ON COLUMN truth_faults.event_id IS '`trace_id` of the event';
COMMENT ON COLUMN truth_faults.event_type IS 'Type of the event';
COMMENT ON COLUMN truth_faults.kind IS 'late, duplicate, drop or corrupt';
COMMENT ON COLUMN truth_faults.detail IS
  'late: `delay_seconds` of simulated time; duplicate: `copies`; corrupt: `how`, and the `field` of the payload if one was touched';
