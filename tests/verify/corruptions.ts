/** A change to the tables that breaks one law and no other, unless one follows from it. */
export interface Corruption {
  readonly law: number
  readonly name: string
  readonly what: string
  readonly sql: string
  readonly offender: RegExp
  /** A law that breaks as well, because it is about the same rows. */
  readonly follows?: string
}

/** The law that breaks with those about single payments. */
export const COMPANY_MONEY = 'company_money_conserved'
const A_RECEIPT = '(SELECT min(receipt_id) FROM fact_receipts)'

/** Names the corruption: what it is, how it is done, what the first offender is called, and which law follows. */
export function corruption(
  law: number,
  name: string,
  [what, sql, offender, follows]: readonly [string, string, RegExp, string?],
): Corruption {
  return { law, name, what, sql, offender, ...(follows === undefined ? {} : { follows }) }
}

export const FACT_CORRUPTIONS: readonly Corruption[] = [
  corruption(1, 'primary_keys_unique', [
    'a table without a key',
    'ALTER TABLE dim_date DROP CONSTRAINT dim_date_pkey',
    /^table dim_date: has no primary key$/,
  ]),
  corruption(1, 'natural_keys_unique', [
    'two trucks with one plate',
    'UPDATE dim_trucks SET license_plate = (SELECT license_plate FROM dim_trucks WHERE truck_id = 1) WHERE truck_id = 2',
    /^truck .+: given to 2 rows$/,
  ]),
  corruption(1, 'references_resolve', [
    'a ping by a customer who does not exist',
    'UPDATE fact_ble_pings SET customer_id = 999999 WHERE trace_id = (SELECT trace_id FROM fact_ble_pings ORDER BY 1 LIMIT 1)',
    /^fact_ble_pings\.customer_id = 999999 is not in dim_customers \(rows: 1\)$/,
  ]),
  corruption(2, 'payment_pays_one_thing', [
    'a payment of a receipt and an order',
    `UPDATE fact_payments SET order_id = (SELECT min(order_id) FROM fact_online_order_headers) WHERE receipt_id = ${A_RECEIPT}`,
    /^payment .+: receipt R.+, order O.+$/,
  ]),
  corruption(2, 'stock_is_in_one_place', [
    'a reorder by nobody',
    'UPDATE fact_reorders SET store_id = NULL, dc_id = NULL WHERE trace_id = (SELECT trace_id FROM fact_reorders ORDER BY 1 LIMIT 1)',
    /^reorder .+: store none, DC none$/,
  ]),
  corruption(3, 'facts_tell_the_log', [
    'a ping that was heard louder',
    'UPDATE fact_ble_pings SET rssi = rssi + 1 WHERE trace_id = (SELECT trace_id FROM fact_ble_pings ORDER BY 1 LIMIT 1)',
    /^fact_ble_pings on \d{4}-\d\d-\d\d: the row of event [-0-9a-f]{36} is not what the log tells$/,
  ]),
  corruption(3, 'facts_tell_the_log', [
    'a count of people that is lost',
    'DELETE FROM fact_foot_traffic WHERE trace_id = (SELECT trace_id FROM fact_foot_traffic WHERE sensor_id IS NOT NULL ORDER BY 1 DESC LIMIT 1)',
    /^fact_foot_traffic on .+ is missing$/,
  ]),
  corruption(3, 'facts_tell_the_log', [
    'the last control totals of a store',
    'DELETE FROM fact_store_days WHERE store_id = 1 AND business_date = (SELECT max(business_date) FROM fact_store_days)',
    /^fact_store_days on .+ is missing$/,
  ]),
  corruption(3, 'facts_tell_the_log', [
    'the last control totals of a DC',
    'DELETE FROM fact_dc_days WHERE dc_id = 1 AND business_date = (SELECT max(business_date) FROM fact_dc_days)',
    /^fact_dc_days on .+ is missing$/,
  ]),
  corruption(3, 'facts_tell_the_log', [
    'a reorder of another event',
    "UPDATE fact_reorders SET trace_id = '00000000-0000-7000-8000-000000000000' WHERE trace_id = (SELECT trace_id FROM fact_reorders ORDER BY 1 LIMIT 1)",
    /^fact_reorders on .+: the row of event 00000000-0000-7000-8000-000000000000 is not in the log$/,
  ]),
  corruption(3, 'facts_tell_the_log', [
    'a truck that arrives later',
    "UPDATE fact_truck_moves SET eta = eta + INTERVAL '1 millisecond' WHERE trace_id = (SELECT trace_id FROM fact_truck_moves WHERE eta IS NOT NULL ORDER BY 1 LIMIT 1)",
    /^fact_truck_moves on .+ is not what the log tells$/,
  ]),
  corruption(5, 'receipt_amounts', [
    'a total that is paid, but is not subtotal + tax',
    `UPDATE fact_receipts SET total_cents = total_cents + 1 WHERE receipt_id = ${A_RECEIPT};
     UPDATE fact_payments SET amount_cents = amount_cents + 1 WHERE receipt_id = ${A_RECEIPT};
     UPDATE fact_store_days d
        SET total_cents = d.total_cents + 1, cash_cents = d.cash_cents + (r.tender_type = 'CASH')::int
       FROM fact_receipts r
      WHERE r.receipt_id = ${A_RECEIPT} AND r.store_id = d.store_id AND r.event_date = d.business_date`,
    /^receipt R.+: gross \d+ - discount \d+ = subtotal \d+; \+ tax \d+ = total \d+$/,
  ]),
  corruption(5, 'receipt_lines_add_up', [
    'a line that is numbered anew',
    `UPDATE fact_receipt_lines SET line_number = 999 WHERE receipt_id = ${A_RECEIPT} AND line_number = 1`,
    /^receipt R.+\(to number 999\)/,
  ]),
  corruption(5, 'receipt_lines_add_up', [
    'a price that does not make the amount',
    `UPDATE fact_receipt_lines SET extended_price_cents = extended_price_cents + 1 WHERE receipt_id = ${A_RECEIPT} AND line_number = 1`,
    /^receipt R/,
  ]),
  corruption(5, 'payments_settle_receipts', [
    'a payment of a cent too much',
    `UPDATE fact_payments SET amount_cents = amount_cents + 1 WHERE receipt_id = ${A_RECEIPT} AND status = 'APPROVED'`,
    /^receipt R.+: total \d+ by [A-Z_]+, but approved are \d+ by/,
    COMPANY_MONEY,
  ]),
  corruption(5, 'payments_settle_receipts', [
    'a payment that is lost',
    `DELETE FROM fact_payments WHERE receipt_id = ${A_RECEIPT}`,
    /approved are 0 by nothing$/,
    COMPANY_MONEY,
  ]),
  corruption(6, 'store_day_totals', [
    'a control total',
    'UPDATE fact_store_days SET units_out = units_out + 1 WHERE store_id = 1 AND business_date = (SELECT min(business_date) FROM fact_store_days)',
    /^store 1 on \d{4}-\d\d-\d\d: /,
  ]),
  corruption(6, 'dc_day_totals', [
    'a control total',
    'UPDATE fact_dc_days SET units_in = units_in + 1 WHERE dc_id = 1 AND business_date = (SELECT min(business_date) FROM fact_dc_days)',
    /^DC 1 on \d{4}-\d\d-\d\d: units in and out: told /,
  ]),
  corruption(7, 'price_order', [
    'a product that costs more than it brings',
    `UPDATE dim_products SET cost_cents = sale_price_cents
      WHERE product_id = (SELECT min(product_id) FROM dim_products WHERE product_id NOT IN (SELECT product_id FROM fact_promo_lines)
                                                                     AND product_id NOT IN (SELECT product_id FROM fact_price_changes))`,
    /^product \d+: cost/,
  ]),
  corruption(8, 'store_stock_balances', [
    'a balance that is one too high',
    `UPDATE fact_store_inventory_txn SET balance = balance + 1
      WHERE trace_id = (SELECT trace_id FROM fact_store_inventory_txn WHERE reason = 'SALE' ORDER BY 1 LIMIT 1)`,
    /^store \d+, product \d+, movement .+: moves -\d+ to balance \d+; all movements so far sum to \d+$/,
  ]),
  corruption(8, 'dc_stock_balances', [
    'a balance below zero',
    `UPDATE fact_dc_inventory_txn SET balance = -1
      WHERE (trace_id, line_number) = (SELECT trace_id, line_number FROM fact_dc_inventory_txn ORDER BY 1, 2 LIMIT 1)`,
    /^DC \d+, product \d+, .+ to balance -1;/,
  ]),
  corruption(8, 'store_stock_opens', [
    'a snapshot that nothing opened with',
    'UPDATE store_inventory_snapshots SET current_quantity = current_quantity + 1 WHERE store_id = 2 AND product_id = 3',
    /^store 2, product 3: snapshot \d+, INITIAL \d+ in 1 movements$/,
  ]),
  corruption(8, 'dc_stock_opens', [
    'a snapshot that is missing',
    'DELETE FROM dc_inventory_snapshots WHERE dc_id = 1 AND product_id = 3',
    /^DC 1, product 3: snapshot none, INITIAL \d+ in 1 movements$/,
  ]),
  corruption(9, 'shipments_arrive_whole', [
    'a unit that vanishes on the road',
    `UPDATE fact_truck_inventory SET quantity = quantity + 1
      WHERE (trace_id, line_number) = (SELECT trace_id, line_number FROM fact_truck_inventory ORDER BY 1, 2 LIMIT 1)`,
    /^shipment .+, product \d+: out of stock \d+, loaded \d+, unloaded /,
  ]),
  corruption(12, 'people_devices_customers', [
    'a crowd of devices that nobody carries',
    `INSERT INTO fact_ble_pings (event_ts, event_date, trace_id, store_id, beacon_id, customer_ble_id, rssi, zone)
     SELECT event_ts, event_date, gen_random_uuid(), store_id, beacon_id, 'X' || n, rssi, zone
       FROM (SELECT * FROM fact_ble_pings ORDER BY trace_id LIMIT 1) AS ping CROSS JOIN generate_series(1, 2000) AS n`,
    /^store \d+ on \d{4}-\d\d-\d\d( from \d\d:00 UTC)?: \d+ people, 2\d\d\d devices, \d+ customers on receipts$/,
  ]),
  corruption(12, 'one_visit_at_a_time', [
    'a customer in two stores at once',
    `UPDATE fact_customer_sessions SET customer_id = (SELECT min(customer_id) FROM dim_customers)
      WHERE receipt_id IS NULL AND customer_id IS NULL AND event_date = (SELECT min(event_date) FROM fact_customer_sessions)`,
    /^customer 1, session .+: entered store/,
  ]),
  corruption(12, 'buyers_were_inside', [
    'a receipt that no visit names',
    `UPDATE fact_customer_sessions SET receipt_id = NULL WHERE receipt_id = ${A_RECEIPT}`,
    /0 visits name it/,
  ]),
  corruption(13, 'nothing_sold_behind_closed_doors', [
    'stores that closed before their last receipt, but after whatever was picked',
    `UPDATE fact_store_ops o SET operation_time = last.printed - INTERVAL '1 millisecond'
       FROM (SELECT store_id, event_date, max(event_ts) AS printed FROM fact_receipts GROUP BY 1, 2) AS last
      WHERE o.operation_type = 'closed' AND (o.store_id, o.event_date) = (last.store_id, last.event_date)
        AND NOT EXISTS (SELECT FROM fact_store_inventory_txn t
                         WHERE t.source = 'ONLINE' AND (t.store_id, t.event_date) = (last.store_id, last.event_date)
                           AND t.event_ts >= last.printed)`,
    /^receipt R\d-.+: printed at .+ in store \d, open from/,
  ]),
  corruption(13, 'nothing_sold_before_launch', [
    'a launch after the first sale',
    `UPDATE dim_products SET launch_date = '2030-01-01' WHERE product_id = (SELECT min(product_id) FROM fact_receipt_lines)`,
    /^(?:receipt R|order O).+, line \d+: product \d+ was sold on .+, but is launched on 2030-01-01$/,
  ]),
  corruption(13, 'returns_follow_sales', [
    'a sale that returns itself',
    `UPDATE fact_receipts SET return_for_receipt_id = receipt_id WHERE receipt_id = ${A_RECEIPT}`,
    /^receipt R.+: returned at/,
  ]),
]
