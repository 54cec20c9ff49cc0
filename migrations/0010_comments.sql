-- What columns of fact tables mean whose name means the same everywhere. A column that has a comment of its own keeps it.
DO $$
DECLARE
  missing record;
BEGIN
  FOR missing IN
    SELECT c.relname, a.attname, said.meaning
      FROM (VALUES
        ('correlation_id', 'Id of the event that opened the story.'),
        ('parent_event_id', 'Id of the event that caused this one; null for one that opens a story.'),
        ('session_id', 'Id of the event with which the visit began; null outside of visits.'),
        ('business_date', 'Local business date of the store or distribution centre.'),
        ('store_id', 'Store.'),
        ('dc_id', 'Distribution centre.'),
        ('product_id', 'Product.'),
        ('customer_id', 'Known customer; null for an unknown one.'),
        ('truck_id', 'Truck; null where none is known.'),
        ('supplier_id', 'Supplier.'),
        ('receipt_id', 'R<store>-<business date>-<number>; unique in the whole history.'),
        ('order_id', 'Online order; null where it is about a receipt.'),
        ('shipment_id', 'D<dc>S<store>-<date>-<number> from a DC to a store, P<supplier>D<dc>-<date>-<number> from a supplier to a DC.'),
        ('campaign_id', 'Campaign; null without one.'),
        ('impression_id', 'Advertisement that was seen; null without one.'),
        ('discount_type', 'PERCENTAGE, FIXED_AMOUNT or BOGO.'),
        ('promo_code', 'Code of a promotion; null without one.'),
        ('transaction_id', 'T<receipt or order>-<attempt>; unique.'),
        ('payment_method', 'CREDIT_CARD, DEBIT_CARD, CASH, MOBILE_PAY, CHECK; online also PAYPAL and OTHER.'),
        ('tender_type', 'How it was paid; see payment_method of fact_payments.'),
        ('sensor_id', 'SENSOR_<store>_<zone>.'),
        ('beacon_id', 'BEACON_<store>_<zone>.'),
        ('customer_ble_id', 'Device of the visitor; ANON... for one visit of an unknown visitor.'),
        ('zone', 'ENTRANCE, a department, CHECKOUT or EXIT.'),
        ('from_zone', 'The zone that is left: ENTRANCE, a department or CHECKOUT.'),
        ('to_zone', 'The zone that is entered: a department, CHECKOUT or EXIT.'),
        ('segment', 'BUDGET, CONVENIENCE, QUALITY or BRAND_LOYAL.'),
        ('purchased', 'Whether the visit ended with a receipt.'),
        ('entered_at', 'When the party entered, in simulated time.'),
        ('operation_time', 'The same as event_ts.'),
        ('detection_time', 'The same as event_ts.'),
        ('weather', 'sunny, cloudy, rainy, snowy or stormy.'),
        ('visits', 'Visits that began on the day.'),
        ('receipts', 'Receipts of the day, returns included.'),
        ('lines', 'Lines of those receipts.'),
        ('subtotal_cents', 'Before tax.'),
        ('discount_cents', 'Taken off the gross subtotal.'),
        ('tax_cents', 'Tax.'),
        ('total_cents', 'Subtotal + tax.')
      ) AS said (attname, meaning)
      JOIN pg_attribute a ON a.attname = said.attname AND a.attnum > 0
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
     WHERE c.relnamespace = current_schema()::regnamespace
       AND c.relname LIKE 'fact\_%'
       AND col_description(c.oid, a.attnum) IS NULL
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', missing.relname, missing.attname, missing.meaning);
  END LOOP;
END $$;
