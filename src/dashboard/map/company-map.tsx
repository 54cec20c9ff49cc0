import { useMemo } from 'preact/hooks'
import type { StoreFigures } from '../../live/figures.ts'
import { type Company, type Dc, type Store, useCompany } from '../company.ts'
import { useLive } from '../feed.ts'
import { money, whole } from '../format.ts'
import { go } from '../route.ts'
import { HEIGHT, OUTLINES, type Point, pointOf, WIDTH } from './land.ts'
import { Trucks } from './trucks.tsx'

/** Where stores and DCs are drawn. */
export interface Places {
  readonly stores: ReadonlyMap<number, Point>
  readonly dcs: ReadonlyMap<number, Point>
}

function placesOf({ stores, dcs }: Company): Places {
  return {
    stores: new Map(stores.map((store) => [store.store_id, pointOf(store.state, store.geography_id)])),
    dcs: new Map(dcs.map((dc) => [dc.dc_id, pointOf(dc.state, dc.geography_id)])),
  }
}

/** Stores by sales, DCs as squares, trucks on their way, troubled regions shaded. */
export function CompanyMap({ troubled }: { readonly troubled: ReadonlySet<number> }) {
  const company = useCompany()
  const places = useMemo(() => placesOf(company), [company])
  const map = useLive((live) => live.map)
  const figures = new Map((map?.stores ?? []).map((store) => [store.store_id, store]))
  const most = Math.max(1, ...[...figures.values()].map(({ sales_cents: sales }) => sales))
  const shaded = new Set(company.stores.filter(({ dc_id: dc }) => troubled.has(dc)).map(({ state }) => state))
  const drawn = new Set([...company.stores, ...company.dcs].map(({ state }) => state))
  return (
    <svg class="map" viewBox={frameOf(places)} role="group" aria-label="Map of stores, distribution centers and trucks">
      {[...OUTLINES].map(([state, outline]) => (
        <path
          key={state}
          d={outline}
          class={`land ${drawn.has(state) ? 'served' : ''} ${shaded.has(state) ? 'troubled' : ''}`}
        />
      ))}
      {company.dcs.map((dc) => (
        <DcMark key={dc.dc_id} dc={dc} at={places.dcs.get(dc.dc_id)} />
      ))}
      {company.stores.map((store) => (
        <StoreMark
          key={store.store_id}
          store={store}
          at={places.stores.get(store.store_id)}
          figures={figures.get(store.store_id)}
          most={most}
        />
      ))}
      <Trucks places={places} />
    </svg>
  )
}

/** Room around the outermost places, in units of the map. */
const ROOM = 60
const NARROWEST = 260

/** The part of the map where the company is, in the shape of the whole. */
function frameOf({ stores, dcs }: Places): string {
  const points = [...stores.values(), ...dcs.values()]
  if (points.length === 0) return `0 0 ${WIDTH} ${HEIGHT}`
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const shape = WIDTH / HEIGHT
  const width = Math.min(WIDTH, Math.max(NARROWEST, right - left + 2 * ROOM, (bottom - top + 2 * ROOM) * shape))
  const height = width / shape
  const x = Math.min(WIDTH - width, Math.max(0, (left + right - width) / 2))
  const y = Math.min(HEIGHT - height, Math.max(0, (top + bottom - height) / 2))
  return [x, y, width, height].map((value) => value.toFixed(0)).join(' ')
}

function DcMark({ dc, at }: { readonly dc: Dc; readonly at: Point | undefined }) {
  if (at === undefined) return null
  return (
    <rect class="dc" x={at[0] - 4} y={at[1] - 4} width="8" height="8" rx="1">
      <title>{`${dc.dc_number}, ${dc.city}, ${dc.state}`}</title>
    </rect>
  )
}

/** Radius of the smallest and the largest store, in units of the map. */
const LEAST = 3
const LARGEST = 9

function StoreMark({
  store,
  at,
  figures,
  most,
}: {
  readonly store: Store
  readonly at: Point | undefined
  readonly figures: StoreFigures | undefined
  readonly most: number
}) {
  if (at === undefined) return null
  const { store_id: id, store_number: number, city, state } = store
  const sales = figures?.sales_cents ?? 0
  const radius = LEAST + Math.sqrt(Math.max(0, sales) / most) * (LARGEST - LEAST)
  const open = () => go('store', { id: String(id) })
  return (
    <circle
      class={`shop ${(figures?.people ?? 0) > 0 ? 'busy' : ''}`}
      cx={at[0]}
      cy={at[1]}
      r={radius}
      tabIndex={0}
      role="link"
      aria-label={`Store ${id} in ${city}`}
      onClick={open}
      onKeyDown={(event) => event.key === 'Enter' && open()}
    >
      <title>{`${number}, ${city}, ${state}\n${money(sales)} today, ${whole(figures?.people ?? 0)} people now`}</title>
    </circle>
  )
}
