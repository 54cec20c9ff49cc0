import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import type { Company } from '../company.ts'
import { oneMore, reconsider } from '../prices/react.ts'
import type { World } from '../world.ts'
import type { Assortment, Shopper } from './assortment.ts'

const SIZE = wordOf('basket-size')
const LINES = wordOf('basket-lines')

/** A shopper in a store; customer 0 is unknown, and has no favorites. */
export interface Buyer extends Shopper {
  readonly storeId: number
  readonly customerId: number
}

/** What a shopper wants, as product index and quantity alternating. The same product twice is one line of more units. */
export function planBasket(company: Company, world: World, buyer: Buyer, at: Moment): number[] {
  const tickets = company.ticketsOf(buyer.storeId)
  const assortment = company.assortmentOf(buyer.storeId)
  const choose = chooser(company, assortment, buyer)
  const size = at.draws(SIZE)
  const usual = tickets.lines(size, buyer.trip, buyer.month)
  const lines = buyer.isAdvertised === true ? scaled(usual, company.config.marketing.visit_items, size) : usual
  const draws = at.draws(LINES)
  const wants: number[] = []
  let companion = -1
  for (let line = 0; line < lines; line++) {
    const chosen = companion >= 0 ? companion : choose(draws)
    if (chosen < 0) break
    const choice = { index: chosen, buyer, line }
    const index = reconsider(company, world, choice, at)
    if (index < 0) break
    choice.index = index
    const wanted = tickets.quantity(draws, assortment.departmentOf[index])
    const quantity = wanted + oneMore(company, world, choice, at)
    companion = companion >= 0 ? -1 : assortment.chooseCompanion(draws, index, buyer)
    const place = placeOf(wants, index)
    if (place < 0) wants.push(index, quantity)
    else wants[place + 1] += quantity
  }
  return wants
}

/** Unknown people choose from the whole store, known ones sometimes from a favorite category. */
function chooser({ config }: Company, assortment: Assortment, buyer: Buyer): (draws: Draws) => number {
  const { favorite_share: share } = config.baskets
  if (buyer.customerId === 0 || share === 0) return (draws) => assortment.choose(draws, buyer)
  const favorites = assortment.favoritesOf(buyer.customerId)
  return (draws) => {
    const favorite = draws.chance(share) ? favorites[draws.below(favorites.length)] : -1
    const index = favorite < 0 ? -1 : assortment.chooseFrom(favorite, draws, buyer)
    return index < 0 ? assortment.choose(draws, buyer) : index
  }
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
