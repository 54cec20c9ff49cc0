import { type Corruption, corruption } from './corruptions.ts'
import { RECKONED } from './reckoned.ts'

const A_RETURN = `(SELECT min(receipt_id) FROM fact_receipts WHERE receipt_type = 'RETURN')`
const A_PROMOTION = `(SELECT min(receipt_id) FROM fact_promotions)`

const FORGET_PROMOTIONS = `
  UPDATE fact_receipt_lines SET extended_price_cents = quantity * unit_price_cents, discount_cents = 0, promo_code = NULL
   WHERE receipt_id NOT IN (SELECT receipt_id FROM fact_receipts WHERE receipt_type = 'RETURN')
     AND receipt_id NOT IN (SELECT return_for_receipt_id FROM fact_receipts WHERE receipt_type = 'RETURN');
  DELETE FROM fact_promotions WHERE receipt_id NOT IN (SELECT receipt_id FROM fact_receipt_lines WHERE promo_code IS NOT NULL);
  DELETE FROM fact_promo_lines WHERE receipt_id NOT IN (SELECT receipt_id FROM fact_receipt_lines WHERE promo_code IS NOT NULL);
  ${RECKONED}`

export const SALES_CORRUPTIONS: readonly Corruption[] = [
  corruption(5, 'receipt_lines_add_up', [
    'a discount without a code',
    `UPDATE fact_receipt_lines SET promo_code = NULL WHERE receipt_id = ${A_RETURN};
     UPDATE fact_receipt_lines SET discount_cents = -1, extended_price_cents = extended_price_cents + 1
      WHERE receipt_id = ${A_RETURN} AND line_number = 1;
     ${RECKONED}`,
    /^receipt R.+: units -\d+, gross -\d+, discount -\d+/,
  ]),
  corruption(5, 'promotions_add_up', [
    'a promotion of a cent too much',
    `UPDATE fact_promotions SET discount_cents = discount_cents + 1 WHERE receipt_id = ${A_PROMOTION}`,
    /^receipt R.+, code [A-Z0-9]+: 1 promotions take \d+ off \d+ lines/,
  ]),
  corruption(5, 'promotions_add_up', [
    'a promoted line that is lost',
    `DELETE FROM fact_promo_lines WHERE receipt_id = ${A_PROMOTION}`,
    /^receipt R/,
  ]),
  corruption(5, 'promotions_keep_their_terms', [
    'codes for a hundredth of a percent more than they gave',
    `UPDATE fact_promotion_windows SET value = value + 1 WHERE promo_code IN (SELECT promo_code FROM dim_promotions);
     UPDATE dim_promotions SET value = value + 1`,
    /^(?:receipt R|order O).+, code [A-Z0-9]+: takes off \d+ by [A-Z_]+ on .+, not as the code says$/,
  ]),
  corruption(5, 'promotions_keep_their_terms', [
    'codes of another year',
    // 52 weeks, in the same offset from UTC.
    `UPDATE fact_promotion_windows SET event_ts = event_ts + INTERVAL '364 days', starts_on = starts_on + 364, ends_on = ends_on + 364
      WHERE ends_on = starts_on + 6`,
    /, when it is not valid$/,
  ]),
  corruption(5, 'promotion_windows_as_listed', [
    'a promotion that ends a day early',
    `UPDATE fact_promotion_windows SET ends_on = ends_on - 1
      WHERE promotion_id = (SELECT min(promotion_id) FROM fact_promotion_windows WHERE origin = 'calendar')`,
    /^promotion [A-Z0-9]+_2024-\d\d-\d\d: [A-Z_]+ \d+ from .+ to /,
  ]),
  corruption(5, 'returns_within_sales', [
    'a return of more than was sold',
    `UPDATE fact_receipt_lines SET quantity = quantity - 1000, extended_price_cents = extended_price_cents - 1000 * unit_price_cents
      WHERE (receipt_id, line_number) = (SELECT receipt_id, line_number FROM fact_receipt_lines
                                          WHERE disposition = 'DESTROYED' ORDER BY 1, 2 LIMIT 1);
     ${RECKONED}`,
    /^sale R.+, product \d+: sold \d+ units .+; returned 1\d\d\d units/,
  ]),
  corruption(7, 'price_changes_in_bounds', [
    'a change that changes nothing',
    `UPDATE fact_price_changes SET old_price_cents = new_price_cents WHERE trace_id = (SELECT trace_id FROM fact_price_changes ORDER BY 1 LIMIT 1)`,
    /^product \d+ from 2024-\d\d-\d\d: \d+ instead of \d+ \(before: \d+\); cost/,
  ]),
  corruption(7, 'shelf_prices_charged', [
    'a line that is dearer than its shelf',
    `UPDATE fact_receipt_lines SET unit_price_cents = unit_price_cents + 100, extended_price_cents = extended_price_cents + 100 * quantity
      WHERE (receipt_id, line_number) = (SELECT receipt_id, line_number FROM fact_receipt_lines l WHERE promo_code IS NULL AND quantity > 0
        AND receipt_id NOT IN (SELECT coalesce(return_for_receipt_id, '') FROM fact_receipts)
        AND receipt_id NOT IN (SELECT receipt_id FROM fact_promotions WHERE receipt_id IS NOT NULL) ORDER BY 1, 2 LIMIT 1);
     ${RECKONED}`,
    /^receipt R.+, line \d+: product \d+ for \d+ on .+; listed \d+, weekly (none|\d+), by command none$/,
  ]),
  corruption(8, 'restocked_goods_return', [
    'a return that is put back on the shelf without being booked',
    `UPDATE fact_receipt_lines SET disposition = 'RESTOCKED'
      WHERE (receipt_id, line_number) = (SELECT receipt_id, line_number FROM fact_receipt_lines l JOIN dim_products USING (product_id)
        WHERE quantity < 0 AND disposition <> 'RESTOCKED' AND department <> 'Grocery' AND NOT requires_refrigeration ORDER BY 1, 2 LIMIT 1)`,
    /^receipt R.+, product \d+: restocked \d+ in store \d+, booked 0$/,
  ]),
  corruption(15, 'promoted_share', [
    'promotions that are forgotten',
    FORGET_PROMOTIONS,
    /^sales with a promotion: 0\.\d+, expected 0\.\d+/,
  ]),
  corruption(15, 'return_dispositions', [
    'food that goes back to its vendor',
    `UPDATE fact_receipt_lines SET disposition = 'VENDOR'
      WHERE (receipt_id, line_number) = (SELECT receipt_id, line_number FROM fact_receipt_lines l JOIN dim_products USING (product_id)
        WHERE quantity < 0 AND department = 'Grocery' ORDER BY 1, 2 LIMIT 1)`,
    /^food DESTROYED: 0\.\d+, expected 1, at least 1 and at most 1$/,
  ]),
]
