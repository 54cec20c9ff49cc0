import type { AppendRequest } from './append-check.ts'
import type { AppendGroup, AppendOutcome, GroupOutcome } from './append-group.ts'
import {
  type Appended,
  eventsOf,
  type Position,
  type ProposedEvent,
  type RecordedEvent,
  type Revision,
} from './port.ts'
import type { Tip } from './tip.ts'

/** A group is committed at once when this many events wait. */
const MAX_QUEUED_EVENTS = 1_000_000

/** Collects the appends of one turn of the event loop and commits them together. */
export interface AppendQueue {
  add(request: AppendRequest): Promise<Appended>
  /** Commits what waits now. */
  flush(): void
}

interface Place {
  stream: string
  revision: Revision
  position: Position
}

interface Waiting {
  readonly request: AppendRequest
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: Error) => void
}

/** The queue in front of a writer; `failure` turns what SQLite throws into what the callers get. */
export function createAppendQueue(commit: AppendGroup, tip: Tip, failure: (error: unknown) => Error): AppendQueue {
  let waiting: Waiting[] = []
  let events = 0
  const flush = () => {
    if (waiting.length === 0) return
    const group = waiting
    waiting = []
    events = 0
    let outcome: GroupOutcome
    try {
      outcome = commit(group.map(({ request }) => request))
    } catch (error) {
      const reason = failure(error)
      for (const { reject } of group) reject(reason)
      return
    }
    group.forEach((item, index) => settle(item, outcome.outcomes[index]))
    if (tip.hasFollowers) publish(tip, group, outcome)
  }
  return {
    add(request) {
      return new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject })
        events += request.events.length
        if (events >= MAX_QUEUED_EVENTS) flush()
        else if (waiting.length === 1) setImmediate(flush)
      })
    },
    flush,
  }
}

function settle({ resolve, reject }: Waiting, outcome: AppendOutcome): void {
  if (outcome.kind === 'refused') reject(outcome.error)
  else resolve(outcome.result)
}

function publish(tip: Tip, group: readonly Waiting[], { outcomes, from, upTo }: GroupOutcome): void {
  if (upTo === from) return
  const appends = group.flatMap(({ request }, index) => {
    const outcome = outcomes[index]
    return outcome.kind === 'appended' ? [recordedAppend(request, outcome)] : []
  })
  tip.publish({ from, upTo, appends })
}

function recordedAppend(
  { stream, events }: AppendRequest,
  { result, firstPosition }: AppendOutcome & { kind: 'appended' },
): RecordedEvent[] {
  const firstRevision = result.revision - events.length + 1
  return eventsOf(events).map((event, index) =>
    asRecorded(event, { stream, revision: firstRevision + index, position: BigInt(firstPosition + index) }),
  )
}

/** Completes the very object that was appended, so that readers at the tip get it; one that has a place is copied. */
function asRecorded(event: ProposedEvent, place: Place): RecordedEvent {
  const claimed = event as ProposedEvent & Partial<Place>
  if (claimed.position !== undefined || !Object.isExtensible(event)) return { ...event, ...place }
  claimed.stream = place.stream
  claimed.revision = place.revision
  claimed.position = place.position
  return claimed as RecordedEvent
}
