-- law: 11
-- name: orders_served_in_region
-- says: An online order is served by the DC or a store of the customer's region, as its mode says; what is picked up in a store, by the customer's own.
SELECT format('order %s, line %s', l.order_id, l.line_number) AS offender,
       format('%s from %s %s (line: %s from %s %s); home store %s of DC %s', h.fulfillment_mode, h.node_type, h.node_id,
              l.fulfillment_mode, l.node_type, l.node_id, c.home_store_id, home.dc_id) AS detail,
       (l.fulfillment_mode, l.node_type, l.node_id) = (h.fulfillment_mode, h.node_type, h.node_id)
         AND CASE h.fulfillment_mode
               WHEN 'SHIP_FROM_DC' THEN h.node_type = 'DC' AND h.node_id = home.dc_id
               WHEN 'SHIP_FROM_STORE' THEN h.node_type = 'STORE' AND server.dc_id = home.dc_id
               WHEN 'BOPIS' THEN h.node_type = 'STORE' AND h.node_id = c.home_store_id AND h.requested_mode = 'BOPIS'
             END AS holds
  FROM fact_online_order_lines l
  JOIN fact_online_order_headers h USING (order_id)
  JOIN dim_customers c USING (customer_id)
  JOIN dim_stores home ON home.store_id = c.home_store_id
  LEFT JOIN dim_stores server ON server.store_id = h.node_id AND h.node_type = 'STORE'
