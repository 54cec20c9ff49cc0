import type { Moment } from '../../simulation/moment.ts'
import { type Draws, wordOf } from '../../simulation/random.ts'
import type { DayNumber } from '../../time/business-date.ts'
import type { Company } from '../company.ts'
import type { Session } from '../traffic/session.ts'
import type { Stock, World } from '../world.ts'

const SUBSTITUTE = wordOf('substitute')

/** What the party takes to the till. */
export interface Basket {
  /** Product index and quantity, alternating. */
  readonly taken: readonly number[]
  readonly lostLines: number
  readonly substitutes: number
}

/** Turns what is wanted into what the shelves hold: less of it, a substitute of the same subcategory, or nothing. */
export function fillBasket(company: Company, world: World, { storeId, day, wants }: Session, at: Moment): Basket {
  const stock = world.stock.stores[storeId]
  const taken: number[] = []
  let lostLines = 0
  let substitutes = 0
  for (let i = 0; i < wants.length; i += 2) {
    const wanted = wants[i]
    const isThere = onShelf(stock, wanted) > 0 && !isTaken(taken, wanted)
    const index = isThere
      ? wanted
      : findSubstitute(company, stock, { storeId, wanted, wants, taken, day }, at.draws(SUBSTITUTE, wanted))
    if (index < 0) lostLines++
    else taken.push(index, Math.min(wants[i + 1], onShelf(stock, index)))
    if (index >= 0 && index !== wanted) substitutes++
  }
  return { taken, lostLines, substitutes }
}

/** Units of a product that a shelf can sell. */
function onShelf({ balance, reserved }: Stock, index: number): number {
  return balance[index] - reserved[index]
}

interface Search {
  readonly storeId: number
  readonly wanted: number
  readonly wants: readonly number[]
  readonly taken: readonly number[]
  readonly day: DayNumber
}

/** Another product of the subcategory that is on the shelf and not in the basket; -1 when it is left at that. */
function findSubstitute(company: Company, stock: Stock, search: Search, draws: Draws): number {
  if (!draws.chance(company.config.baskets.substitute_rate)) return -1
  const assortment = company.assortmentOf(search.storeId)
  const options = assortment.alternativesTo(search.wanted)
  const start = draws.below(options.length)
  for (let i = 0; i < options.length; i++) {
    const index = options[(start + i) % options.length]
    const isFree = !isTaken(search.wants, index) && !isTaken(search.taken, index)
    if (isFree && onShelf(stock, index) > 0 && assortment.isLaunched(index, search.day)) return index
  }
  return -1
}

function isTaken(basket: readonly number[], index: number): boolean {
  for (let i = 0; i < basket.length; i += 2) if (basket[i] === index) return true
  return false
}
