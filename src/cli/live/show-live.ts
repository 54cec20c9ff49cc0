import type { SliceTimes, TypeCounts } from '../../api/engine.ts'
import type { Projector } from '../../projection/projector.ts'
import type { Publisher } from '../../publishing/publisher.ts'
import type { PublisherStatistics } from '../../publishing/statistics.ts'
import type { Pace, PaceFigures } from '../../time/pace.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { CommandContext } from '../command.ts'
import { compact, factor } from '../progress.ts'
import { reportEvery, wantsReports } from '../report.ts'

/** What is shown while it runs. */
export interface Shown {
  readonly pace: Pace
  readonly recorded: {
    readonly events: number
    readonly to: SimTime
    readonly times: SliceTimes
    readonly types: TypeCounts
  }
  readonly publisher: Publisher | undefined
  readonly projector: Pick<Projector, 'statistics'>
  /** Events that the publisher is behind. */
  readonly behind: () => number
}

const SHOW_MS = 200

/** Shows the simulated clock, speed, lag and drift, and what is published, until disposed of; or reports it. */
export function showLive(context: CommandContext, shown: Shown): Disposable {
  if (wantsReports(context)) return reportEvery(context, 'live', () => liveFacts(shown))
  const { recorded, projector } = shown
  const progress = context.progress({ label: 'live', unit: 'events' })
  const timer = setInterval(() => {
    progress.update({
      count: recorded.events,
      date: new Date(recorded.to).toISOString().slice(0, 19),
      also: [paceText(shown), `${compact(projector.statistics.rows)} rows`, publisherText(shown)]
        .filter(Boolean)
        .join('  '),
    })
  }, SHOW_MS)
  return {
    [Symbol.dispose]() {
      clearInterval(timer)
      progress.finish()
    },
  }
}

/** What a report of `live` says. */
export interface LiveFacts extends PaceFigures {
  /** The simulated instant up to which everything is recorded, milliseconds since the Unix epoch. */
  readonly at: SimTime
  /** Recorded, and written to the tables, since the command began. */
  readonly events: number
  readonly rows: number
  readonly slices: SliceTimes
  /** Recorded since the command began. */
  readonly types: TypeCounts
  readonly published: (PublisherStatistics & { readonly behind: number }) | null
}

function liveFacts({ pace, recorded, projector, publisher, behind }: Shown): LiveFacts {
  const { events, to, times: slices, types } = recorded
  const published = publisher === undefined ? null : { ...publisher.statistics, behind: behind() }
  return { at: to, events, rows: projector.statistics.rows, slices, types, ...pace.figures(), published }
}

function paceText({ pace }: Shown): string {
  const { speed, paused, achievedLately, lagMs, driftMs } = pace.figures()
  if (paused) return `paused (speed ${speed})`
  const late =
    lagMs >= 1000 ? `, ${(lagMs / 1000).toFixed(1)} s late, clock ${Math.round(driftMs / 1000)} s behind` : ''
  return `speed ${factor(achievedLately)} of ${speed}${late}`
}

function publisherText({ publisher, behind }: Shown): string {
  if (publisher === undefined) return ''
  const { sent, breaker, waiting } = publisher.statistics
  const state = breaker === 'closed' ? '' : `, breaker ${breaker}`
  return `${compact(sent)} sent, ${compact(behind() + waiting)} behind${state}`
}
