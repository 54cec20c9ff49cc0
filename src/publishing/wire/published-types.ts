/** The event types that every consumer of this kind of data knows: published unless the configuration says otherwise. */
export const CONTRACT_TYPES: readonly string[] = [
  'receipt_created',
  'receipt_line_added',
  'payment_processed',
  'inventory_updated',
  'stockout_detected',
  'reorder_triggered',
  'customer_entered',
  'customer_zone_changed',
  'ble_ping_detected',
  'truck_arrived',
  'truck_departed',
  'store_opened',
  'store_closed',
  'ad_impression',
  'promotion_applied',
  'online_order_created',
  'online_order_picked',
  'online_order_shipped',
]

/** A change to the published types that names none; the message says which there are. */
export class UnknownEventType extends Error {
  override readonly name = 'UnknownEventType'
}

/**
 * The types that are published: the contract's, then each change in turn, `+name`, `-name`, `+all` or `-all`.
 * @throws UnknownEventType for a name that is not in `known`.
 */
export function publishedTypes(changes: readonly string[], known: readonly string[]): ReadonlySet<string> {
  const types = new Set(CONTRACT_TYPES)
  for (const change of changes) {
    const name = change.slice(1)
    const named = name === 'all' ? known : [name]
    for (const type of named) {
      if (!known.includes(type)) throw unknownType(change, known)
      if (change.startsWith('+')) types.add(type)
      else types.delete(type)
    }
  }
  if (types.size === 0) throw new UnknownEventType('stream.event_types: takes every event type away, nothing is left')
  return types
}

function unknownType(change: string, known: readonly string[]): UnknownEventType {
  return new UnknownEventType(
    `stream.event_types: got "${change}", allowed: + or - before all or one of ${known.join(', ')}`,
  )
}
