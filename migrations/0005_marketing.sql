-- Campaigns, their advertisements, and what those lead to. dim_campaigns is made from events like the facts: campaigns become
-- known as they start.

CREATE TABLE dim_campaigns (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  campaign_id text PRIMARY KEY,
  campaign_type text NOT NULL,
  channels text[] NOT NULL,
  start_date date NOT NULL,
  end_date date NOT NULL,
  daily_impressions int NOT NULL
);
COMMENT ON TABLE dim_campaigns IS 'Campaigns of the whole company, one row each as they start.';
COMMENT ON COLUMN dim_campaigns.campaign_id IS 'C<first day>-<number>.';
COMMENT ON COLUMN dim_campaigns.campaign_type IS 'seasonal_sale, product_launch, loyalty_program or flash_sale.';
COMMENT ON COLUMN dim_campaigns.channels IS 'Where it advertises.';
COMMENT ON COLUMN dim_campaigns.start_date IS 'First business day.';
COMMENT ON COLUMN dim_campaigns.end_date IS 'Last business day.';
COMMENT ON COLUMN dim_campaigns.daily_impressions IS
  'Impressions a day that it asks for, whole company, before season and the cap that all campaigns share.';

CREATE TABLE fact_marketing (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid NOT NULL,
  correlation_id uuid NOT NULL,
  impression_id text PRIMARY KEY,
  campaign_id text NOT NULL,
  creative_id text NOT NULL,
  channel text NOT NULL,
  device_type text NOT NULL,
  customer_ad_id text NOT NULL,
  customer_id int,
  cost_cents bigint NOT NULL
);
CREATE INDEX ON fact_marketing USING brin (event_ts);
CREATE INDEX ON fact_marketing (customer_ad_id);
COMMENT ON TABLE fact_marketing IS 'One row per impression: somebody saw an advertisement.';
COMMENT ON COLUMN fact_marketing.impression_id IS
  'I<DC>-<business date>-<number>: of two that a customer saw at the same instant, the greater id is the newer.';
COMMENT ON COLUMN fact_marketing.creative_id IS 'The picture or text that was shown.';
COMMENT ON COLUMN fact_marketing.channel IS
  'FACEBOOK, GOOGLE, INSTAGRAM, YOUTUBE, EMAIL, DISPLAY, SEARCH, SOCIAL or VIDEO.';
COMMENT ON COLUMN fact_marketing.device_type IS 'MOBILE, DESKTOP or TABLET.';
COMMENT ON COLUMN fact_marketing.customer_ad_id IS 'dim_customers.ad_id when a customer saw it; else of somebody unknown.';
COMMENT ON COLUMN fact_marketing.customer_id IS 'The customer, when the event names one; mostly only the advertising id tells.';
COMMENT ON COLUMN fact_marketing.cost_cents IS 'What the impression cost.';

CREATE TABLE fact_marketing_attribution (
  event_ts timestamptz NOT NULL,
  event_date date NOT NULL,
  trace_id uuid PRIMARY KEY,
  correlation_id uuid NOT NULL,
  purchase_type text NOT NULL,
  receipt_id text,
  order_id text,
  store_id int,
  customer_id int NOT NULL,
  campaign_id text NOT NULL,
  channel text NOT NULL,
  impression_id text NOT NULL,
  caused_by_impression_id text,
  touch_ts timestamptz NOT NULL,
  lag_seconds int NOT NULL,
  net_revenue_cents bigint NOT NULL
);
CREATE INDEX ON fact_marketing_attribution USING brin (event_ts);
COMMENT ON TABLE fact_marketing_attribution IS
  'One row per purchase of a customer who saw an advertisement within the seven days before: the last one gets the revenue.';
COMMENT ON COLUMN fact_marketing_attribution.purchase_type IS 'STORE or ONLINE.';
COMMENT ON COLUMN fact_marketing_attribution.receipt_id IS 'The purchase in a store; null for one online.';
COMMENT ON COLUMN fact_marketing_attribution.order_id IS 'The purchase online; null for one in a store.';
COMMENT ON COLUMN fact_marketing_attribution.campaign_id IS 'Of the last impression.';
COMMENT ON COLUMN fact_marketing_attribution.channel IS 'Of the last impression.';
COMMENT ON COLUMN fact_marketing_attribution.impression_id IS 'The last impression that the customer saw before the purchase.';
COMMENT ON COLUMN fact_marketing_attribution.caused_by_impression_id IS
  'The impression that caused the visit; null when the customer came anyway.';
