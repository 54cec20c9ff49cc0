import { type ClientBase, escapeIdentifier } from 'pg'

/** How many rows a table has. */
export interface TableRows {
  readonly rows: number
  /** False for the server's estimate. */
  readonly exact: boolean
}

/** Beyond this size counting takes noticeable time, so that the server's estimate stands in. */
const COUNTED_BYTES = 128_000_000

const SIZES = `
  SELECT c.relname AS name, sum(pg_relation_size(coalesce(part.relid, c.oid))) AS bytes, c.reltuples AS estimate
    FROM pg_class c LEFT JOIN LATERAL pg_partition_tree(c.oid) AS part ON true
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   GROUP BY c.oid ORDER BY c.relname COLLATE "C"`

interface TableSize {
  readonly name: string
  readonly bytes: string
  readonly estimate: number
}

/** Rows of every table by name: counted, or estimated where counting takes long and `exact` was not asked for. */
export async function countTables(
  client: Pick<ClientBase, 'query'>,
  exact: boolean,
): Promise<Readonly<Record<string, TableRows>>> {
  const { rows } = await client.query<TableSize>(SIZES)
  const counted: Array<[string, TableRows]> = []
  for (const size of rows) counted.push([size.name, await countTable(client, size, exact)])
  return Object.fromEntries(counted)
}

/** Rows and bytes of one table; undefined when there is none of the name. */
export async function sizeOfTable(
  client: Pick<ClientBase, 'query'>,
  name: string,
): Promise<(TableRows & { readonly bytes: number }) | undefined> {
  const { rows } = await client.query<TableSize>(`SELECT * FROM (${SIZES}) AS sizes WHERE name = $1`, [name])
  const [size] = rows
  return size && { ...(await countTable(client, size, false)), bytes: Number(size.bytes) }
}

async function countTable(
  client: Pick<ClientBase, 'query'>,
  { name, bytes, estimate }: TableSize,
  exact: boolean,
): Promise<TableRows> {
  const isEstimated = !exact && Number(bytes) > COUNTED_BYTES && estimate >= 0
  return isEstimated ? { rows: estimate, exact: false } : { rows: await count(client, name), exact: true }
}

async function count(client: Pick<ClientBase, 'query'>, table: string): Promise<number> {
  const { rows } = await client.query<{ rows: number }>(
    `SELECT count(*) AS rows FROM public.${escapeIdentifier(table)}`,
  )
  return rows[0]?.rows ?? 0
}

/** Where a reader of the log stands. */
export interface ReaderPlace {
  readonly reader: string
  readonly slice: number
}

/** Every reader that keeps its checkpoint in the database. */
export async function readerPlaces(client: Pick<ClientBase, 'query'>): Promise<readonly ReaderPlace[]> {
  const { rows } = await client.query<ReaderPlace>('SELECT reader, slice FROM tillstream.checkpoints ORDER BY reader')
  return rows
}

/** How far a log was published to a sink, and what that never took. */
export interface SinkPlace {
  readonly sink: string
  /** The last slice that is wholly published, and the events of the next that are. */
  readonly slice: number
  readonly eventsDone: number
  readonly deadLetters: number
}

const SINK_PLACES = `
  SELECT sink, slice, events_done AS "eventsDone",
         (SELECT count(*) FROM tillstream.dead_letters d WHERE (d.sink, d.log_id) = (p.sink, p.log_id)) AS "deadLetters"
    FROM tillstream.publishers p WHERE log_id = $1 ORDER BY sink`

/** Every sink that a log was published to; none in a database that an older version made. */
export async function sinkPlaces(client: Pick<ClientBase, 'query'>, logId: string): Promise<readonly SinkPlace[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('tillstream.publishers') IS NOT NULL AS there",
  )
  if (!found[0]?.there) return []
  const { rows } = await client.query<SinkPlace>(SINK_PLACES, [logId])
  return rows
}

/** IANA names of the time zones in which the company has stores or DCs. */
export async function zoneNames(client: Pick<ClientBase, 'query'>): Promise<readonly string[]> {
  const { rows } = await client.query<{ time_zone: string }>(`
    SELECT DISTINCT time_zone FROM dim_geographies WHERE geography_id IN
      (SELECT geography_id FROM dim_stores UNION SELECT geography_id FROM dim_distribution_centers)`)
  return rows.map(({ time_zone: name }) => name)
}
