import { eventIdText } from '../../simulation/event-id.ts'
import { createTally } from '../report.ts'
import { eventName, type LogLaw } from './log-law.ts'

/**
 * Law 1 for events. An id begins with the millisecond of its event, so that equal ids are of one instant; events of one instant
 * are of one slice and close together in the log.
 */
export const identities: LogLaw = {
  law: 1,
  name: 'event_ids_unique',
  says: 'No two events share an id, and an id begins with the simulated millisecond of its event.',
  start() {
    const tally = createTally()
    return {
      add(event, isNew) {
        const timely = event.id.ms === event.occurredAt
        tally.check(timely && isNew, () =>
          isNew
            ? `${eventName(event)} has the id ${eventIdText(event.id)} of another time`
            : `${eventName(event)} has the id ${eventIdText(event.id)} of an earlier event`,
        )
      },
      end: () => tally.finding(),
    }
  },
}
