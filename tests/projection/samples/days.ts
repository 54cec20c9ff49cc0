import type { RetailEvent } from '../../../src/retail/events.ts'
import { dcDayEnded, storeClosed, storeDayEnded, storeOpened } from '../../../src/retail/operations/events.ts'
import { at, stamped } from '../stamped.ts'

/** The day of a store and of a DC, from the doors' opening to the control totals. */
export function days(): RetailEvent[] {
  return [
    stamped(storeOpened({ store_id: 1, operation_time: at(4), operation_type: 'opened', weather: 'rainy' }, null), 4),
    stamped(storeClosed({ store_id: 1, operation_time: at(70), operation_type: 'closed' }, null), 70),
    stamped(
      storeDayEnded(
        {
          store_id: 1,
          business_date: '2024-01-15',
          weather: 'rainy',
          expected_visits: 1.25,
          visits: 1,
          receipts: 1,
          lines: 1,
          units: 2,
          subtotal_cents: 450,
          discount_cents: 50,
          tax_cents: 37,
          total_cents: 487,
          cash_cents: 0,
          units_in: 30,
          units_out: 2,
        },
        null,
      ),
      80,
    ),
    stamped(dcDayEnded({ dc_id: 2, business_date: '2024-01-15', units_in: 0, units_out: 30 }, null), 81),
  ]
}
