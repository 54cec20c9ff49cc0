import { usePoll } from '../api.ts'
import { useZone } from '../company.ts'
import { useLive } from '../feed.ts'
import { inZone, whole } from '../format.ts'
import { Disruptions } from '../parts/disruptions.tsx'
import { Bars } from '../parts/bars.tsx'
import { open } from '../route.ts'
import { Awaited } from '../parts/state-notes.tsx'

interface Shipment {
  readonly shipment_id: string
  readonly event_ts: string
  readonly truck_id: number | null
  readonly dc_id: number
  readonly store_id: number | null
  readonly supplier_id: number | null
  readonly status: string
  /** When it should set off, and arrive, if a truck is free. */
  readonly etd: string | null
  readonly eta: string | null
  readonly delay_reason: string | null
  /** How many have the same status. */
  readonly of_status: number
}

interface SupplyNow {
  readonly shipments: readonly Shipment[]
  readonly stock: readonly {
    readonly node_type: string
    readonly units: number
    readonly business_date: string | null
  }[]
  readonly dwell: readonly { readonly from_minutes: number; readonly shipments: number }[]
}

const EVERY_MS = 4000
const STATUSES = ['SCHEDULED', 'LOADING', 'IN_TRANSIT', 'DELAYED', 'ARRIVED', 'UNLOADING', 'COMPLETED'] as const
const WORDS: Readonly<Record<(typeof STATUSES)[number], string>> = {
  SCHEDULED: 'Scheduled',
  LOADING: 'Loading',
  IN_TRANSIT: 'In transit',
  DELAYED: 'Delayed',
  ARRIVED: 'Arrived',
  UNLOADING: 'Unloaded',
  COMPLETED: 'Done',
}

/** Goods on their way, and what goes wrong with them. */
export function Supply() {
  const polled = usePoll<SupplyNow>('api/dashboard/supply', EVERY_MS)
  const empty = ({ shipments }: SupplyNow) => (shipments.length === 0 ? 'No shipment in the last days.' : undefined)
  return (
    <>
      <h1>Supply chain</h1>
      <Disruptions />
      <Awaited polled={polled} what="shipments" empty={empty}>
        {(now) => (
          <>
            <Board shipments={now.shipments} />
            <StockAndDwell now={now} />
          </>
        )}
      </Awaited>
    </>
  )
}

function StockAndDwell({ now: { stock, dwell } }: { readonly now: SupplyNow }) {
  const stockRows = stock.map(({ node_type: type, units }) => ({
    label: type === 'DC' ? 'in DCs' : 'in stores',
    value: units,
    text: `${whole(units)} units`,
  }))
  const dwellRows = dwell.map(({ from_minutes: from, shipments }) => ({
    label: `${from} to ${from + 15}`,
    value: shipments,
    text: whole(shipments),
  }))
  return (
    <div class="columns">
      <section>
        <h2>Stock at the end of the last whole day</h2>
        <Bars rows={stockRows} />
      </section>
      <section>
        <h2>Minutes to unload, last 7 days</h2>
        <Bars rows={dwellRows} />
      </section>
    </div>
  )
}

function Board({ shipments }: { readonly shipments: readonly Shipment[] }) {
  return (
    <section aria-labelledby="board-title">
      <h2 id="board-title">Shipments of the last 3 days</h2>
      <div class="board">
        {STATUSES.map((status) => {
          const own = shipments.filter((shipment) => shipment.status === status)
          const count = own[0]?.of_status ?? 0
          return (
            <section key={status} class={`lane ${status.toLowerCase()}`}>
              <h3>
                {WORDS[status]} <span class="count">{count}</span>
              </h3>
              <ul>
                {own.map((shipment) => (
                  <Card key={shipment.shipment_id} shipment={shipment} />
                ))}
              </ul>
              {count > own.length && <p class="note">and {whole(count - own.length)} more</p>}
            </section>
          )
        })}
      </div>
    </section>
  )
}

function Card({ shipment }: { readonly shipment: Shipment }) {
  const { shipment_id: id, store_id: store, supplier_id: supplier, dc_id: dc, eta, delay_reason: reason } = shipment
  const time = inZone(useZone(), { weekday: 'short', hour: '2-digit', minute: '2-digit' })
  const now = useLive(({ frame }) => frame?.clock.simulated_time ?? null)
  const { status, etd } = shipment
  const isWaiting = status === 'SCHEDULED' && etd !== null && now !== null && Date.parse(etd) < Date.parse(now)
  return (
    <li class="shipment" title={`${id}, since ${shipment.event_ts}`}>
      <button type="button" class="plain" onClick={() => open({ story: id })}>
        {store === null ? `Supplier ${supplier} → DC ${dc}` : `DC ${dc} → store ${store}`}
      </button>
      {reason !== null && <span class="worse"> {reason.replaceAll('_', ' ')}</span>}
      {eta !== null && !isWaiting && <small> due {time(eta)}</small>}
      {isWaiting && <small class="worse"> waits for a truck since {time(etd)}</small>}
    </li>
  )
}
