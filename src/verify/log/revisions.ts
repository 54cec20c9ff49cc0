import { STREAM_ENDINGS } from '../../retail/events.ts'
import { createTally } from '../report.ts'
import { eventName, type LogLaw } from './log-law.ts'

/** Law 4. Only the revisions of open streams are kept; a stream that ended counts as one that has not begun. */
export const revisions: LogLaw = {
  law: 4,
  name: 'revisions_dense',
  says: 'The revisions of a stream count 0, 1, 2, ... without a gap, and nothing follows the event that ends a stream.',
  start() {
    const next = new Map<string, number>()
    const tally = createTally()
    return {
      add(event) {
        const { stream, revision, type } = event
        const expected = next.get(stream) ?? 0
        tally.check(revision === expected, () =>
          expected === 0
            ? `${eventName(event)} stands in a stream that has ended or not begun`
            : `${eventName(event)} stands where revision ${expected} is due`,
        )
        if (STREAM_ENDINGS.has(type)) next.delete(stream)
        else next.set(stream, revision + 1)
      },
      end: () => tally.finding(),
    }
  },
}
