import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import type { Company } from '../company.ts'
import type { Shopper } from './assortment.ts'

const SIZE = wordOf('basket-size')
const LINES = wordOf('basket-lines')

/** What a shopper wants, as product index and quantity alternating. The same product twice is one line of more units. */
export function planBasket({ tickets, assortment }: Company, shopper: Shopper, at: Moment): number[] {
  const lines = tickets.lines(at.draws(SIZE), shopper.trip, shopper.month)
  const draws = at.draws(LINES)
  const wants: number[] = []
  let companion = -1
  for (let line = 0; line < lines; line++) {
    const index = companion >= 0 ? companion : assortment.choose(draws, shopper)
    if (index < 0) break
    const quantity = tickets.quantity(draws, assortment.departmentOf[index])
    companion = companion >= 0 ? -1 : assortment.chooseCompanion(draws, index, shopper)
    const place = placeOf(wants, index)
    if (place < 0) wants.push(index, quantity)
    else wants[place + 1] += quantity
  }
  return wants
}

function placeOf(wants: readonly number[], index: number): number {
  for (let place = 0; place < wants.length; place += 2) if (wants[place] === index) return place
  return -1
}
