import { usePoll } from '../api.ts'
import { type Store, useCompany } from '../company.ts'
import { useLive } from '../feed.ts'
import { inZone, money, whole } from '../format.ts'
import { FloorPlan, type ZoneRow } from '../parts/floor-plan.tsx'
import { HourCurve } from '../parts/hour-curve.tsx'
import { Awaited } from '../parts/state-notes.tsx'
import { Grid } from '../parts/table.tsx'
import { open, useQuery, useTyped } from '../route.ts'

interface StoreNow {
  readonly zones: readonly ZoneRow[]
  readonly receipts: readonly {
    readonly receipt_id: string
    readonly event_ts: string
    readonly receipt_type: string
    readonly item_count: number
    readonly total_cents: number
    readonly tender_type: string
  }[]
  readonly shelves: readonly {
    readonly product_id: number
    readonly product_name: string
    readonly department: string
    readonly balance: number
    readonly days_of_cover: number
  }[]
}

const EVERY_MS = 5000

/** One store, now. */
export function StoreView() {
  const wanted = useQuery('id')
  const { stores } = useCompany()
  const id = Number(wanted ?? stores[0]?.store_id ?? 0)
  const store = stores.find(({ store_id: each }) => each === id)
  const polled = usePoll<StoreNow>(store === undefined ? null : `api/dashboard/stores/${id}`, EVERY_MS)
  return (
    <>
      <h1>Store</h1>
      <Picker stores={stores} chosen={id} />
      {store === undefined ? (
        <p class="note">
          {stores.length === 0 ? 'There is no company yet: generate history first.' : `There is no store ${id}.`}
        </p>
      ) : (
        <>
          <StoreHead store={store} />
          <HourCurve store={store} />
          <Awaited polled={polled} what="what goes on in the store">
            {(now) => <StoreParts now={now} store={store} />}
          </Awaited>
        </>
      )}
    </>
  )
}

function Picker({ stores, chosen }: { readonly stores: readonly Store[]; readonly chosen: number }) {
  const [text, setText] = useTyped('search', '')
  const wanted = text.trim().toLowerCase()
  const found = stores.filter(({ store_number: number, city, state, store_id: id }) =>
    `${number} ${id} ${city} ${state}`.toLowerCase().includes(wanted),
  )
  return (
    <div class="picker">
      <label>
        Search
        <input
          type="search"
          value={text}
          placeholder="number, city or state"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label>
        Store
        <select value={chosen} onChange={(event) => open({ id: event.currentTarget.value })}>
          {found.map(({ store_id: id, store_number: number, city, state }) => (
            <option key={id} value={id}>
              {number} · {city}, {state}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

function StoreHead({ store }: { readonly store: Store }) {
  const figures = useLive(({ map }) => map?.stores.find(({ store_id: id }) => id === store.store_id))
  const {
    store_number: number,
    city,
    state,
    store_format: format,
    dc_id: dc,
    opens_at: opens,
    closes_at: closes,
  } = store
  return (
    <p class="store-head">
      <strong>{number}</strong> {format.toLowerCase()} in {city}, {state}, served by DC {dc}, open {opens}:00 to{' '}
      {closes}:00. <strong>{whole(figures?.people ?? 0)}</strong> people inside,{' '}
      <strong>{money(figures?.sales_cents ?? 0)}</strong> sold today.
    </p>
  )
}

function StoreParts({ now, store }: { readonly now: StoreNow; readonly store: Store }) {
  return (
    <div class="columns">
      <section>
        <h2>Where people are</h2>
        <FloorPlan zones={now.zones} />
      </section>
      <section>
        <h2>Running low</h2>
        {now.shelves.length === 0 && <p class="note">Nothing was sold here yet.</p>}
        <Grid
          label="Shelves that run low"
          rows={now.shelves}
          keyOf={({ product_id: product }) => product}
          columns={[
            { title: 'Product', text: (row) => row.product_name, hint: (row) => row.department },
            { title: 'Units', text: (row) => whole(row.balance), isNumber: true },
            { title: 'Days of cover', text: (row) => row.days_of_cover, isNumber: true },
          ]}
        />
      </section>
      <Receipts receipts={now.receipts} zone={store.time_zone} />
    </div>
  )
}

function Receipts({ receipts, zone }: { readonly receipts: StoreNow['receipts']; readonly zone: string }) {
  const time = inZone(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  return (
    <section>
      <h2>Last receipts</h2>
      {receipts.length === 0 && <p class="note">None yet.</p>}
      <Grid
        label="Last receipts"
        rows={receipts}
        keyOf={({ receipt_id: receipt }) => receipt}
        columns={[
          { title: 'Time', text: (row) => time(row.event_ts), hint: (row) => row.event_ts },
          { title: 'Receipt', text: (row) => row.receipt_id },
          { title: 'Items', text: (row) => row.item_count, isNumber: true },
          { title: 'Total', text: (row) => money(row.total_cents), isNumber: true },
          { title: 'Paid by', text: (row) => row.tender_type.toLowerCase().replaceAll('_', ' ') },
        ]}
      />
    </section>
  )
}
