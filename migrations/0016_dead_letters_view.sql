CREATE VIEW dead_letters AS
SELECT sink, log_id, event_id, event_type, partition_key, envelope, reason, attempts, first_failed_at, last_failed_at
  FROM tillstream.dead_letters;
COMMENT ON VIEW dead_letters IS
  'Events that a sink never took, with the reason; `tillstream publish --retry-dead-letters` sends them again, and those that are taken leave.';
COMMENT ON TABLE tillstream.dead_letters IS
  'Events that a sink never took; those that it takes when they are sent again on purpose leave.';
