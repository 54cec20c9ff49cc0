import type { Company } from '../../src/retail/company.ts'
import type { RetailEvent } from '../../src/retail/events.ts'
import { only } from '../retail/simulated.ts'

/** What happened from the start of a scenario on. */
export interface Stretch {
  readonly company: Company
  readonly events: readonly RetailEvent[]
}

/** A figure that a scenario moves. */
export interface Figure {
  /** As the sentence `moves` of the scenario calls it. */
  readonly name: string
  readonly change: 'more' | 'less'
  readonly measure: (stretch: Stretch) => number
}

type IsMeant = (storeId: number, company: Company) => boolean

const everywhere: IsMeant = () => true
const inRegion1: IsMeant = (storeId, { master }) => master.stores[storeId - 1]?.dcId === 1
const inStore1: IsMeant = (storeId) => storeId === 1

/** Fields of any event, those of types that this catalogue may lack as well. */
type Fields = Readonly<Record<string, unknown>>

function dataOf(events: readonly RetailEvent[], type: string): readonly Fields[] {
  return events.filter((event) => (event.type as string) === type).map(({ data }) => data as Fields)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function visits(change: Figure['change'], isMeant: IsMeant): Figure {
  const measure = ({ events, company }: Stretch) =>
    only(events, 'customer_entered').filter(({ data }) => isMeant(data.store_id, company)).length
  return { name: 'visits', change, measure }
}

function receipts(change: Figure['change'], isMeant: IsMeant): Figure {
  const measure = ({ events, company }: Stretch) =>
    only(events, 'receipt_created').filter(
      ({ data }) => data.receipt_type === 'SALE' && isMeant(data.store_id, company),
    ).length
  return { name: 'receipts', change, measure }
}

/** Units of unloaded shipments. */
function unloaded(name: string, isMeant: (data: Fields) => boolean): Figure {
  const measure = ({ events }: Stretch) =>
    sum(
      only(events, 'shipment_unloaded')
        .filter(({ data }) => isMeant(data))
        .flatMap(({ data }) => data.lines.map(({ units }) => units)),
    )
  return { name, change: 'less', measure }
}

/** A shelf that stays empty is no second stock-out: what it costs are the lines that nobody gets. */
const lostLines: Figure = {
  name: 'lost lines',
  change: 'more',
  measure: ({ events, company }) =>
    sum(
      only(events, 'customer_left')
        .filter(({ data }) => inRegion1(data.store_id, company))
        .map(({ data }) => data.lost_lines),
    ),
}

const dcStockouts: Figure = {
  name: 'stock-outs of the DCs',
  change: 'more',
  measure: ({ events }) => only(events, 'stockout_detected').filter(({ data }) => data.store_id === null).length,
}

const delays: Figure = {
  name: 'delayed shipments',
  change: 'more',
  measure: ({ events }) => dataOf(events, 'shipment_delayed').length,
}

/** Mean hours between loading and unloading. */
const underWay: Figure = {
  name: 'hours from loading to unloading',
  change: 'more',
  measure({ events }) {
    const loadedAt = new Map(
      only(events, 'shipment_loaded').map(({ data, occurredAt }) => [data.shipment_id, occurredAt]),
    )
    const hours = only(events, 'shipment_unloaded').flatMap(({ data, occurredAt }) => {
      const loaded = loadedAt.get(data.shipment_id)
      return loaded === undefined ? [] : [(occurredAt - loaded) / 3_600_000]
    })
    return sum(hours) / hours.length
  },
}

/** Mean share of what a shipment had on its list that its truck took. */
const loads: Figure = {
  name: 'loads',
  change: 'less',
  measure({ events }) {
    const units = (lines: ReadonlyArray<{ readonly units: number }>) => sum(lines.map((line) => line.units))
    const shares = only(events, 'shipment_loaded').map(
      ({ data }) => units(data.lines) / (units(data.lines) + units(data.left_behind)),
    )
    return sum(shares) / shares.length
  },
}

const unitsSold: Figure = {
  name: 'units sold',
  change: 'more',
  measure: ({ events }) => sum(only(events, 'receipt_line_added').map(({ data }) => data.quantity)),
}

const discounts: Figure = {
  name: 'discounts',
  change: 'more',
  measure: ({ events }) => sum(only(events, 'receipt_line_added').map(({ data }) => data.discount_cents)),
}

/** Mean of what units of groceries cost, as a share of the catalogue's price. */
const groceryPrices: Figure = {
  name: 'prices of groceries',
  change: 'less',
  measure({ events, company }) {
    const lines = only(events, 'receipt_line_added').map(({ data }) => ({
      price: data.unit_price_cents,
      product: company.master.products[data.product_id - 1],
    }))
    const shares = lines.flatMap(({ price, product }) =>
      product?.department === 'Grocery' ? [price / product.salePriceCents] : [],
    )
    return sum(shares) / shares.length
  },
}

const scheduled: Figure = {
  name: 'shipments scheduled',
  change: 'less',
  measure: ({ events }) => only(events, 'shipment_scheduled').length,
}

const isFor = (isMeant: (fields: { store_id: unknown; dc_id: unknown }) => boolean) => (data: Fields) =>
  isMeant({ store_id: data['store_id'], dc_id: data['dc_id'] })

/** What each scenario that ships moves. */
export const FIGURES: Readonly<Record<string, readonly Figure[]>> = {
  'storm-in-one-region': [visits('less', inRegion1), receipts('less', inRegion1), delays],
  'dc-outage': [
    unloaded(
      'units delivered',
      isFor(({ store_id, dc_id }) => store_id !== null && dc_id === 1),
    ),
    lostLines,
  ],
  'supplier-failure': [
    unloaded(
      'units supplied',
      isFor(({ store_id }) => store_id === null),
    ),
    dcStockouts,
  ],
  'black-friday': [visits('more', everywhere), receipts('more', everywhere), unitsSold, discounts],
  'truck-shortage': [delays, underWay, loads],
  'price-war': [visits('more', everywhere), receipts('more', everywhere), groceryPrices],
  'competitor-opens': [visits('less', inStore1), receipts('less', inStore1)],
  'blind-nights': [scheduled],
}
