import { useLive } from '../feed.ts'
import { change, money, percent, pointsGained, whole } from '../format.ts'
import type { FiguresThen } from '../course.ts'
import { useWeekAgo } from '../week-ago.ts'
import { Figure, type FigureParts } from './figure.tsx'

interface Before {
  /** The same a week ago. */
  readonly before: FiguresThen | undefined
}

/** Six figures, each with its course and against the same instant a week ago. */
export function KeyFigureRow() {
  const date = useLive(({ frame }) => frame?.figures?.business_date ?? null)
  const before = useWeekAgo(date)
  return (
    <div class="figures-row">
      <DayFigures before={before} />
      <NowFigures before={before} />
    </div>
  )
}

/** What adds up over the business day. */
function DayFigures({ before }: Before) {
  const figures = useLive(({ frame }) => frame?.figures ?? null)
  const points = useLive(({ history }) => history.points)
  const instants = points.map(({ at }) => at)
  return (
    <>
      <Figure
        label="Sales today"
        value={money(figures?.sales_cents)}
        {...compared(figures?.sales_cents, before?.sales_cents, 'no week before to compare')}
        instants={instants}
        course={points.map(({ salesPerMinute }) => salesPerMinute)}
      />
      <Figure
        label="Receipts"
        value={whole(figures?.receipts)}
        {...compared(figures?.receipts, before?.receipts, `and ${whole(figures?.orders)} web orders`)}
        instants={instants}
        course={points.map(({ receiptsPerMinute }) => receiptsPerMinute)}
      />
      <Figure
        label="Conversion"
        value={percent(shareOf(figures))}
        {...comparedShares(shareOf(figures), shareOf(before))}
        instants={instants}
        course={points.map(({ conversion }) => conversion)}
      />
    </>
  )
}

/** What is so at this moment. */
function NowFigures({ before }: Before) {
  const figures = useLive(({ frame }) => frame?.figures ?? null)
  const points = useLive(({ history }) => history.points)
  const instants = points.map(({ at }) => at)
  return (
    <>
      <Figure
        label="People in stores"
        value={whole(figures?.people)}
        {...compared(figures?.people, before?.people, 'now')}
        instants={instants}
        course={points.map(({ people }) => people)}
      />
      <Figure
        label="Stock-outs open"
        value={whole(figures?.stockouts)}
        {...compared(figures?.stockouts, before?.stockouts, 'products in stores')}
        more="worse"
        instants={instants}
        course={points.map(({ stockouts }) => stockouts)}
      />
      <Figure
        label="Trucks on the road"
        value={whole(figures?.trucks)}
        {...compared(figures?.trucks, before?.trucks, 'now')}
        more="neither"
        instants={instants}
        course={points.map(({ trucks }) => trucks)}
      />
    </>
  )
}

type Compared = Pick<FigureParts, 'change' | 'note'>

const WEEK = 'on a week ago'

/** A figure against that of a week ago; something else is said where none is known. */
function compared(now: number | undefined, before: number | null | undefined, otherwise: string): Compared {
  if (now === undefined || before === null || before === undefined) return { note: otherwise }
  const changed = change(now, before)
  return changed === undefined ? { note: 'none a week ago' } : { change: changed, note: WEEK }
}

function comparedShares(now: number | undefined, before: number | undefined): Compared {
  if (now === undefined || before === undefined) return { note: 'visits with a receipt' }
  return { change: pointsGained(now, before), note: WEEK }
}

interface Visited {
  readonly purchases: number | null
  readonly visits: number | null
}

function shareOf(sums: Visited | null | undefined): number | undefined {
  const { purchases = null, visits = null } = sums ?? {}
  return purchases === null || visits === null || visits === 0 ? undefined : purchases / visits
}
