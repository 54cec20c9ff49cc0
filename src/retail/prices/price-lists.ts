import { type Agent, agent } from '../../simulation/agent.ts'
import { type DrawKey, drawsFor, KeyBuilder, wordOf } from '../../simulation/random.ts'
import { type DayNumber, dateText, utcDayAt, weekdayOf } from '../../time/business-date.ts'
import { PRICES } from '../agent-codes.ts'
import { type Company, startOfDay } from '../company.ts'
import type { Product } from '../master-data/types.ts'
import type { World } from '../world.ts'
import { priceChanged } from './events.ts'
import { allowedPrice } from './shelf-prices.ts'

const PRICE_LIST = wordOf('price-list')
const WEEK = 7
/** Least and most of a new shelf price, as a share of the price of the catalogue. */
const LEAST = 0.85
const MOST = 1.15

/** The weekly price list: each Monday some products get another shelf price. */
export function priceLists(company: Company, world: World): Agent {
  const { master, config, root } = company
  return agent('price-lists', PRICES, {
    reprice({ day }: { readonly day: DayNumber }, at) {
      const { current, commandedUntil } = world.prices
      for (const [index, product] of master.products.entries()) {
        if (commandedUntil[index] > at.now || utcDayAt(product.launchDate) > day) continue
        const price = listPrice(root, product, day, config.prices.weekly_change_share)
        if (price !== 0 && price !== current[index]) at.emit(changeOf(product, current[index], price, day))
      }
      at.wake('reprice', startOfDay(company, day + WEEK), { day: day + WEEK })
    },
  })
}

/** The first Monday on or after a day. */
export function nextMonday(day: DayNumber): DayNumber {
  return day + ((WEEK - weekdayOf(day)) % WEEK)
}

/** The new price in the list of a Monday, above cost and at most the MSRP; 0 when the product is not in it. */
function listPrice(root: DrawKey, { productId, ...product }: Product, monday: DayNumber, share: number): number {
  const key = new KeyBuilder().from(root).add(PRICE_LIST).add(monday)
  const draws = drawsFor(key, productId)
  if (!draws.chance(share)) return 0
  const wanted = Math.round(product.salePriceCents * (LEAST + (MOST - LEAST) * draws.unit()))
  return allowedPrice(product, wanted)
}

function changeOf({ productId }: Product, old: number, price: number, day: DayNumber) {
  const date = dateText(day)
  return priceChanged(
    {
      price_list_id: date,
      product_id: productId,
      old_price_cents: old,
      new_price_cents: price,
      effective_date: date,
      reason: 'weekly',
    },
    null,
  )
}
