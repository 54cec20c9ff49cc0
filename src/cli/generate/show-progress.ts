import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import type { Projector } from '../../projection/projector.ts'
import type { Company } from '../../retail/company.ts'
import { dateText } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { CommandContext } from '../command.ts'
import { compact } from '../progress.ts'
import { reportEvery, wantsReports } from '../report.ts'

/** The stretch of simulated time that is shown, and who writes its tables. */
export interface Stretch {
  readonly from: SimTime
  readonly until: SimTime
  readonly projector: Pick<Projector, 'statistics'>
}

/** What a report of `generate` says. */
export interface GenerateFacts {
  /** From 0 to 1. */
  readonly share: number
  /** The simulated instant up to which everything is recorded, milliseconds since the Unix epoch. */
  readonly at: SimTime
  /** Recorded, and written to the tables, since the command began. */
  readonly events: number
  readonly rows: number
  readonly tables: Readonly<Record<string, number>>
}

/** How far the simulation is between two instants. */
export interface ShownProgress {
  readonly update: (slice: RecordedSlice, count: number) => void
  readonly finish: () => void
}

/** Shows how far the simulation is, or reports it. */
export function showProgress(context: CommandContext, company: Company, stretch: Stretch): ShownProgress {
  return wantsReports(context) ? reportProgress(context, stretch) : drawProgress(context, company, stretch)
}

function drawProgress(context: CommandContext, { dcZones }: Company, stretch: Stretch): ShownProgress {
  const progress = context.progress({ label: 'generate', unit: 'events' })
  return {
    update({ to }, count) {
      const { rows } = stretch.projector.statistics
      const date = dateText(dcZones[1].dayAt(to))
      progress.update({ share: shareOf(stretch, to), count, date, also: `${compact(rows)} rows` })
    },
    finish: progress.finish,
  }
}

function reportProgress(context: CommandContext, stretch: Stretch): ShownProgress {
  const reached = { at: stretch.from, events: 0 }
  const facts = (): GenerateFacts => {
    const { rows, rowsByTable } = stretch.projector.statistics
    return { share: shareOf(stretch, reached.at), ...reached, rows, tables: rowsByTable }
  }
  const reporting = reportEvery(context, 'generate', facts)
  return {
    update({ to }, count) {
      reached.at = to
      reached.events = count
    },
    finish: () => reporting[Symbol.dispose](),
  }
}

function shareOf({ from, until }: Stretch, at: SimTime): number {
  return until > from ? (at - from) / (until - from) : 1
}
