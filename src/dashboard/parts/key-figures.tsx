import { useLive } from '../feed.ts'
import { change, money, percent, whole } from '../format.ts'
import { type DayBefore, useWeekAgo } from '../week-ago.ts'
import { Figure } from './figure.tsx'

const WEEK = 'against a week ago'

/** Six figures, each with its course and against the same hour a week ago. */
export function KeyFigureRow() {
  return (
    <div class="figures-row">
      <DayFigures />
      <NowFigures />
    </div>
  )
}

/** What adds up over the business day. */
function DayFigures() {
  const figures = useLive(({ frame }) => frame?.figures ?? null)
  const points = useLive(({ history }) => history.points)
  const before = useWeekAgo(figures?.business_date ?? null)
  return (
    <>
      <Figure
        label="Sales today"
        value={money(figures?.sales_cents)}
        change={figures === null ? undefined : change(figures.sales_cents, before?.sales_cents)}
        note={noteOf(before)}
        course={points.map(({ salesPerMinute }) => salesPerMinute)}
      />
      <Figure
        label="Receipts"
        value={whole(figures?.receipts)}
        change={figures === null ? undefined : change(figures.receipts, before?.receipts)}
        note={before === undefined ? `and ${whole(figures?.orders)} web orders` : WEEK}
        course={points.map(({ rates }) => rates.tills)}
      />
      <Figure
        label="Conversion"
        value={percent(shareOf(figures))}
        note={before === undefined ? 'of visits end with a receipt' : `${percent(shareOf(before))} a week ago`}
        course={points.map(({ conversion }) => conversion)}
      />
    </>
  )
}

/** What is so at this moment. */
function NowFigures() {
  const figures = useLive(({ frame }) => frame?.figures ?? null)
  const points = useLive(({ history }) => history.points)
  return (
    <>
      <Figure
        label="People in stores"
        value={whole(figures?.people)}
        note="now"
        course={points.map(({ people }) => people)}
      />
      <Figure
        label="Stock-outs open"
        value={whole(figures?.stockouts)}
        note="products in stores"
        isBad
        course={points.map(({ stockouts }) => stockouts)}
      />
      <Figure
        label="Trucks on the road"
        value={whole(figures?.trucks)}
        note="now"
        course={points.map(({ trucks }) => trucks)}
      />
    </>
  )
}

function noteOf(before: DayBefore | undefined): string {
  return before === undefined ? 'no week before to compare' : WEEK
}

function shareOf(sums: { readonly purchases: number; readonly visits: number } | null | undefined): number | undefined {
  return sums === null || sums === undefined || sums.visits === 0 ? undefined : sums.purchases / sums.visits
}
