const MAX_WORDS = 10

type Say = (value: never) => string

/** What is worth telling of an event's data, in this order; what it does not have, and 0, is left out. */
const NOTABLE: Readonly<Record<string, Say>> = {
  receipt_id: plain,
  order_id: plain,
  shipment_id: plain,
  promo_code: plain,
  campaign_id: plain,
  impression_id: plain,
  disruption_id: plain,
  command_id: plain,
  kind: plain,
  campaign_type: plain,
  type: plain,
  severity: named('severity'),
  channel: plain,
  store_id: named('store'),
  dc_id: named('DC'),
  supplier_id: named('supplier'),
  truck_id: named('truck'),
  customer_id: named('customer'),
  department: plain,
  product_id: named('product'),
  quantity: units,
  quantity_delta: units,
  reorder_quantity: units,
  balance: named('balance'),
  last_known_quantity: named('before:'),
  customer_count: named('party of'),
  party_size: named('party of'),
  from_zone: named('from'),
  to_zone: named('to'),
  zone: named('in'),
  beacon_id: plain,
  lines: (lines: readonly unknown[]) => `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}`,
  old_price_cents: (cents: number) => `from ${dollars(cents)}`,
  new_price_cents: (cents: number) => `to ${dollars(cents)}`,
  discount_cents: (cents: number) => `${dollars(cents)} off`,
  extended_price_cents: dollars,
  total_cents: dollars,
  amount_cents: dollars,
  reason: plain,
  status: plain,
  payment_method: plain,
  delay_minutes: (minutes: number) => `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} late`,
  priority: plain,
  fulfillment_mode: plain,
  operation_type: plain,
  purchased: (value: boolean) => (value ? 'bought' : 'bought nothing'),
}

/** The fields of an event's data that are told. */
export const TOLD_FIELDS: readonly string[] = Object.keys(NOTABLE)

function plain(value: string | number): string {
  return String(value)
}

function named(word: string): Say {
  return (value: string | number) => `${word} ${value}`
}

function units(value: number): string {
  return `${value} ${Math.abs(value) === 1 ? 'unit' : 'units'}`
}

function dollars(cents: number): string {
  return `${cents < 0 ? '-' : ''}$${(Math.abs(cents) / 100).toFixed(2)}`
}

function isTold(key: string, value: unknown): boolean {
  return value !== undefined && value !== null && (value !== 0 || key === 'balance')
}

/** What an event's data say, in a few words: `R1-20240102-560002, store 1, customer 647, $111.65`. */
export function eventSummary(data: object): string {
  const values = data as Readonly<Record<string, never>>
  const told = Object.entries(NOTABLE).filter(([key]) => isTold(key, values[key]))
  const words = told.slice(0, MAX_WORDS).map(([key, say]) => say(values[key]))
  return words.join(', ')
}
