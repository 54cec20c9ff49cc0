-- law: 11
-- name: orders_keep_their_order
-- says: An online order is created, picked, shipped and delivered in that order, or cancelled before it is picked; statuses and times agree, and what is picked up in a store is never shipped.
SELECT format('order %s, line %s', l.order_id, l.line_number) AS offender,
       format('%s (order: %s%s): created %s, backordered %s, picked %s, shipped %s, delivered %s, completed %s',
              l.fulfillment_status, h.fulfillment_status, coalesce(', ' || h.cancellation_reason, ''), h.event_ts,
              h.backordered_ts, l.picked_ts, l.shipped_ts, l.delivered_ts, h.completed_ts) AS detail,
       l.fulfillment_status = h.fulfillment_status
         AND h.event_ts = l.event_ts
         AND (h.backordered_ts IS NULL OR h.backordered_ts = h.event_ts)
         AND (h.cancellation_reason IS NOT NULL) = (h.fulfillment_status = 'CANCELLED')
         AND (l.picked_ts IS NULL) = (l.picked_trace_id IS NULL)
         AND (l.picked_ts IS NULL OR l.picked_ts >= h.event_ts)
         AND (l.shipped_ts IS NULL OR l.shipped_ts >= l.picked_ts)
         AND (l.delivered_ts IS NULL OR l.delivered_ts >= coalesce(l.shipped_ts, l.picked_ts))
         AND CASE h.fulfillment_status
               WHEN 'CREATED' THEN h.backordered_ts IS NULL
                 AND num_nonnulls(l.picked_ts, l.shipped_ts, l.delivered_ts, h.completed_ts) = 0
               WHEN 'BACKORDERED' THEN h.backordered_ts IS NOT NULL
                 AND num_nonnulls(l.picked_ts, l.shipped_ts, l.delivered_ts, h.completed_ts) = 0
               WHEN 'PICKED' THEN l.picked_ts IS NOT NULL
                 AND num_nonnulls(l.shipped_ts, l.delivered_ts, h.completed_ts) = 0
               WHEN 'SHIPPED' THEN num_nulls(l.picked_ts, l.shipped_ts) = 0
                 AND num_nonnulls(l.delivered_ts, h.completed_ts) = 0
                 AND h.fulfillment_mode <> 'BOPIS'
               WHEN 'DELIVERED' THEN num_nulls(l.picked_ts, l.delivered_ts) = 0
                 AND h.completed_ts = l.delivered_ts
                 AND (l.shipped_ts IS NULL) = (h.fulfillment_mode = 'BOPIS')
               WHEN 'CANCELLED' THEN h.completed_ts >= h.event_ts
                 AND num_nonnulls(l.picked_ts, l.shipped_ts, l.delivered_ts) = 0
             END AS holds
  FROM fact_online_order_lines l
  JOIN fact_online_order_headers h USING (order_id)
