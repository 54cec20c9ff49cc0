import type { Slice } from '../event-store/reader.ts'
import type { Feed } from './feed.ts'
import { feedEvent, type Subscription, type UpdateFrame, wants } from './protocol.ts'

/** What a complete client needs. */
export interface CompleteParts {
  readonly feed: Feed
  readonly slices: AsyncIterable<Slice>
  /** Sends, and returns when the client has taken enough of what is on its way. */
  readonly send: (text: string) => Promise<void>
  readonly subscription: () => Subscription
  readonly regionOf: () => ReadonlyMap<number, number>
}

/** Tells one client every event that it wants from its place on, at its own pace: it reads the log by itself. */
export async function tellEverything(parts: CompleteParts): Promise<void> {
  const { feed, slices, send, subscription, regionOf } = parts
  for await (const { events, upTo } of slices) {
    const counts: Record<string, number> = {}
    for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1
    const wanted = events.filter((event) => wants(subscription(), event, regionOf()))
    const frame: UpdateFrame = {
      kind: 'frame',
      position: String(upTo),
      clock: feed.clock,
      rates: feed.rates(),
      counts,
      events: wanted.map(feedEvent),
      left_out: 0,
    }
    await send(JSON.stringify(frame))
  }
}