COMMENT ON COLUMN fact_marketing_attribution.touch_ts IS 'When the last impression was seen.';
COMMENT ON COLUMN fact_marketing_attribution.lag_seconds IS 'Whole seconds from the last impression to the purchase.';
COMMENT ON COLUMN fact_marketing_attribution.net_revenue_cents IS 'Subtotal of the purchase: after discounts, before tax.';

ALTER TABLE fact_customer_sessions ADD COLUMN campaign_id text;
COMMENT ON COLUMN fact_customer_sessions.impression_id IS 'The advertisement that caused the visit.';
COMMENT ON COLUMN fact_customer_sessions.campaign_id IS 'The campaign of that advertisement.';
COMMENT ON COLUMN fact_receipts.campaign_id IS 'The campaign of the last advertisement that the buyer saw within seven days.';

CREATE TABLE truth_campaign_conversion (
  channel text PRIMARY KEY,
  conversion_rate double precision NOT NULL
);
COMMENT ON TABLE truth_campaign_conversion IS
  'Ground truth, which no real company knows: how likely an impression brings the customer who saw it into the store.';
COMMENT ON COLUMN truth_campaign_conversion.channel IS 'As in fact_marketing.';
COMMENT ON COLUMN truth_campaign_conversion.conversion_rate IS
  'Chance that a customer who saw an advertisement on the channel visits the home store one to 48 hours later because of it.';

DO $$
DECLARE
  fact text;
BEGIN
  FOREACH fact IN ARRAY ARRAY['dim_campaigns', 'fact_marketing', 'fact_marketing_attribution'] LOOP
    EXECUTE format('COMMENT ON COLUMN %I.event_ts IS %L', fact, 'When it happened, in simulated time.');
    EXECUTE format('COMMENT ON COLUMN %I.event_date IS %L', fact,
      CASE fact WHEN 'dim_campaigns' THEN 'The first business day.'
                ELSE 'Local business date of the store or distribution centre.' END);
    EXECUTE format('COMMENT ON COLUMN %I.trace_id IS %L', fact, 'Id of the event that the row tells of.');
  END LOOP;
END $$;

-- Declared for the tools that read them; `tillstream verify` proves them. Servers before PostgreSQL 18 know no key that is
-- not enforced, and go without.
DO $$
DECLARE
  reference record;
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    RETURN;
  END IF;
  FOR reference IN
    SELECT * FROM (VALUES
      ('fact_marketing', 'campaign_id', 'dim_campaigns', 'campaign_id'),
      ('fact_marketing', 'customer_id', 'dim_customers', 'customer_id'),
      ('fact_marketing', 'channel', 'truth_campaign_conversion', 'channel'),
      ('fact_marketing_attribution', 'receipt_id', 'fact_receipts', 'receipt_id'),
      ('fact_marketing_attribution', 'store_id', 'dim_stores', 'store_id'),
      ('fact_marketing_attribution', 'customer_id', 'dim_customers', 'customer_id'),
      ('fact_marketing_attribution', 'campaign_id', 'dim_campaigns', 'campaign_id'),
      ('fact_marketing_attribution', 'impression_id', 'fact_marketing', 'impression_id'),
      ('fact_marketing_attribution', 'caused_by_impression_id', 'fact_marketing', 'impression_id'),
      ('fact_customer_sessions', 'impression_id', 'fact_marketing', 'impression_id'),
      ('fact_customer_sessions', 'campaign_id', 'dim_campaigns', 'campaign_id'),
      ('fact_receipts', 'campaign_id', 'dim_campaigns', 'campaign_id'),
      ('fact_receipts', 'impression_id', 'fact_marketing', 'impression_id'),
      ('fact_receipts', 'caused_by_impression_id', 'fact_marketing', 'impression_id')
    ) AS keys (fact, fact_column, target, target_column)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (%I) REFERENCES %I (%I) NOT ENFORCED',
      reference.fact, reference.fact_column, reference.target, reference.target_column);
  END LOOP;
END $$;

CREATE VIEW csv_compat.marketing AS
SELECT
  trace_id::text AS "TraceId",
  event_ts AS "EventTS",
  channel AS "Channel",
  campaign_id AS "CampaignId",
  creative_id AS "CreativeId",
  customer_ad_id AS "CustomerAdId",
  impression_id AS "ImpressionId",
  csv_compat.money(cost_cents) AS "Cost",
  device_type AS "Device"
FROM fact_marketing;
