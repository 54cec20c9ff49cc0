/** Adds up receipts, payments and the control totals of days anew after lines or receipts were changed. */
export const RECKONED = `
  UPDATE fact_receipts r
     SET item_count = l.units, gross_subtotal_cents = l.subtotal + l.discount, discount_cents = l.discount,
         subtotal_cents = l.subtotal, tax_cents = l.tax, total_cents = l.subtotal + l.tax
    FROM (SELECT receipt_id, sum(quantity) AS units, sum(discount_cents) AS discount, sum(extended_price_cents) AS subtotal,
                 sum(sign(quantity) * div(abs(extended_price_cents) * tax_rate_bps
                     * CASE taxability WHEN 'TAXABLE' THEN 100 WHEN 'REDUCED_RATE' THEN 50 ELSE 0 END + 500000, 1000000)) AS tax
            FROM fact_receipt_lines JOIN dim_stores USING (store_id) JOIN dim_products USING (product_id)
           GROUP BY 1) AS l
   WHERE l.receipt_id = r.receipt_id;
  UPDATE fact_marketing_attribution a SET net_revenue_cents = r.subtotal_cents FROM fact_receipts r WHERE r.receipt_id = a.receipt_id;
  UPDATE fact_payments p SET amount_cents = r.total_cents FROM fact_receipts r WHERE r.receipt_id = p.receipt_id;
  UPDATE fact_store_days d
     SET visits = v.visits, receipts = r.receipts, lines = l.lines, units = r.units, subtotal_cents = r.subtotal,
         discount_cents = r.discount, tax_cents = r.tax, total_cents = r.total, cash_cents = r.cash
    FROM (SELECT store_id, event_date, count(*) AS visits FROM fact_customer_sessions GROUP BY 1, 2) AS v,
         (SELECT store_id, event_date, count(*) AS lines FROM fact_receipt_lines GROUP BY 1, 2) AS l,
         (SELECT store_id, event_date, count(*) AS receipts, sum(item_count) AS units, sum(subtotal_cents) AS subtotal,
                 sum(discount_cents) AS discount, sum(tax_cents) AS tax, sum(total_cents) AS total,
                 coalesce(sum(total_cents) FILTER (WHERE tender_type = 'CASH'), 0) AS cash
            FROM fact_receipts GROUP BY 1, 2) AS r
   WHERE (v.store_id, v.event_date) = (d.store_id, d.business_date)
     AND (l.store_id, l.event_date) = (d.store_id, d.business_date)
     AND (r.store_id, r.event_date) = (d.store_id, d.business_date)`

/** Adds up online orders and their payments anew after lines were changed. */
export const RECKONED_ORDERS = `
  UPDATE fact_online_order_headers h
     SET gross_subtotal_cents = l.subtotal + l.discount, discount_cents = l.discount, subtotal_cents = l.subtotal,
         tax_cents = l.tax, total_cents = l.subtotal + l.tax
    FROM (SELECT order_id, sum(l.discount_cents) AS discount, sum(extended_price_cents) AS subtotal,
                 sum(div(extended_price_cents * tax_rate_bps
                     * CASE taxability WHEN 'TAXABLE' THEN 100 WHEN 'REDUCED_RATE' THEN 50 ELSE 0 END + 500000, 1000000)) AS tax
            FROM fact_online_order_lines l
            JOIN fact_online_order_headers h USING (order_id)
            JOIN dim_customers c USING (customer_id)
            JOIN dim_stores s ON s.store_id = CASE h.node_type WHEN 'STORE' THEN h.node_id ELSE c.home_store_id END
            JOIN dim_products p USING (product_id)
           GROUP BY 1) AS l
   WHERE l.order_id = h.order_id;
  UPDATE fact_marketing_attribution a SET net_revenue_cents = h.subtotal_cents
    FROM fact_online_order_headers h WHERE h.order_id = a.order_id;
  UPDATE fact_payments p SET amount_cents = sign(p.amount_cents) * h.total_cents
    FROM fact_online_order_headers h WHERE h.order_id = p.order_id`
