import { CompanyMap } from '../map/company-map.tsx'
import { useLive } from '../feed.ts'
import { usePoll } from '../api.ts'
import { Ticker } from '../parts/ticker.tsx'
import { KeyFigureRow } from '../parts/key-figures.tsx'
import { EventRates, SalesCourse } from '../parts/live-charts.tsx'
import { FirstSteps } from '../parts/first-steps.tsx'

const EVERY_MS = 3000

interface Disruptions {
  readonly disruptions: readonly { readonly dc_id: number; readonly effect: string; readonly type: string }[]
}

/** The company at a glance. */
export function Overview() {
  const hasFigures = useLive(
    ({ frame }) => frame?.figures?.business_date !== undefined && frame.figures.business_date !== null,
  )
  const { data } = usePoll<Disruptions>('api/disruption/list', EVERY_MS)
  const disruptions = data?.disruptions ?? []
  return (
    <div class="overview">
      <h1 class="visually-hidden">Overview</h1>
      {!hasFigures && <FirstSteps />}
      <KeyFigureRow />
      <div class="charts">
        <SalesCourse />
        <EventRates />
      </div>
      <section class="map-place" aria-labelledby="map-title">
        <h2 id="map-title">
          Stores, DCs and trucks
          {disruptions.length > 0 && <span class="badge">{disruptions.length} disrupted</span>}
        </h2>
        <CompanyMap troubled={new Set(disruptions.map(({ dc_id: dc }) => dc))} />
      </section>
      <Ticker />
    </div>
  )
}
