-- Columns whose names promise more, or other, than they hold.
COMMENT ON COLUMN fact_marketing_attribution.net_revenue_cents IS
  'Subtotal of the purchase: after discounts, before tax. It stays when an online order is cancelled later; fulfillment_status of fact_online_order_headers tells which were.';
COMMENT ON COLUMN fact_customer_sessions.purchased IS
  'Whether the visit ended with a sale; false for a visit that only brings something back.';
COMMENT ON COLUMN fact_customer_sessions.receipt_id IS
  'The sale, or the return of a visit that only brings something back; null when the visit led to neither.';
COMMENT ON COLUMN dim_store_types.promotion_rate IS
  'How readily lines are promoted, in relation to a supercenter: their chance of a promotion is multiplied by promotion_rate / 0.18';
