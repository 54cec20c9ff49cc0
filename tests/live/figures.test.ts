import { expect, test } from 'vitest'
import type { RecordedEvent } from '../../src/event-store/port.ts'
import { Figures, UNKNOWN } from '../../src/live/figures.ts'
import { readSubscription } from '../../src/live/read-subscription.ts'

const DAY = '2024-03-04'

function told(type: string, data: object, businessDate = DAY): RecordedEvent {
  return { type, data, businessDate } as unknown as RecordedEvent
}

const entered = (store_id: number, customer_count: number, date = DAY) =>
  told('customer_entered', { store_id, customer_count }, date)
const left = (store_id: number, party_size: number, purchased: boolean) =>
  told('customer_left', { store_id, party_size, purchased })
const receipt = (store_id: number, total_cents: number, date = DAY) =>
  told('receipt_created', { store_id, total_cents }, date)
const stock = (store_id: number | null, product_id: number, balance: number) =>
  told('inventory_updated', { store_id, product_id, balance })
const departed = (shipment_id: string, departure_time: string) =>
  told('truck_departed', {
    truck_id: 4,
    shipment_id,
    departure_time,
    leg: 'OUTBOUND',
    eta: '2024-03-05T09:00:00.000Z',
  })
const soldOut = (store_id: number | null, product_id: number) => told('stockout_detected', { store_id, product_id })

test('a day adds up, and people, stock-outs and stores are as they are now', () => {
  const figures = new Figures({ ...UNKNOWN, stockouts: [[2, 7]] })
  figures.take([entered(1, 2), entered(1, 1), entered(2, 4), receipt(1, 1250), left(1, 2, true), receipt(2, -300)])
  figures.take([told('online_order_created', { total_cents: 900 }), stock(2, 7, 5), soldOut(1, 3), soldOut(null, 3)])
  expect(figures.key()).toEqual({
    business_date: DAY,
    sales_cents: 950,
    receipts: 2,
    visits: 3,
    purchases: 1,
    orders: 1,
    order_cents: 900,
    people: 5,
    stockouts: 1,
    trucks: 0,
  })
  expect(figures.stores()).toEqual([
    { store_id: 1, people: 1, sales_cents: 1250 },
    { store_id: 2, people: 4, sales_cents: -300 },
  ])
  figures.take([stock(null, 3, 9), stock(1, 3, 0)])
  expect(figures.key().stockouts).toBe(1)
  figures.take([stock(1, 3, 2)])
  expect(figures.key().stockouts).toBe(0)
})

test('a day begins when somebody comes in, and not when the last of the day before pays', () => {
  const figures = new Figures(UNKNOWN)
  expect(figures.key()).toMatchObject({ business_date: null, sales_cents: 0 })
  figures.take([entered(1, 1), receipt(1, 100), receipt(2, 50, '2024-03-05')])
  expect(figures.key()).toMatchObject({ business_date: DAY, sales_cents: 100 })
  figures.take([entered(2, 1, '2024-03-05'), receipt(1, 70)])
  expect(figures.key()).toMatchObject({ business_date: '2024-03-05', sales_cents: 50, visits: 1 })
})

test('trucks are on the road until they arrive, and late when something delays them', () => {
  const figures = new Figures(UNKNOWN)
  const places = { truck_id: 4, shipment_id: 'D1S1-20240304-1', dc_id: 1, store_id: 1, supplier_id: null }
  const [departure_time, eta] = ['2024-03-04T10:00:00.000Z', '2024-03-04T12:00:00.000Z']
  figures.take([told('truck_departed', { ...places, leg: 'OUTBOUND', departure_time, eta })])
  expect(figures.trucks()).toEqual([{ ...places, leg: 'OUTBOUND', departed_at: departure_time, eta, delayed: false }])
  const later = '2024-03-04T14:00:00.000Z'
  figures.take([
    told('shipment_delayed', { truck_id: 4, eta: later }),
    told('shipment_delayed', { truck_id: null, eta: later }),
  ])
  expect(figures.trucks()).toMatchObject([{ eta: later, delayed: true }])
  figures.take([told('truck_arrived', { truck_id: 4 })])
  expect([figures.trucks(), figures.key().trucks]).toEqual([[], 0])
})

test('of several shipments on a truck, that with the least id tells of it, whichever was told last', () => {
  const figures = new Figures(UNKNOWN)
  const first = '2024-03-04T10:00:00.000Z'
  figures.take([departed('P2D1-1', first), departed('P1D1-1', first), departed('P3D1-1', first)])
  expect(figures.trucks()).toMatchObject([{ shipment_id: 'P1D1-1' }])
  figures.take([departed('P9D1-1', '2024-03-04T18:00:00.000Z')])
  expect(figures.trucks()).toMatchObject([{ shipment_id: 'P9D1-1' }])
})

test('the map is subscribed to by true or false', () => {
  expect(readSubscription('{"subscribe": {"map": true}}')).toMatchObject({ map: true })
  expect(() => readSubscription('{"subscribe": {"map": 1}}')).toThrow('subscribe.map: got 1, allowed: true or false')
})
