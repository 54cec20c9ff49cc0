import { type Corruption, corruption } from './corruptions.ts'
import { RECKONED_ORDERS } from './reckoned.ts'

const A_PROMOTED_ORDER = '(SELECT min(order_id) FROM fact_promotions)'
const A_SINGLE_UNIT = `(SELECT min(order_id) FROM fact_online_order_lines JOIN fact_online_order_headers h USING (order_id)
  WHERE line_number = 1 AND quantity = 1 AND h.discount_cents = 0)`

/** Prices of online orders, and promotions on them. */
export const ORDER_PROMOTION_CORRUPTIONS: readonly Corruption[] = [
  corruption(5, 'order_lines_add_up', [
    'a discount without a code',
    `UPDATE fact_online_order_lines SET discount_cents = 1, extended_price_cents = extended_price_cents - 1
      WHERE order_id = ${A_SINGLE_UNIT} AND line_number = 1;
     ${RECKONED_ORDERS}`,
    /^order O.+: units \d+, gross (\d+), discount 1, .+ have \d+, \1, 1, /,
  ]),
  corruption(5, 'promotions_add_up', [
    'a promotion on an order of a cent too much',
    `UPDATE fact_promotions SET discount_cents = discount_cents + 1 WHERE order_id = ${A_PROMOTED_ORDER}`,
    /^order O.+, code [A-Z0-9]+: 1 promotions take \d+ off \d+ lines/,
  ]),
  corruption(5, 'promotions_add_up', [
    'a promoted line of an order that is lost',
    `DELETE FROM fact_promo_lines WHERE order_id = ${A_PROMOTED_ORDER}`,
    /^order O.+; promoted lines  with , lines sold \d+ with \d+$/,
  ]),
  corruption(5, 'promotions_add_up', [
    'a promotion on a receipt and an order',
    `UPDATE fact_promotions SET receipt_id = (SELECT min(receipt_id) FROM fact_receipts WHERE discount_cents = 0)
      WHERE order_id = ${A_PROMOTED_ORDER}`,
    /^(?:order O.+|receipt R.+ and order O.+), code [A-Z0-9]+: /,
  ]),
  corruption(5, 'promotions_keep_their_terms', [
    'a promotion on an order, of another kind',
    `UPDATE fact_promotions SET discount_type = CASE discount_type WHEN 'BOGO' THEN 'PERCENTAGE' ELSE 'BOGO' END
      WHERE order_id = ${A_PROMOTED_ORDER}`,
    /^order O.+, code [A-Z0-9]+: takes off \d+ by [A-Z_]+ on .+, when it is not valid$/,
  ]),
  corruption(7, 'shelf_prices_charged', [
    'an order that is charged more than is listed',
    `UPDATE fact_online_order_lines
        SET unit_price_cents = unit_price_cents + 100, extended_price_cents = extended_price_cents + 100 * quantity
      WHERE order_id = ${A_SINGLE_UNIT} AND line_number = 1;
     ${RECKONED_ORDERS}`,
    /^order O.+, line 1: product \d+ for \d+ on .+; listed \d+, weekly (none|\d+), by command none$/,
  ]),
]
