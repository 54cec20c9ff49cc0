import { z } from 'zod'
import { defineEvent, type EventOf } from '../define-event.ts'
import { businessDate, byDc, byStore, cents, count, id, inDcDay, inStoreDay, instant } from '../fields.ts'

export const WEATHERS = ['sunny', 'cloudy', 'rainy', 'snowy', 'stormy'] as const
export type Weather = (typeof WEATHERS)[number]

/** The doors opened. Stream: the store's business day. */
export const storeOpened = defineEvent('store_opened', {
  description: 'A store opens its doors for the business day; the weather there is the one that demand reacts to.',
  place: inStoreDay,
  partition: byStore,
  data: z.object({
    store_id: id,
    operation_time: instant,
    operation_type: z.literal('opened'),
    weather: z.enum(WEATHERS),
  }),
})
export type StoreOpened = EventOf<typeof storeOpened>

/** The doors closed; nobody is inside any more. */
export const storeClosed = defineEvent('store_closed', {
  description: 'A store closes its doors; every visitor has left.',
  place: inStoreDay,
  partition: byStore,
  data: z.object({ store_id: id, operation_time: instant, operation_type: z.literal('closed') }),
})
export type StoreClosed = EventOf<typeof storeClosed>

/** Control totals of a store's business day; the last event of its stream. `expected_visits` is the mean that visits are drawn around. */
export const storeDayEnded = defineEvent('store_day_ended', {
  endsStream: true,
  description: 'Local midnight: control totals of the business day that ends, also for days when the store was closed.',
  place: inStoreDay,
  partition: byStore,
  data: z.object({
    store_id: id,
    business_date: businessDate,
    weather: z.enum(WEATHERS),
    expected_visits: z.number().nonnegative(),
    visits: count,
    receipts: count,
    lines: count,
    units: z.int(),
    subtotal_cents: cents,
    discount_cents: cents,
    tax_cents: cents,
    total_cents: cents,
    cash_cents: cents,
    units_in: count,
    units_out: count,
  }),
})
export type StoreDayEnded = EventOf<typeof storeDayEnded>

/** Control totals of a DC's business day; the last event of its stream. */
export const dcDayEnded = defineEvent('dc_day_ended', {
  endsStream: true,
  description: 'Local midnight: units that came in to and went out of the distribution centre during the day.',
  place: inDcDay,
  partition: byDc,
  data: z.object({ dc_id: id, business_date: businessDate, units_in: count, units_out: count }),
})
export type DcDayEnded = EventOf<typeof dcDayEnded>
