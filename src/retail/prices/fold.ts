import { dayNumberOf } from '../../time/business-date.ts'
import type { Folds } from '../fold.ts'

export const foldPrices: Folds = {
  price_changed({ prices }, { data }) {
    const index = data.product_id - 1
    const isCommanded = data.reason === 'command'
    prices.before[index] = isCommanded ? data.new_price_cents : prices.current[index]
    prices.current[index] = data.new_price_cents
    prices.since[index] = isCommanded ? 0 : dayNumberOf(data.effective_date)
  },
}
