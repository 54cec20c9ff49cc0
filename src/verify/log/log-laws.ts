import type { EventStore, RecordedEvent } from '../../event-store/port.ts'
import type { LawReport } from '../report.ts'
import { identities } from './identities.ts'
import type { LogLaw, ReadLog } from './log-law.ts'
import { RecentEvents } from './recent-events.ts'
import { revisions } from './revisions.ts'
import { stories } from './stories.ts'
import { visits } from './visits.ts'

/** The laws that are held against the log. */
export const LOG_LAWS: readonly LogLaw[] = [identities, stories, revisions, visits]

/** Takes every batch of the same reading. */
interface Listener {
  add(events: readonly RecordedEvent[]): void
}

/** Holds laws against a log, all of them, and of somebody else, in one reading. */
export async function checkLog(
  store: Pick<EventStore, 'readAll'>,
  laws: readonly LogLaw[],
  listener?: Listener,
): Promise<readonly LawReport[]> {
  const readLog = eventsOf(store)
  const recent = new RecentEvents()
  const folds = laws.map(({ law, name, says, start }) => ({
    title: { law, name, says },
    fold: start({ readLog, recent }),
  }))
  if (folds.length === 0 && listener === undefined) return []
  for await (const events of readLog()) {
    for (const event of events) {
      const isNew = recent.add(event)
      for (const { fold } of folds) fold.add(event, isNew)
    }
    listener?.add(events)
    for (const { fold } of folds) await fold.settle?.()
  }
  const reports: LawReport[] = []
  for (const { title, fold } of folds) reports.push({ ...title, ...(await fold.end()) })
  return reports
}

function eventsOf(store: Pick<EventStore, 'readAll'>): ReadLog {
  return async function* ({ withoutData = false } = {}) {
    for await (const { events } of store.readAll('start', { withoutData })) yield events
  }
}
