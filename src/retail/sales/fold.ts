import type { Folds } from '../fold.ts'

export const foldSales: Folds = {
  receipt_created(world, { data }) {
    const totals = world.totals.stores[data.store_id]
    totals.receipts++
    totals.units += data.item_count
    totals.subtotalCents += data.subtotal_cents
    totals.discountCents += data.discount_cents
    totals.taxCents += data.tax_cents
    totals.totalCents += data.total_cents
  },

  receipt_line_added(world, { data }) {
    world.totals.stores[data.store_id].lines++
  },

  payment_processed(world, { data }) {
    if (data.store_id !== null && data.payment_method === 'CASH' && data.status === 'APPROVED') {
      world.totals.stores[data.store_id].cashCents += data.amount_cents
    }
  },
}
