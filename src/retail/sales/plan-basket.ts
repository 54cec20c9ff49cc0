import type { Moment } from '../../simulation/moment.ts'
import { wordOf } from '../../simulation/random.ts'
import type { Company } from '../company.ts'
import { oneMore, reconsider } from '../prices/react.ts'
import type { World } from '../world.ts'
import type { Shopper } from './assortment.ts'

const SIZE = wordOf('basket-size')
const LINES = wordOf('basket-lines')

/** What a shopper wants, as product index and quantity alternating. The same product twice is one line of more units. */
export function planBasket(company: Company, world: World, shopper: Shopper, at: Moment): number[] {
  const { tickets, assortment } = company
  const lines = tickets.lines(at.draws(SIZE), shopper.trip, shopper.month)
  const draws = at.draws(LINES)
  const wants: number[] = []
  let companion = -1
  for (let line = 0; line < lines; line++) {
    const chosen = companion >= 0 ? companion : assortment.choose(draws, shopper)
    if (chosen < 0) break
    const choice = { index: chosen, shopper, line }
    const index = reconsider(company, world, choice, at)
    choice.index = index
    const wanted = tickets.quantity(draws, assortment.departmentOf[index])
    const quantity = wanted + oneMore(company, world, choice, at)
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
