import { usePoll } from '../api.ts'
import { useZone } from '../company.ts'
import { inZone, whole } from '../format.ts'
import { Awaited } from './state-notes.tsx'
import { Grid } from './table.tsx'

interface Step {
  readonly trace_id: string
  readonly event_ts: string
  readonly status: string
  readonly truck_id: number | null
  readonly eta: string | null
  readonly delay_reason: string | null
  readonly delay_minutes: number | null
}

interface Load {
  readonly product_id: number
  readonly product_name: string
  readonly loaded: number
  readonly unloaded: number
  readonly lost: number
}

interface Shipment {
  readonly steps: readonly Step[]
  readonly load: readonly Load[]
}

const EVERY_MS = 10_000

/** How far a shipment is, and what it carries. */
export function ShipmentPart({ id }: { readonly id: string }) {
  const polled = usePoll<Shipment>(`api/dashboard/shipments/${encodeURIComponent(id)}`, EVERY_MS)
  return (
    <section class="shipment-part" aria-label={`Shipment ${id}`}>
      <Awaited polled={polled} what={`shipment ${id}`}>
        {({ steps, load }) => (
          <>
            <Steps steps={steps} />
            {load.length === 0 ? (
              <p class="note">Nothing is loaded yet.</p>
            ) : (
              <details>
                <summary>{loadText(load)}</summary>
                <Products load={load} />
              </details>
            )}
          </>
        )}
      </Awaited>
    </section>
  )
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const time = inZone(useZone(), { weekday: 'short', hour: '2-digit', minute: '2-digit' })
  return (
    <ol class="steps">
      {steps.map(
        ({
          trace_id: id,
          event_ts: at,
          status,
          truck_id: truck,
          eta,
          delay_reason: reason,
          delay_minutes: minutes,
        }) => (
          <li key={id} class={status.toLowerCase()}>
            <strong>{status.toLowerCase().replaceAll('_', ' ')}</strong>
            <time title={`${at} UTC`}>{time(at)}</time>
            {status === 'LOADING' && truck !== null && <small>truck {truck}</small>}
            {status === 'IN_TRANSIT' && eta !== null && <small>due {time(eta)}</small>}
            {reason !== null && (
              <small class="worse">
                {reason.replaceAll('_', ' ')}, {whole(minutes)} min
              </small>
            )}
          </li>
        ),
      )}
    </ol>
  )
}

function loadText(load: readonly Load[]): string {
  const sum = (name: 'loaded' | 'lost') => load.reduce((total, row) => total + row[name], 0)
  const lost = sum('lost') === 0 ? '' : `, ${whole(sum('lost'))} lost on the road`
  return `${whole(sum('loaded'))} units of ${whole(load.length)} products${lost}`
}

function Products({ load }: { readonly load: readonly Load[] }) {
  return (
    <Grid
      label="What the shipment carries"
      rows={load}
      keyOf={({ product_id: product }) => product}
      columns={[
        { title: 'Product', text: (row) => row.product_name, hint: (row) => `product ${row.product_id}` },
        { title: 'Loaded', text: (row) => whole(row.loaded), isNumber: true },
        { title: 'Unloaded', text: (row) => whole(row.unloaded), isNumber: true },
        { title: 'Lost', text: (row) => whole(row.lost), isNumber: true },
      ]}
    />
  )
}
