import { expect, test } from 'vitest'
import { endBefore, startOfDay } from '../../src/retail/company.ts'
import { expectsEvents, sliceEnds } from '../../src/retail/slice-ends.ts'
import { HOUR, MINUTE } from '../../src/time/sim-time.ts'
import { happens, smallCompany } from './simulated.ts'

const company = smallCompany({ volume: { stores: 6, customers_per_day: 300 } })
const START = startOfDay(company, company.startDay)
const END = endBefore(company, company.startDay + 2)

function ends(events: number): number[] {
  const next = sliceEnds(company, events)
  const all: number[] = []
  for (let at = START; at < END; at = all.at(-1) ?? END) all.push(next(at, END))
  return all
}

test('slices follow each other to the end, in steps of five minutes', () => {
  const all = ends(500)
  expect(all.every((end, place) => end > (all[place - 1] ?? START))).toBe(true)
  expect(all.at(-1)).toBe(END)
  expect(all.slice(0, -1).every((end) => end % (5 * MINUTE) === 0)).toBe(true)
})

test('most of the busy ones hold about as many events as were asked for', () => {
  const all = ends(3000)
  const sizes = all.map(() => 0)
  for (const { occurredAt } of happens(company, 2)) sizes[all.findIndex((end) => end > occurredAt)]++
  const busy = sizes.slice(1, -1).filter((size) => size > 300)
  const fit = busy.filter((size) => size > 1000 && size < 9000)
  expect(busy.length).toBeGreaterThan(5)
  expect(fit.length / busy.length).toBeGreaterThan(0.7)
})

test('a night without anything is not longer than a day', () => {
  const closed = smallCompany({ historical: { start_date: '2024-12-25' } })
  const start = startOfDay(closed, closed.startDay)
  expect(sliceEnds(closed, 1_000_000)(start, start + 100 * 24 * HOUR)).toBe(start + 24 * HOUR)
})

test('orders and advertisements count where hardly anybody shops', () => {
  const volume = { customers_per_day: 1, online_orders_per_day: 4000, marketing_impressions_per_day: 4000 }
  const online = smallCompany({ volume, marketing: { campaign_chance: 1, campaign_impressions: { flash_sale: 4000 } } })
  const [start, end] = [startOfDay(online, online.startDay), endBefore(online, online.startDay + 1)]
  const next = sliceEnds(online, 2000)
  const sizes: number[] = []
  const events = happens(online, 1)
  for (let from = start, to = next(from, end); from < end; from = to, to = next(from, end)) {
    sizes.push(events.filter(({ occurredAt }) => occurredAt >= from && occurredAt < to).length)
  }
  expect(events.length).toBeGreaterThan(15_000)
  expect(Math.max(...sizes)).toBeLessThan(8000)
})

test('whether much is expected is known without counting all of it', () => {
  const decades: [number, number] = [START, START + 10_000 * 24 * HOUR]
  expect(expectsEvents(company, 100_000, decades)).toBe(true)
  expect(expectsEvents(company, 100_000, [START, START + 24 * HOUR])).toBe(false)
})
