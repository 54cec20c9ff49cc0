CREATE TABLE tillstream.publishers (
  sink text NOT NULL,
  log_id text NOT NULL,
  position bigint,
  slice bigint NOT NULL,
  events_done int NOT NULL,
  owner uuid NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (sink, log_id)
);
COMMENT ON TABLE tillstream.publishers IS 'How far each log has been published to each sink: every event before it is confirmed.';
COMMENT ON COLUMN tillstream.publishers.sink IS 'What the sink is and where, without secrets.';
COMMENT ON COLUMN tillstream.publishers.log_id IS 'The event log; one sink may get several.';
COMMENT ON COLUMN tillstream.publishers.position IS 'Position at the end of that slice; null for the start.';
COMMENT ON COLUMN tillstream.publishers.slice IS 'Number of the last slice that is wholly published; 0 for none yet.';
COMMENT ON COLUMN tillstream.publishers.events_done IS 'Events of the next slice, in their total order, that are done as well.';
COMMENT ON COLUMN tillstream.publishers.owner IS 'The process that publishes; whoever starts last takes over.';
COMMENT ON COLUMN tillstream.publishers.updated_at IS 'Wall time.';

CREATE TABLE tillstream.dead_letters (
  sink text NOT NULL,
  log_id text NOT NULL,
  event_id uuid NOT NULL,
  event_type text NOT NULL,
  partition_key text NOT NULL,
  envelope text NOT NULL,
  reason text NOT NULL,
  attempts int NOT NULL DEFAULT 1,
  first_failed_at timestamptz NOT NULL DEFAULT now(),
  last_failed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (sink, log_id, event_id)
);
COMMENT ON TABLE tillstream.dead_letters IS 'Events that a sink never took; they leave when it takes them at last.';
COMMENT ON COLUMN tillstream.dead_letters.sink IS 'What the sink is and where, without secrets.';
COMMENT ON COLUMN tillstream.dead_letters.log_id IS 'The event log.';
COMMENT ON COLUMN tillstream.dead_letters.event_id IS '`trace_id` of the event.';
COMMENT ON COLUMN tillstream.dead_letters.event_type IS 'Type of the event.';
COMMENT ON COLUMN tillstream.dead_letters.partition_key IS 'Key under which order is kept.';
COMMENT ON COLUMN tillstream.dead_letters.envelope IS 'What should have been sent, as JSON text.';
COMMENT ON COLUMN tillstream.dead_letters.reason IS 'What the sink said last.';
COMMENT ON COLUMN tillstream.dead_letters.attempts IS 'How often it was rejected.';
COMMENT ON COLUMN tillstream.dead_letters.first_failed_at IS 'Wall time.';
COMMENT ON COLUMN tillstream.dead_letters.last_failed_at IS 'Wall time.';
