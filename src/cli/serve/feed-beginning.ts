import type { Database } from '../../database/connect.ts'
import type { FeedBeginning } from './feed-messages.ts'

/** Products that were sold out in a store in the last weeks, and have not come since. */
const SOLD_OUT = `
  WITH since AS (
    SELECT max(event_ts) - INTERVAL '60 days' AS at FROM fact_store_ops
  ), sold_out AS (
    SELECT store_id, product_id, max(event_ts) AS at
      FROM fact_stockouts WHERE store_id IS NOT NULL AND event_ts > (SELECT at FROM since)
     GROUP BY store_id, product_id
  )
  SELECT store_id, product_id FROM sold_out o
   WHERE NOT EXISTS (
     SELECT FROM fact_store_inventory_txn t
      WHERE t.event_ts > (SELECT at FROM since) AND t.event_ts >= o.at AND t.balance > 0
        AND (t.store_id, t.product_id) = (o.store_id, o.product_id))`

/** What the feed must know before it follows the log. */
export async function readBeginning({ pool }: Database): Promise<FeedBeginning> {
  const stores = await pool.query<{ store_id: number; dc_id: number }>('SELECT store_id, dc_id FROM dim_stores')
  const soldOut = await pool.query<{ store_id: number; product_id: number }>(SOLD_OUT)
  return {
    regions: new Map(stores.rows.map(({ store_id, dc_id }) => [store_id, dc_id])),
    stockouts: soldOut.rows.map(({ store_id, product_id }) => [store_id, product_id]),
  }
}
