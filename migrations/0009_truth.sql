-- What kinds of stores there are, and what the simulation planted: ground truth that models of the data can be scored against.

CREATE TABLE dim_store_types (
  store_type          text NOT NULL,
  items_per_ticket    double precision NOT NULL,
  target_ticket_cents bigint NOT NULL,
  promotion_rate      double precision NOT NULL,
  online_share        double precision NOT NULL,
  PRIMARY KEY (store_type)
);
COMMENT ON TABLE dim_store_types IS 'Kinds of stores, as the dictionaries describe them; a company need not have them all.';
COMMENT ON COLUMN dim_store_types.store_type IS 'supercenter, grocery, hardware or luxury';
COMMENT ON COLUMN dim_store_types.items_per_ticket IS
  'Mean units on a receipt where volume.items_per_ticket_mean is 8.2; in proportion to it otherwise';
COMMENT ON COLUMN dim_store_types.target_ticket_cents IS
  'Receipt before promotions and taxes that prices are tilted towards, cents, at that many units';
COMMENT ON COLUMN dim_store_types.promotion_rate IS 'Share of receipts with a promotion, before other factors';
COMMENT ON COLUMN dim_store_types.online_share IS 'Share of sales that the web shop makes';

CREATE TABLE dim_store_type_factors (
  store_type   text NOT NULL,
  factor_group text NOT NULL,
  key          text NOT NULL,
  factor       double precision NOT NULL,
  PRIMARY KEY (store_type, factor_group, key)
);
COMMENT ON TABLE dim_store_type_factors IS 'How the curves and departments of a kind of store differ from the configured ones.';
COMMENT ON COLUMN dim_store_type_factors.store_type IS 'Kind of store';
COMMENT ON COLUMN dim_store_type_factors.factor_group IS 'hour, weekday, month or department';
COMMENT ON COLUMN dim_store_type_factors.key IS 'Local hour 0 to 23, Mon to Sun, Jan to Dec, or the department';
COMMENT ON COLUMN dim_store_type_factors.factor IS
  'Times the configured weight; those of weekdays and months are normalised to mean 1. Department 0: not carried';

-- Before there were types, every store was a supercenter.
ALTER TABLE dim_stores ADD COLUMN store_type text NOT NULL DEFAULT 'supercenter';
ALTER TABLE dim_stores ALTER COLUMN store_type DROP DEFAULT;
COMMENT ON COLUMN dim_stores.store_type IS 'Kind of store; the same for all stores of a DC';

CREATE TABLE truth_affinities (
  subcategory text NOT NULL,
  partner     text NOT NULL,
  rate        double precision NOT NULL,
  PRIMARY KEY (subcategory, partner)
);
COMMENT ON TABLE truth_affinities IS 'Ground truth for basket analysis: which goods pull which others into the basket.';
COMMENT ON COLUMN truth_affinities.subcategory IS 'Of the product that is chosen first';
COMMENT ON COLUMN truth_affinities.partner IS 'Subcategory of the product that is chosen next because of it';
COMMENT ON COLUMN truth_affinities.rate IS
  'Chance per chosen product of the subcategory, 0 to 1, while the basket has room; others meet by chance as well';

CREATE TABLE truth_customers (
  customer_id         int NOT NULL,
  segment             text NOT NULL,
  mean_gap_days       double precision NOT NULL,
  favorite_categories text[] NOT NULL,
  PRIMARY KEY (customer_id)
);
COMMENT ON TABLE truth_customers IS 'Ground truth for segmentation and churn models: what drives each known customer.';
COMMENT ON COLUMN truth_customers.customer_id IS 'Customer';
COMMENT ON COLUMN truth_customers.segment IS 'BUDGET, CONVENIENCE, QUALITY or BRAND_LOYAL';
COMMENT ON COLUMN truth_customers.mean_gap_days IS 'Mean days from a visit until the next one is due';
COMMENT ON COLUMN truth_customers.favorite_categories IS
  'Product categories that a part of the lines (baskets.favorite_share) is chosen from; three, or all when there are fewer';

DO $$
DECLARE
  reference record;
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    RETURN;
  END IF;
  FOR reference IN
    SELECT * FROM (VALUES
      ('dim_stores', 'store_type', 'dim_store_types', 'store_type'),
      ('dim_store_type_factors', 'store_type', 'dim_store_types', 'store_type'),
      ('truth_customers', 'customer_id', 'dim_customers', 'customer_id')
    ) AS keys (source, source_column, target, target_column)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (%I) REFERENCES %I (%I) NOT ENFORCED',
      reference.source, reference.source_column, reference.target, reference.target_column);
  END LOOP;
END $$;
