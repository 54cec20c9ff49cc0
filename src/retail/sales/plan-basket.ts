import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import type { Company } from '../company.ts'
import type { Shopper } from './assortment.ts'

const SIZE = wordOf('basket-size')
const LINES = wordOf('basket-lines')

/** What a shopper wants, as product index and quantity alternating. The same product twice is one line of more units. */
export function planBasket({ config, tickets, assortment }: Company, shopper: Shopper, at: Moment): number[] {
  const size = at.draws(SIZE)
  const usual = tickets.lines(size, shopper.trip, shopper.month)
  const lines = shopper.isAdvertised === true ? scaled(usual, config.marketing.visit_items, size) : usual
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

/** So many times as many lines, fractions rounded by chance; at least one. */
function scaled(lines: number, factor: number, draws: Draws): number {
  const exact = lines * factor
  const whole = Math.floor(exact)
  return Math.max(1, whole + (draws.chance(exact - whole) ? 1 : 0))
}

function placeOf(wants: readonly number[], index: number): number {
  for (let place = 0; place < wants.length; place += 2) if (wants[place] === index) return place
  return -1
}
