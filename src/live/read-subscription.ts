import type { Subscription } from './protocol.ts'

/** Most entries of a list. */
const MOST = 500
export const MOST_SAMPLED = 200

/** Reads what a client sends: `{"subscribe": {...}}`. @throws RangeError that says what is wrong. */
export function readSubscription(text: string): Subscription {
  const { subscribe, ...rest } = objectOf(parsed(text), 'the line')
  const unknown = Object.keys(rest)
  if (unknown.length > 0) throw new RangeError(`unknown: ${unknown.join(', ')}; allowed: subscribe`)
  const { event_types, stores, regions, sample, map, ...others } = objectOf(subscribe, 'subscribe')
  if (Object.keys(others).length > 0) {
    throw new RangeError(
      `subscribe: unknown: ${Object.keys(others).join(', ')}; allowed: event_types, stores, regions, sample, map`,
    )
  }
  return {
    event_types: listOf(event_types, 'event_types', isText),
    stores: listOf(stores, 'stores', isId),
    regions: listOf(regions, 'regions', isId),
    sample: sampleOf(sample),
    map: flagOf(map),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RangeError('not JSON; allowed: {"subscribe": {"event_types": [...], "stores": [...], "regions": [...]}}')
  }
}

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new RangeError(`${what}: got ${JSON.stringify(value) ?? 'nothing'}, allowed: an object`)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 100
}

function isId(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0
}

function listOf<Item>(value: unknown, name: string, isItem: (item: unknown) => item is Item) {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value) && value.length <= MOST && value.every(isItem)) return value
  throw new RangeError(
    `subscribe.${name}: allowed: a list of at most ${MOST} ${isItem === (isId as unknown) ? 'ids' : 'names'}`,
  )
}

function sampleOf(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_SAMPLED) return Number(value)
  throw new RangeError(`subscribe.sample: got ${JSON.stringify(value)}, allowed: 0 to ${MOST_SAMPLED}`)
}

function flagOf(value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value
  throw new RangeError(`subscribe.map: got ${JSON.stringify(value)}, allowed: true or false`)
}
