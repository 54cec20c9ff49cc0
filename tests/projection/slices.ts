import type { SlicePlace } from '../../src/projection/slice-batch.ts'
import type { RetailEvent } from '../../src/retail/events.ts'
import { sampleEvents } from './sample-events.ts'
import { sale } from './samples/sale.ts'
import { START_MS } from './stamped.ts'

/** A slice of the log. */
export type SliceOfEvents = SlicePlace & { readonly events: readonly RetailEvent[] }

/** Slice `number` with these events; positions are a hundred times the number. */
export function slice(number: number, events: readonly RetailEvent[]): SliceOfEvents {
  return { number, to: START_MS + number * 1000, events, upTo: BigInt(number * 100) }
}

/** `count` slices: one of each event first, then ten sales each. */
export function slices(count: number): SliceOfEvents[] {
  return Array.from({ length: count }, (_, index) => slice(index + 1, index === 0 ? sampleEvents() : sales(index)))
}

function sales(index: number): RetailEvent[] {
  return Array.from({ length: 10 }, (_, n) => sale(index * 1000 + n * 10)).flat()
}

/** The slices behind a position, as the log gives them. */
export function behind(all: readonly SliceOfEvents[]) {
  return async function* (after: bigint | 'start') {
    for (const one of all) if (after === 'start' || one.upTo > after) yield one
  }
}
