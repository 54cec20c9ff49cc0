import type { RecordedEvent } from '../event-store/port.ts'
import type { KeyFigures, StoreFigures } from './figures.ts'
import type { TruckOnTheRoad } from './moving-trucks.ts'
import { eventIdText } from '../simulation/event-id.ts'

/** An event as clients of the feed get it. */
export interface FeedEvent {
  readonly event_type: string
  readonly trace_id: string
  /** Simulated time, ISO 8601. */
  readonly at: string
  readonly correlation_id: string
  readonly parent_event_id: string | null
  readonly payload: object
}

/** The simulated clock as clients get it. */
export interface FeedClock {
  /** That of the simulation, or `generating` while history is made. */
  readonly status: string
  /** Simulated time, ISO 8601; null when unknown. */
  readonly simulated_time: string | null
  readonly speed: number | 'max'
  readonly achieved_speed: number
  readonly lag_ms: number
}

/** What a client gets at first: how things stand. */
export interface SnapshotFrame {
  readonly kind: 'snapshot'
  /** The place in the log up to which everything is told; `?from=` goes on behind it. Null before there is a log. */
  readonly position: string | null
  readonly clock: FeedClock
  /** Events by type since the server began to follow the log. */
  readonly totals: Readonly<Record<string, number>>
  /** Events a second by type, over the last seconds. */
  readonly rates: Readonly<Record<string, number>>
  /** Null until they are known. */
  readonly figures: KeyFigures | null
  /** The newest, oldest first. */
  readonly events: readonly FeedEvent[]
}

/** What has happened since the frame before. */
export interface UpdateFrame {
  readonly kind: 'frame'
  readonly position: string | null
  readonly clock: FeedClock
  readonly rates: Readonly<Record<string, number>>
  readonly figures: KeyFigures | null
  /** Events of the stretch by type, all of them. */
  readonly counts: Readonly<Record<string, number>>
  /** Some of those that are subscribed to; all of them for a client that came with `?from=`. */
  readonly events: readonly FeedEvent[]
  /** Subscribed events of the stretch that are left out. */
  readonly left_out: number
}

/** Where people and trucks are; for clients that subscribe to it, once a second. */
export interface MapFrame {
  readonly kind: 'map'
  readonly clock: FeedClock
  readonly stores: readonly StoreFigures[]
  readonly trucks: readonly TruckOnTheRoad[]
}

/** The answer to what cannot be understood. */
export interface ErrorFrame {
  readonly kind: 'error'
  readonly message: string
}

/** What a client wants to see; absent means all. */
export interface Subscription {
  readonly event_types?: readonly string[] | undefined
  readonly stores?: readonly number[] | undefined
  /** Regions: DCs, with the stores that they serve. */
  readonly regions?: readonly number[] | undefined
  /** Most events in a frame. */
  readonly sample?: number | undefined
  /** Whether the map shall come too. */
  readonly map?: boolean | undefined
}

/** An event in the form of the feed. */
export function feedEvent({ type, id, occurredAt, correlation, causation, data }: RecordedEvent): FeedEvent {
  return {
    event_type: type,
    trace_id: eventIdText(id),
    at: new Date(occurredAt).toISOString(),
    correlation_id: eventIdText(correlation),
    parent_event_id: causation === null ? null : eventIdText(causation),
    payload: data,
  }
}

/** Whether a subscription wants an event; `regionOf` knows the DC of a store. */
export function wants(
  { event_types: types, stores, regions }: Subscription,
  { type, data }: Pick<RecordedEvent, 'type' | 'data'>,
  regionOf: ReadonlyMap<number, number>,
): boolean {
  if (types !== undefined && !types.includes(type)) return false
  const { store_id: store, dc_id: dc } = data as { readonly store_id?: number; readonly dc_id?: number }
  if (stores !== undefined && (store === undefined || !stores.includes(store))) return false
  if (regions === undefined) return true
  const region = dc ?? (store === undefined ? undefined : regionOf.get(store))
  return region !== undefined && regions.includes(region)
}
