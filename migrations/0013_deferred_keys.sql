-- Keys and indexes that wait for the end of a large first load: building them from sorted rows costs half of what keeping
-- them current does. What is listed here is missing from its table.
CREATE TABLE tillstream.deferred_keys (
  place int PRIMARY KEY,
  definition text NOT NULL
);
COMMENT ON TABLE tillstream.deferred_keys IS 'Primary keys and indexes of fact tables that are built when a load has ended.';
COMMENT ON COLUMN tillstream.deferred_keys.place IS 'In this order.';
COMMENT ON COLUMN tillstream.deferred_keys.definition IS 'The statement that builds it.';
