import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import type { Company } from '../../retail/company.ts'
import { dateText } from '../../time/business-date.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { CommandContext } from '../command.ts'
import { compact } from '../progress.ts'

/** The stretch of simulated time that is shown, and the fact rows that were committed so far. */
export interface Stretch {
  readonly from: SimTime
  readonly until: SimTime
  readonly rows: () => number
}

/** Shows how far the simulation is between two instants. */
export function showProgress(context: CommandContext, { dcZones }: Company, { from, until, rows }: Stretch) {
  const progress = context.progress({ label: 'generate', unit: 'events' })
  return {
    update({ to }: RecordedSlice, count: number) {
      progress.update({
        share: (to - from) / (until - from),
        count,
        date: dateText(dcZones[1].dayAt(to)),
        also: `${compact(rows())} rows`,
      })
    },
    finish: progress.finish,
  }
}
