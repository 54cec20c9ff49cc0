import { COMPANY_MONEY, type Corruption, corruption } from './corruptions.ts'
import { copies } from './order-copies.ts'

/** The first order in a state. */
function orderThat(isSo: string): string {
  return `(SELECT min(order_id) FROM fact_online_order_headers WHERE ${isSo})`
}

const A_NEW_ORDER = orderThat("fulfillment_status = 'CREATED' AND node_type = 'DC' AND discount_cents = 0")
const A_PAID_ORDER = orderThat("fulfillment_status <> 'CANCELLED' AND discount_cents = 0")

export const ONLINE_CORRUPTIONS: readonly Corruption[] = [
  corruption(5, 'order_amounts', [
    'a total that is paid, but is not subtotal + tax',
    `UPDATE fact_payments SET amount_cents = amount_cents + 1 WHERE order_id = ${A_PAID_ORDER};
     UPDATE fact_online_order_headers SET total_cents = total_cents + 1 WHERE order_id = ${A_PAID_ORDER}`,
    /^order O.+: gross \d+ - discount \d+ = subtotal \d+; \+ tax \d+ = total \d+$/,
  ]),
  corruption(5, 'order_lines_add_up', [
    'a line that is numbered anew',
    `UPDATE fact_online_order_lines SET line_number = 99 WHERE order_id = ${A_PAID_ORDER} AND line_number = 1`,
    /^order O.+\(to number 99\)/,
  ]),
  corruption(5, 'order_lines_add_up', [
    'a price that does not make the amount',
    `UPDATE fact_online_order_lines SET extended_price_cents = extended_price_cents + 1 WHERE order_id = ${A_PAID_ORDER} AND line_number = 1`,
    /^order O.+: units \d+, gross \d+,/,
  ]),
  corruption(5, 'payments_settle_orders', [
    'an order that nobody paid',
    `DELETE FROM fact_payments WHERE order_id = ${A_PAID_ORDER}`,
    /^order O.+: [a-z]+, total \d+ by [A-Z_]+, but approved are 0 by nothing$/,
    COMPANY_MONEY,
  ]),
  corruption(5, 'payments_settle_orders', [
    'a cancelled order whose money is kept',
    `DELETE FROM fact_payments WHERE order_id = ${orderThat("fulfillment_status = 'CANCELLED'")} AND amount_cents < 0`,
    /^order O.+: cancelled, total (\d+) by [A-Z_]+, but approved are \1 by/,
    COMPANY_MONEY,
  ]),
  corruption(8, 'promises_are_in_stock', [
    'an order of more than there is',
    `WITH line AS (
       SELECT l.order_id, l.line_number, 100000 - l.quantity AS units, (100000 - l.quantity) * l.unit_price_cents AS cents,
              div(100000 * l.unit_price_cents * s.tax_rate_bps * p.percent + 500000, 1000000)
                - div(l.extended_price_cents * s.tax_rate_bps * p.percent + 500000, 1000000) AS tax
         FROM fact_online_order_lines l
         JOIN fact_online_order_headers h USING (order_id)
         JOIN dim_customers c USING (customer_id)
         JOIN dim_stores s ON s.store_id = c.home_store_id
         JOIN (SELECT product_id, CASE taxability WHEN 'TAXABLE' THEN 100 WHEN 'REDUCED_RATE' THEN 50 ELSE 0 END AS percent
                 FROM dim_products) AS p USING (product_id)
        WHERE l.order_id = ${A_NEW_ORDER} AND l.line_number = 1
     ), lines AS (
       UPDATE fact_online_order_lines l
          SET quantity = l.quantity + line.units, extended_price_cents = l.extended_price_cents + line.cents
         FROM line WHERE (l.order_id, l.line_number) = (line.order_id, line.line_number)
     ), attributed AS (
       UPDATE fact_marketing_attribution a SET net_revenue_cents = a.net_revenue_cents + line.cents FROM line WHERE a.order_id = line.order_id
     ), payments AS (
       UPDATE fact_payments p SET amount_cents = p.amount_cents + line.cents + line.tax FROM line WHERE p.order_id = line.order_id
     )
     UPDATE fact_online_order_headers h
        SET item_count = h.item_count + line.units, gross_subtotal_cents = h.gross_subtotal_cents + line.cents,
            subtotal_cents = h.subtotal_cents + line.cents, tax_cents = h.tax_cents + line.tax,
            total_cents = h.total_cents + line.cents + line.tax
       FROM line WHERE h.order_id = line.order_id`,
    /^DC \d+, product \d+ at .+: \d+ units in stock, 1\d{5} promised$/,
  ]),
  corruption(11, 'orders_draw_from_their_node', [
    'a movement that another picking caused',
    `UPDATE fact_online_order_lines SET picked_trace_id = gen_random_uuid()
      WHERE order_id = ${orderThat("fulfillment_status = 'PICKED'")} AND line_number = 1`,
    /^(DC|STORE) \d+, product \d+, picking .+: picked .+, left stock .+$/,
  ]),
  corruption(11, 'orders_draw_from_their_node', [
    'goods that nobody ordered',
    `UPDATE fact_store_inventory_txn SET source = 'ONLINE'
      WHERE trace_id = (SELECT trace_id FROM fact_store_inventory_txn WHERE reason = 'SALE' AND source LIKE 'R%' ORDER BY 1 LIMIT 1)`,
    /^STORE \d+, product \d+, picking .+: picked nothing at , left stock \d+ at /,
  ]),
  corruption(11, 'orders_served_in_region', [
    'an order from another region',
    `UPDATE fact_online_order_lines SET node_id = 3 - node_id WHERE order_id = ${A_NEW_ORDER};
     UPDATE fact_online_order_headers SET node_id = 3 - node_id WHERE order_id = ${A_NEW_ORDER}`,
    /^order O.+, line 1: SHIP_FROM_DC from DC (\d) \(line: SHIP_FROM_DC from DC \1\); home store \d+ of DC (?!\1)\d$/,
  ]),
  corruption(11, 'orders_keep_their_order', [
    'an order that was shipped before it was picked',
    `UPDATE fact_online_order_lines SET shipped_ts = picked_ts - INTERVAL '1 hour'
      WHERE order_id = ${orderThat("fulfillment_status = 'SHIPPED'")} AND line_number = 1`,
    /^order O.+, line 1: SHIPPED \(order: SHIPPED\): created /,
  ]),
  corruption(11, 'orders_keep_their_order', [
    'a line that is further than its order',
    `UPDATE fact_online_order_lines SET fulfillment_status = 'SHIPPED' WHERE order_id = ${A_NEW_ORDER} AND line_number = 1`,
    /^order O.+, line 1: SHIPPED \(order: CREATED\): created /,
  ]),
  corruption(13, 'nothing_picked_behind_closed_doors', [
    'an order that is picked after closing time',
    `WITH belated AS (
       SELECT t.trace_id, t.parent_event_id AS picking, closing.operation_time + INTERVAL '1 minute' AS at
         FROM fact_store_inventory_txn t
         JOIN fact_store_ops closing USING (store_id, event_date)
         JOIN fact_online_order_lines l ON l.picked_trace_id = t.parent_event_id
        WHERE t.source = 'ONLINE' AND closing.operation_type = 'closed'
          AND coalesce(l.shipped_ts, l.delivered_ts, 'infinity') > closing.operation_time + INTERVAL '1 minute'
          AND NOT EXISTS (SELECT FROM fact_store_inventory_txn other
                           WHERE other.trace_id <> t.trace_id
                             AND (other.parent_event_id = t.parent_event_id
                                  OR (other.store_id, other.product_id) = (t.store_id, t.product_id)
                                     AND other.event_ts BETWEEN t.event_ts AND closing.operation_time + INTERVAL '1 minute'))
        ORDER BY 1
        LIMIT 1
     ), lines AS (
       UPDATE fact_online_order_lines l SET picked_ts = at FROM belated WHERE l.picked_trace_id = picking
     )
     UPDATE fact_store_inventory_txn t SET event_ts = at FROM belated WHERE t.trace_id = belated.trace_id`,
    /^store \d, product \d+, movement [-0-9a-f]{36}: picked at .+, open from .+ to .+$/,
  ]),
  corruption(15, 'online_modes', [
    'customers who all want to come themselves',
    "UPDATE fact_online_order_headers SET requested_mode = 'BOPIS'",
    /^orders wanted as SHIP_FROM_DC: 0, expected 0\.6, /,
  ]),
  corruption(15, 'online_orders_by_hour', [
    'an hour in which commands let nobody order',
    `CREATE OR REPLACE VIEW region_demand_factors AS
     SELECT 'none' AS command_id, dc_id, 0::float8 AS factor, hour AS starts_at, hour + INTERVAL '1 hour' AS ends_at
       FROM fact_dc_days
       JOIN dim_distribution_centers USING (dc_id)
       JOIN dim_geographies USING (geography_id)
      CROSS JOIN LATERAL (SELECT (business_date + INTERVAL '20 hours') AT TIME ZONE time_zone AS hour) AS evening`,
    /^online orders from 20:00: 0\.\d+, expected 0, /,
  ]),
  corruption(15, 'online_payments', [
    'a shop that takes no cards',
    `UPDATE fact_online_order_headers SET tender_type = 'OTHER';
     UPDATE fact_payments SET payment_method = 'OTHER' WHERE order_id IS NOT NULL`,
    /^orders paid by CREDIT_CARD: 0, expected 0\.59\d*, /,
  ]),
  corruption(15, 'online_payments', [
    'a payment page that fails',
    `INSERT INTO fact_payments SELECT event_ts, event_date, gen_random_uuid(), correlation_id, parent_event_id, receipt_id, order_id,
            payment_method, amount_cents, transaction_id || 'X', processing_time, processing_time_ms, 'DECLINED', 'CARD_BLOCKED', store_id, customer_id
       FROM fact_payments WHERE status = 'APPROVED' AND order_id IS NOT NULL`,
    /^orders with a declined attempt: /,
  ]),
  corruption(15, 'online_cancellations', [
    'many who change their mind',
    copies('order_id IN (SELECT order_id FROM fact_online_order_headers ORDER BY event_ts LIMIT 30)', 1, {
      mode: 'requested_mode',
      cancelled: true,
    }),
    /^orders that are cancelled: /,
  ]),
  corruption(15, 'online_backorders', [
    'a DC that never has what is ordered',
    "UPDATE fact_online_order_headers SET backordered_ts = event_ts WHERE node_type = 'DC' AND fulfillment_status <> 'CREATED'",
    /^orders that wait for stock: 0\.\d+, expected 0\.08, /,
  ]),
  corruption(15, 'expected_orders', [
    'orders that come twice and thrice',
    copies("node_type = 'DC'", 2, {
      mode: "(ARRAY['SHIP_FROM_DC', 'SHIP_FROM_STORE'])[1 + place % 2]",
      cancelled: false,
    }),
    /^online orders: \d+, expected \d+\.\d, from \d+\.\d to \d+\.\d$/,
  ]),
  corruption(15, 'expected_orders', [
    'a factor on orders that nobody asked for',
    `CREATE OR REPLACE VIEW region_demand_factors AS
     SELECT command_id, dc_id, 2::float8 AS factor, timestamptz '-infinity' AS starts_at, timestamptz 'infinity' AS ends_at
       FROM fact_commands CROSS JOIN dim_distribution_centers WHERE kind = 'demand_factor'`,
    /^online orders: \d+, expected \d+\.\d, from \d+\.\d to \d+\.\d$/,
  ]),
]
