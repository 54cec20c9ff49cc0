import { usePoll } from '../api.ts'
import { decimal, whole } from '../format.ts'
import { Chart } from './chart.tsx'
import { Awaited } from './state-notes.tsx'

interface Course {
  readonly points: readonly {
    readonly at: string
    readonly events_per_second: number
    readonly events_pending: number | null
  }[]
}

const EVERY_MS = 2000
const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone
/** A longer time between two points is a pause: a gap. */
const GAP_SECONDS = 5

/** Throughput and lag of the last minutes in which events were sent, by the reader's clock. */
export function StreamCharts() {
  const polled = usePoll<Course>('api/stream/course', EVERY_MS)
  return (
    <Awaited polled={polled} what="throughput and lag">
      {(course) => <Charts course={course} />}
    </Awaited>
  )
}

function Charts({ course }: { readonly course: Course }) {
  const points = withGaps(course.points)
  const x = points.map(({ at }) => at)
  return (
    <div class="columns">
      <section aria-labelledby="throughput-title">
        <h2 id="throughput-title">Events sent a second</h2>
        {points.length < 2 && <p class="note">The curve begins when events are sent.</p>}
        <Chart
          label="Events sent a second"
          zone={OWN_ZONE}
          hasSeconds
          x={x}
          lines={[
            { label: 'sent a second', colour: '--accent', isFilled: true, values: points.map(({ rate }) => rate) },
          ]}
          yText={(rate) => decimal(rate)}
        />
      </section>
      <section aria-labelledby="lag-title">
        <h2 id="lag-title">Lag: events recorded and not sent yet</h2>
        {points.length < 2 && <p class="note">How far the sink is behind the log is known while events are sent.</p>}
        <Chart
          label="Events recorded and not sent yet"
          zone={OWN_ZONE}
          hasSeconds
          x={x}
          lines={[{ label: 'not sent yet', colour: '--category-2', values: points.map(({ pending }) => pending) }]}
          leastTop={4}
          yText={(count) => whole(count)}
        />
      </section>
    </div>
  )
}

interface Point {
  /** Seconds since the Unix epoch. */
  readonly at: number
  readonly rate: number | null
  readonly pending: number | null
}

/** Points with an empty one wherever nothing was sent for a while. */
function withGaps(points: Course['points']): readonly Point[] {
  const told = points.map((point) => ({
    at: Date.parse(point.at) / 1000,
    rate: point.events_per_second,
    pending: point.events_pending,
  }))
  return told.flatMap((point, index) => {
    const before = told[index - 1]
    const isGap = before !== undefined && point.at - before.at > GAP_SECONDS
    return isGap ? [{ at: before.at + 1, rate: null, pending: null }, point] : [point]
  })
}
