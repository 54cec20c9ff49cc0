import type { ClientBase } from 'pg'
import type { Database } from '../../database/connect.ts'
import { readerOf } from '../../projection/checkpoints.ts'
import { companyOfTables, READ_TABLES } from './company-of-tables.ts'
import type { FeedBeginning } from './feed-messages.ts'

/** What the feed must know before it follows the log: everything as it is at one place of the log. */
export async function readBeginning({ pool }: Database): Promise<FeedBeginning> {
  // A pool that is closed meanwhile waits until this is done.
  const client = await pool.connect()
  let isDone = false
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const stores = await client.query<{ store_id: number; dc_id: number }>('SELECT store_id, dc_id FROM dim_stores')
    const beginning = {
      regions: new Map(stores.rows.map(({ store_id, dc_id }): [number, number] => [store_id, dc_id])),
      place: await placeOf(client),
      company: await companyOfTables(client),
    }
    await client.query('COMMIT')
    isDone = true
    return beginning
  } finally {
    client.release(!isDone)
  }
}

const PLACES = `
  SELECT (SELECT log_id FROM tillstream.log) AS log_id, min(slice)::int AS slice
    FROM tillstream.checkpoints WHERE reader = ANY ($1) HAVING count(*) = cardinality($1) AND min(slice) = max(slice)`

/** Where the tables stand that are read; null when they do not stand together, as while some of them are made anew. */
async function placeOf(client: ClientBase): Promise<FeedBeginning['place']> {
  const { rows } = await client.query<{ log_id: string; slice: number }>(PLACES, [READ_TABLES.map(readerOf)])
  const [place] = rows
  return place === undefined ? null : { logId: place.log_id, slice: place.slice }
}
