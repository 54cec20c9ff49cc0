import { useZone } from '../company.ts'
import { useLive } from '../feed.ts'
import { money, whole } from '../format.ts'
import { colourOf, GROUPS } from '../groups.ts'
import { Chart } from './chart.tsx'

/** Sales by simulated minute, over the business day. */
export function SalesCourse() {
  const points = useLive(({ history }) => history.points)
  const zone = useZone()
  return (
    <section aria-labelledby="sales-title">
      <h2 id="sales-title">Sales a minute</h2>
      {points.length < 2 && <p class="note">The curve begins with the next minutes.</p>}
      <Chart
        label="Sales by simulated minute"
        zone={zone}
        x={points.map(({ at }) => at / 1000)}
        lines={[
          {
            label: 'sales a minute',
            colour: '--accent',
            isFilled: true,
            values: points.map((point) => point.salesPerMinute),
          },
        ]}
        leastTop={1000}
        yText={(cents) => money(cents)}
      />
    </section>
  )
}

/** Events a second of wall time, by kind, over the same simulated time: since the page was opened. */
export function EventRates() {
  const points = useLive(({ history }) => history.points)
  const zone = useZone()
  return (
    <section aria-labelledby="rates-title">
      <h2 id="rates-title">Events a second</h2>
      <Chart
        label="Events a second by kind"
        zone={zone}
        x={points.map(({ at }) => at / 1000)}
        lines={GROUPS.map((group) => ({
          label: group,
          colour: colourOf(group),
          values: points.map(({ rates }) => rates?.[group] ?? null),
        }))}
        leastTop={4}
        yText={(rate) => whole(rate)}
      />
    </section>
  )
}
