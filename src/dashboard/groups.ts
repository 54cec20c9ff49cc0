/** Kinds of events that are shown in one colour. */
export const GROUPS = ['shoppers', 'tills', 'stock', 'trucks', 'online', 'marketing', 'other'] as const
export type Group = (typeof GROUPS)[number]

const BEGINNINGS: readonly (readonly [string, Group])[] = [
  ['customer_', 'shoppers'],
  ['ble_', 'shoppers'],
  ['zone_', 'shoppers'],
  ['receipt_', 'tills'],
  ['payment_', 'tills'],
  ['promotion_applied', 'tills'],
  ['inventory_', 'stock'],
  ['stockout_', 'stock'],
  ['reorder_', 'stock'],
  ['truck_', 'trucks'],
  ['shipment_', 'trucks'],
  ['online_', 'online'],
  ['ad_', 'marketing'],
  ['campaign_', 'marketing'],
]

/** The group of an event type. */
export function groupOf(type: string): Group {
  return BEGINNINGS.find(([beginning]) => type.startsWith(beginning))?.[1] ?? 'other'
}

/** The CSS variable with the colour of a group. */
export function colourOf(group: Group): string {
  return `--category-${GROUPS.indexOf(group) + 1}`
}
