import { useEffect, useState } from 'preact/hooks'
import type { TruckOnTheRoad } from '../../live/moving-trucks.ts'
import { useLive } from '../feed.ts'
import { open } from '../route.ts'
import type { Places } from './company-map.tsx'
import type { Point } from './land.ts'

const STILL = matchMedia('(prefers-reduced-motion: reduce)')
/** Share of the way that the trail behind a truck is long. */
const TRAIL = 0.12

/** The simulated instant, between two frames too. */
function useNow(): number {
  const clock = useLive(({ frame }) => frame?.clock ?? null)
  const [now, setNow] = useState(0)
  useEffect(() => {
    const at = Date.parse(clock?.simulated_time ?? '')
    if (Number.isNaN(at)) return undefined
    setNow(at)
    if (STILL.matches || clock?.status !== 'running') return undefined
    const began = performance.now()
    const speed = clock.achieved_speed
    let request = requestAnimationFrame(function move(time) {
      // No further than the next frame is expected: the clock may have been stopped.
      setNow(at + Math.min(200, Math.max(0, time - began)) * speed)
      request = requestAnimationFrame(move)
    })
    return () => cancelAnimationFrame(request)
  }, [clock])
  return now
}

/** Trucks where they should be by now, each with a thin trail. */
export function Trucks({ places }: { readonly places: Places }) {
  const trucks = useLive((live) => live.map?.trucks ?? NONE)
  const now = useNow()
  return (
    <g class="trucks">
      {trucks.map((truck) => (
        <Truck key={truck.truck_id} truck={truck} places={places} now={now} />
      ))}
    </g>
  )
}

const NONE: readonly TruckOnTheRoad[] = []

function Truck({
  truck,
  places,
  now,
}: {
  readonly truck: TruckOnTheRoad
  readonly places: Places
  readonly now: number
}) {
  const [from, to] = wayOf(truck, places)
  if (from === undefined || to === undefined) return null
  const [departed, eta] = [Date.parse(truck.departed_at), Date.parse(truck.eta)]
  const share = Math.min(1, Math.max(0, (now - departed) / Math.max(1, eta - departed)))
  const [x, y] = between(from, to, share)
  const openIt = () => open({ story: truck.shipment_id })
  const [tailX, tailY] = between(from, to, Math.max(0, share - TRAIL))
  return (
    <g class={`truck ${truck.delayed ? 'delayed' : ''}`}>
      <line x1={tailX} y1={tailY} x2={x} y2={y} />
      <circle
        cx={x}
        cy={y}
        r="2.5"
        tabIndex={0}
        role="link"
        aria-label={`Truck ${truck.truck_id}, shipment ${truck.shipment_id}`}
        onClick={openIt}
        onKeyDown={(event) => event.key === 'Enter' && openIt()}
      >
        <title>{titleOf(truck)}</title>
      </circle>
    </g>
  )
}

function titleOf({ truck_id: id, shipment_id: shipment, delayed, eta }: TruckOnTheRoad): string {
  return `Truck ${id}, shipment ${shipment}${delayed ? ', delayed' : ''}\nexpected ${eta}`
}

/** Suppliers are nowhere on the map: their trucks come from beyond its middle. */
function wayOf(
  { dc_id: dc, store_id: store, leg }: TruckOnTheRoad,
  { stores, dcs }: Places,
): readonly [Point | undefined, Point | undefined] {
  const base = dcs.get(dc)
  const other = store === null ? beyond(base) : stores.get(store)
  // A supplier's truck is his own: out to the DC, and back.
  const isToDc = store === null
  return (leg === 'OUTBOUND') === isToDc ? [other, base] : [base, other]
}

function beyond(base: Point | undefined): Point | undefined {
  return base === undefined ? undefined : [base[0] + 45, base[1] - 30]
}

function between([x1, y1]: Point, [x2, y2]: Point, share: number): Point {
  return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share]
}
