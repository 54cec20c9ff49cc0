-- Keys of online orders and what is attributed to them. Declared for the tools that read them, as the keys of the other facts.
DO $$
DECLARE
  reference record;
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    RETURN;
  END IF;
  FOR reference IN
    SELECT * FROM (VALUES
      ('fact_online_order_headers', 'campaign_id', 'dim_campaigns', 'campaign_id'),
      ('fact_online_order_headers', 'impression_id', 'fact_marketing', 'impression_id'),
      ('fact_marketing_attribution', 'order_id', 'fact_online_order_headers', 'order_id')
    ) AS keys (fact, fact_column, target, target_column)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (%I) REFERENCES %I (%I) NOT ENFORCED',
      reference.fact, reference.fact_column, reference.target, reference.target_column);
  END LOOP;
END $$;
