import type { Cause } from '../../simulation/domain-event.ts'
import type { Moment } from '../../simulation/moment.ts'
import { dateText, utcDayAt } from '../../time/business-date.ts'
import { priceChanged } from '../prices/events.ts'
import type { Company } from '../company.ts'
import { allowedPrice } from '../prices/shelf-prices.ts'
import type { Accepted, Remains } from './accepted.ts'
import type { EntryOf } from './command.ts'
import { goodsOf } from './goods.ts'

/** A price before and after a command. */
interface Change {
  readonly productId: number
  readonly old: number
  readonly price: number
}

/** A command changes the prices of `goodsOf`, as far as cost and MSRP allow. */
export function changePrices(accepted: Accepted<EntryOf<'price_change'>>, at: Moment): Remains<readonly Change[]> {
  const { company, world, command, cause } = accepted
  const changes = goodsOf(company, command.entry).map((productId): Change => {
    const old = world.prices.current[productId - 1]
    return { productId, old, price: priced(company, productId, old * command.entry.factor) }
  })
  for (const change of changes) reprice(command.id, cause, change, at)
  return { cause, memory: changes }
}

/** The prices that a command has changed go back; those that others have changed since, in proportion. */
export function restorePrices(
  { company, world, command }: Accepted<EntryOf<'price_change'>>,
  { cause, memory }: Remains,
  at: Moment,
): void {
  for (const { productId, old, price } of memory as readonly Change[]) {
    const now = world.prices.current[productId - 1]
    const back = now === price ? old : priced(company, productId, (now * old) / price)
    reprice(`${command.id}-back`, cause, { productId, old: now, price: back }, at)
  }
}

function priced({ master }: Company, productId: number, exact: number): number {
  return allowedPrice(master.products[productId - 1], Math.round(exact))
}

function reprice(list: string, cause: Cause, { productId, old, price }: Change, at: Moment): void {
  if (price === old) return
  at.emit(
    priceChanged(
      {
        price_list_id: list,
        product_id: productId,
        old_price_cents: old,
        new_price_cents: price,
        effective_date: dateText(utcDayAt(at.now)),
        reason: 'command',
      },
      cause,
    ),
  )
}
