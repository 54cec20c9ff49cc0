import { isBookkeeping, type RecordedEvent } from '../../event-store/port.ts'
import { compareEvents } from '../../simulation/domain-event.ts'
import { type EventId, eventIdText, parseEventId, sameEventId } from '../../simulation/event-id.ts'
import { createTally, type Tally } from '../report.ts'
import { type AwaitedEvents, createAwaitedEvents, MAX_AWAITED, type Reference } from './awaited-events.ts'
import { eventName, type LogFold, type LogLaw, type Reading, type ReadLog } from './log-law.ts'
import type { RecentEvents } from './recent-events.ts'

/**
 * Law 3. A cause is nearly always recent, so that the latest events are kept by id; references to older ones, and to events of
 * the same slice that come later in the log, wait until the event comes by or the log is searched once more.
 *
 * A cause must come strictly earlier in the total order of events; then no chain of causes can be a cycle.
 */
export const stories: LogLaw = {
  law: 3,
  name: 'causes_and_stories',
  says: 'The cause of an event, and every reorder that a shipment fills or leaves behind, is in the log and comes earlier; an event shares the correlation id of its cause, and one without a cause opens a story with its own id.',
  start: (reading) => startStories(reading),
}

/** As the law does; `limit` is how many references may wait before the log is searched for them. */
export function startStories({ readLog, recent }: Reading, limit: number = MAX_AWAITED): LogFold {
  const awaited = createAwaitedEvents()
  const tally = createTally()
  const follow = (target: EventId, as: Reference['as'], from: RecordedEvent) => {
    const slot = recent.find(target)
    if (slot === -1) awaited.add({ target, as, from: withoutData(from) })
    else judge(tally, { target, as, from }, targetAt(recent, slot, target))
  }
  return {
    add(event) {
      if (isBookkeeping(event.stream)) return
      resolve(tally, awaited, event)
      if (event.causation === null) {
        tally.check(
          sameEventId(event.correlation, event.id),
          () => `${eventName(event)} has no cause but tells another's story`,
        )
      } else follow(event.causation, 'cause', event)
      for (const reorder of reordersOf(event)) follow(reorder, 'reorder', event)
    },
    async settle() {
      if (awaited.size > limit) await search(readLog, awaited, tally)
    },
    async end() {
      await search(readLog, awaited, tally)
      return tally.finding()
    },
  }
}

/** What must be known of a target to judge a reference to it. */
interface Target {
  readonly occurredAt: number
  readonly entity: number
  readonly sequence: number
  tells(correlation: EventId): boolean
}

function targetAt(recent: RecentEvents, slot: number, id: EventId): Target {
  return {
    occurredAt: id.ms,
    entity: recent.entityAt(slot),
    sequence: recent.sequenceAt(slot),
    tells: (correlation) => recent.tells(slot, correlation),
  }
}

function targetOf(event: RecordedEvent): Target {
  const { id, entity, sequence, correlation } = event
  return { occurredAt: id.ms, entity, sequence, tells: (other) => sameEventId(correlation, other) }
}

function judge(tally: Tally, { target, as, from }: Reference, found: Target): void {
  const earlier = compareEvents(found, from) < 0
  const sameStory = as !== 'cause' || found.tells(from.correlation)
  tally.check(earlier && sameStory, () =>
    earlier
      ? `${eventName(from)} tells another story than its cause ${eventIdText(target)}`
      : `${eventName(from)} does not come after its ${as} ${eventIdText(target)}`,
  )
}

function resolve(tally: Tally, awaited: AwaitedEvents, event: RecordedEvent): void {
  for (const reference of awaited.take(event.id)) judge(tally, reference, targetOf(event))
}

/** Reads the log once more for what is awaited; what is not found does not exist. */
async function search(readLog: ReadLog, awaited: AwaitedEvents, tally: Tally): Promise<void> {
  if (awaited.size === 0) return
  for await (const events of readLog({ withoutData: true })) {
    for (const event of events) resolve(tally, awaited, event)
    if (awaited.size === 0) return
  }
  for (const { target, as, from } of awaited.takeAll()) {
    tally.check(false, () => `${eventName(from)} names the ${as} ${eventIdText(target)}, which is not in the log`)
  }
}

function reordersOf({ type, data }: RecordedEvent): readonly EventId[] {
  if (type === 'shipment_scheduled') return reorderIds((data as { lines: ReorderLines }).lines)
  if (type === 'shipment_loaded') return reorderIds((data as { left_behind: ReorderLines }).left_behind)
  return []
}

type ReorderLines = ReadonlyArray<{ readonly reorder_id: string }>

function reorderIds(lines: ReorderLines): readonly EventId[] {
  return lines.map(({ reorder_id: id }) => parseEventId(id))
}

function withoutData(event: RecordedEvent): RecordedEvent {
  return { ...event, data: {} }
}
