import { usePoll } from '../api.ts'
import type { Store } from '../company.ts'
import { useLive } from '../feed.ts'
import { money } from '../format.ts'
import { weekBefore } from '../week-ago.ts'
import { Chart } from './chart.tsx'

const EVERY_MS = 10_000
const RARELY_MS = 600_000
const HOUR_MS = 3_600_000
const WEEK_MS = 7 * 24 * HOUR_MS

interface Hours {
  readonly hours: readonly {
    /** When it begins, ISO 8601. */
    readonly hour: string
    readonly sales_cents: number
  }[]
}

/** Sales of a store hour by hour: today, and a week ago as what is expected. */
export function HourCurve({ store }: { readonly store: Store }) {
  const date = useLive(({ frame }) => frame?.figures?.business_date ?? null)
  const id = `&store_id=${store.store_id}`
  const today = usePoll<Hours>(date === null ? null : `api/dashboard/hours?date=${date}${id}`, EVERY_MS)
  const before = usePoll<Hours>(date === null ? null : `api/dashboard/hours?date=${weekBefore(date)}${id}`, RARELY_MS)
  if (date === null) return <p class="note">The day has not begun.</p>
  const hours = today.data?.hours ?? []
  const expected = (before.data?.hours ?? []).map(({ hour, sales_cents: cents }) => ({
    hour: Date.parse(hour) + WEEK_MS,
    cents,
  }))
  const x = [...new Set([...hours.map(({ hour }) => Date.parse(hour)), ...expected.map(({ hour }) => hour)])].toSorted(
    (left, right) => left - right,
  )
  const sales = new Map(hours.map((row) => [Date.parse(row.hour), row.sales_cents]))
  const usual = new Map(expected.map(({ hour, cents }) => [hour, cents]))
  return (
    <section aria-labelledby="hours-title">
      <h2 id="hours-title">Sales by hour, {date}</h2>
      <Chart
        label={`Sales by hour of store ${store.store_id} on ${date}, and a week before`}
        zone={store.time_zone}
        x={x.map((at) => at / 1000)}
        lines={[
          { label: 'today', colour: '--accent', isFilled: true, values: x.map((at) => sales.get(at) ?? null) },
          { label: 'a week ago', colour: '--quiet', isDashed: true, values: x.map((at) => usual.get(at) ?? null) },
        ]}
        leastTop={1000}
        yText={(cents) => money(cents)}
      />
    </section>
  )
}
