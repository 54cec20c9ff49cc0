import { type Corruption, corruption } from './corruptions.ts'
import { RECKONED } from './reckoned.ts'

/** Makes stores seem smaller: their expected visits by a factor less, as their sizes. */
function scaled(which: string, factor: string): string {
  return `
    WITH factors AS (SELECT store_id, ${factor} AS factor FROM fact_store_days ${which} GROUP BY store_id),
         sizes AS (UPDATE dim_stores s SET daily_traffic_multiplier = daily_traffic_multiplier * factor
                     FROM factors f WHERE f.store_id = s.store_id)
    UPDATE fact_store_days d SET expected_visits = expected_visits * factor FROM factors f WHERE f.store_id = d.store_id`
}

export const DISTRIBUTION_CORRUPTIONS: readonly Corruption[] = [
  corruption(15, 'visits_per_store_day', [
    'a small store to which far more came than its size explains',
    scaled('WHERE store_id = (SELECT store_id FROM fact_store_days ORDER BY visits, 1 LIMIT 1)', '0.3'),
    /^store \d+ on .+: \d+ visits, expected around/,
  ]),
  corruption(15, 'visits_by_weekday', [
    'stores to which somewhat more came than their sizes explain',
    scaled('', '1 - 2.9 / sqrt(min(visits))'),
    /^visits on (Mon|Tues)day: /,
  ]),
  corruption(15, 'visits_by_hour', [
    'unknown visitors who all came as the doors opened',
    `UPDATE fact_customer_sessions s SET entered_at = o.operation_time
       FROM fact_store_ops o
      WHERE o.operation_type = 'opened' AND o.store_id = s.store_id AND o.event_date = s.event_date AND s.customer_id IS NULL`,
    /^visits from \d+:00: /,
  ]),
  corruption(15, 'items_per_ticket', [
    'twenty units more on each line that no promotion made cheaper',
    `UPDATE fact_receipt_lines SET quantity = quantity + 20, extended_price_cents = extended_price_cents + 20 * unit_price_cents
      WHERE quantity > 0 AND promo_code IS NULL;
     ${RECKONED}`,
    /^units per receipt, supercenter stores: \d+\.\d+, expected 8\.2, /,
  ]),
  corruption(15, 'expected_visits', [
    'a mean that does not follow from the factors',
    'UPDATE fact_store_days SET expected_visits = expected_visits + 0.002 WHERE store_id = 1',
    /^store 1 on .+: told \d+\.?\d*, the factors give \d+\.\d{3} \([a-z]+\)$/,
  ]),
  corruption(15, 'purchase_rate', [
    'visitors who all wanted to buy',
    'UPDATE fact_customer_sessions SET lost_lines = 1 WHERE lost_lines = 0 AND impression_id IS NULL',
    /^visits with a wish to buy: 1, expected 0\.4, at least/,
  ]),
  corruption(15, 'party_sizes', [
    'nobody who comes alone',
    'UPDATE fact_customer_sessions SET party_size = 2 WHERE party_size = 1',
    /^parties of 1: 0, expected 0\.55/,
  ]),
  corruption(15, 'trip_mix', [
    'nobody who is quick',
    `UPDATE fact_customer_sessions SET trip_type = 'FAMILY' WHERE trip_type = 'QUICK'`,
    /on QUICK: 0, expected/,
  ]),
  corruption(15, 'decline_rate', [
    'terminals that fail',
    `INSERT INTO fact_payments SELECT event_ts, event_date, gen_random_uuid(), correlation_id, parent_event_id, receipt_id, order_id,
            payment_method, amount_cents, transaction_id || 'X', processing_time, processing_time_ms, 'DECLINED', 'CARD_BLOCKED', store_id, customer_id
       FROM fact_payments WHERE status = 'APPROVED' AND receipt_id IS NOT NULL`,
    /^receipts with a declined attempt: /,
  ]),
  corruption(15, 'tender_mix', [
    'nobody who has cash',
    `UPDATE fact_receipts SET tender_type = 'CHECK' WHERE tender_type = 'CREDIT_CARD';
     UPDATE fact_payments SET payment_method = 'CHECK' WHERE payment_method = 'CREDIT_CARD' AND receipt_id IS NOT NULL`,
    /^receipts paid by /,
  ]),
]
