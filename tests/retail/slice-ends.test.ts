import { expect, test } from 'vitest'
import { endBefore, startOfDay } from '../../src/retail/company.ts'
import { sliceEnds } from '../../src/retail/slice-ends.ts'
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
