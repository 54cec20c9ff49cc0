/** Orders like those that `which` chooses, `times` of each, paid, but with another fate. */
export function copies(
  which: string,
  times: number,
  fate: { readonly mode: string; readonly cancelled: boolean },
): string {
  const { mode, cancelled } = fate
  const status = cancelled ? "'CANCELLED'" : "'CREATED'"
  return `
    CREATE TEMPORARY TABLE copies ON COMMIT DROP AS
      SELECT h.*, order_id || 'X' || n AS copy, ${mode} AS mode
        FROM (SELECT *, row_number() OVER (ORDER BY order_id) AS place FROM fact_online_order_headers WHERE ${which}) AS h
       CROSS JOIN generate_series(1, ${times}) AS n;
    INSERT INTO fact_online_order_headers
      SELECT event_ts, event_date, gen_random_uuid(), correlation_id, parent_event_id, copy, customer_id, mode,
             fulfillment_mode, node_type, node_id, item_count, gross_subtotal_cents, discount_cents, subtotal_cents,
             tax_cents, total_cents, tender_type, campaign_id, impression_id, ${status}, NULL,
             ${cancelled ? "event_ts, 'CUSTOMER'" : 'NULL, NULL'}
        FROM copies;
    INSERT INTO fact_online_order_lines
      SELECT l.event_ts, l.event_date, l.trace_id, c.copy, l.line_number, l.product_id, l.quantity, l.unit_price_cents,
             l.discount_cents, l.extended_price_cents, l.promo_code, l.fulfillment_mode, ${status}, l.node_type, l.node_id
        FROM copies c JOIN fact_online_order_lines l USING (order_id);
    INSERT INTO fact_promo_lines
      SELECT l.event_ts, l.event_date, gen_random_uuid(), NULL, c.copy, l.line_number, l.promo_code, l.store_id, l.product_id,
             l.quantity, l.discount_cents
        FROM copies c JOIN fact_promo_lines l USING (order_id);
    INSERT INTO fact_promotions
      SELECT p.event_ts, p.event_date, gen_random_uuid(), p.correlation_id, p.parent_event_id, NULL, c.copy, p.promo_code,
             p.discount_type, p.discount_cents, p.product_count, p.product_ids, p.store_id, p.customer_id
        FROM copies c JOIN fact_promotions p USING (order_id);
    INSERT INTO fact_marketing_attribution
      SELECT a.event_ts, a.event_date, gen_random_uuid(), a.correlation_id, a.purchase_type, NULL, c.copy, a.store_id, a.customer_id,
             a.campaign_id, a.channel, a.impression_id, NULL, a.touch_ts, a.lag_seconds, a.net_revenue_cents
        FROM copies c JOIN fact_marketing_attribution a USING (order_id);
    INSERT INTO fact_payments
      SELECT p.event_ts, p.event_date, gen_random_uuid(), p.correlation_id, p.parent_event_id, NULL, c.copy,
             p.payment_method, sign * p.amount_cents, p.transaction_id, p.processing_time, p.processing_time_ms, p.status,
             p.decline_reason, p.store_id, p.customer_id
        FROM copies c JOIN fact_payments p USING (order_id)
       CROSS JOIN unnest(ARRAY[${cancelled ? '1, -1' : '1'}]) AS sign
       WHERE p.amount_cents > 0 AND (sign = 1 OR p.status = 'APPROVED')`
}
