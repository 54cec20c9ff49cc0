import { escapeIdentifier } from 'pg'
import {
  NoSuchTable,
  type PreviewOptions,
  type QueryLimits,
  QueryRefused,
  type Rows,
  type TableKind,
  type Tables,
  TablesAway,
  type TableSummary,
} from '../../api/tables.ts'
import type { Database } from '../../database/connect.ts'
import { isUnreachable } from '../report-error.ts'
import { answerRows, FOR_JSON } from '../sql/answer-rows.ts'
import { explainError } from '../sql/explain-error.ts'
import { openReader } from '../sql/reader.ts'
import { countTables, sizeOfTable } from '../status/table-status.ts'
import { runningDisruptions } from './running-disruptions.ts'

/** Beyond this size the range of a table is not looked for: it would be read as a whole. */
const RANGED_BYTES = 2e9

/** The tables of a database that may be away for a while; `database` is asked every time. */
export function postgresTables(database: () => Database): Tables {
  return {
    ping: () => asked(() => ping(database())),
    names: (kind) => asked(() => namesOf(database(), kind)),
    counts: () => asked(() => countsOf(database())),
    preview: (table, options) => asked(() => preview(database(), table, options)),
    summary: (table) => asked(() => summarize(database(), table)),
    disruptions: () => asked(() => runningDisruptions(database())),
    query: (sql, limits, signal) => asked(() => query(database(), { sql, limits }, signal)),
  }
}

/** Tells a database that is away as the port does. */
export async function asked<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && isUnreachable(error)) throw new TablesAway(error.message, { cause: error })
    throw error
  }
}

async function ping({ pool }: Database): Promise<number> {
  const began = performance.now()
  await pool.query('SELECT 1')
  return Math.round(performance.now() - began)
}

async function countsOf({ pool }: Database): Promise<Readonly<Record<string, number>>> {
  const counted = await countTables(pool, false)
  return Object.fromEntries(Object.entries(counted).map(([name, { rows }]) => [name, rows]))
}

const NAMES = `
  SELECT c.relname AS name FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND (c.relname LIKE 'fact\\_%') = $1 ORDER BY c.relname COLLATE "C"`

async function namesOf({ pool }: Database, kind: TableKind): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(NAMES, [kind === 'facts'])
  return rows.map(({ name }) => name)
}

interface TableColumns {
  readonly all: readonly string[]
  /** Those of the primary key, in its order; none while keys are left for later. */
  readonly key: readonly string[]
}

const COLUMNS = `
  SELECT a.attname AS name, array_position(i.indkey::int2[], a.attnum) AS place
    FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
   WHERE a.attrelid = to_regclass('public.' || quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attnum`

async function columnsOf({ pool }: Database, table: string): Promise<TableColumns> {
  const { rows } = await pool.query<{ name: string; place: number | null }>(COLUMNS, [table])
  if (rows.length === 0) throw new NoSuchTable(`there is no table ${table}`)
  const key = rows.filter(({ place }) => place !== null).toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0))
  return { all: rows.map(({ name }) => name), key: key.map(({ name }) => name) }
}

async function preview(database: Database, table: string, options: PreviewOptions): Promise<Rows> {
  const { limit, offset, newestFirst } = options
  const { all, key } = await columnsOf(database, table)
  const newest = newestFirst && all.includes('event_ts') ? ['event_ts DESC'] : []
  const order = [...newest, ...key.map((name) => escapeIdentifier(name))]
  const sql = `SELECT * FROM public.${escapeIdentifier(table)} ${order.length > 0 ? `ORDER BY ${order.join(', ')}` : ''}`
  const { rows } = await database.pool.query<Record<string, unknown>>({
    text: `${sql} LIMIT $1 OFFSET $2`,
    values: [limit, offset],
    types: FOR_JSON,
  })
  return { columns: all, rows }
}

async function summarize(database: Database, table: string): Promise<TableSummary> {
  const size = await sizeOfTable(database.pool, table)
  if (size === undefined) throw new NoSuchTable(`there is no table ${table}`)
  const { all } = await columnsOf(database, table)
  const isRanged = all.includes('event_ts') && size.bytes < RANGED_BYTES
  const { first, last } = isRanged ? await rangeOf(database, table) : { first: null, last: null }
  return { ...size, first, last }
}

async function rangeOf({ pool }: Database, table: string) {
  const { rows } = await pool.query<{ first: Date | null; last: Date | null }>(
    `SELECT min(event_ts) AS first, max(event_ts) AS last FROM public.${escapeIdentifier(table)}`,
  )
  return { first: rows[0]?.first?.toISOString() ?? null, last: rows[0]?.last?.toISOString() ?? null }
}

interface Question {
  readonly sql: string
  readonly limits: QueryLimits
}

/** In a session of its own, which nothing that it sets can outlive. */
async function query({ readerUrl, readerProblem }: Database, { sql, limits }: Question, signal: AbortSignal) {
  if (readerUrl === undefined) throw new QueryRefused(`queries cannot be answered: ${readerProblem}`)
  await using reader = await openReader(readerUrl, { types: FOR_JSON, rows: limits.rows, isSingle: true })
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limits.ms)])
  const cancel = () => void reader.cancel().catch(() => undefined)
  limit.addEventListener('abort', cancel)
  try {
    const [answer] = await reader.answer(sql)
    if (answer === undefined) throw new QueryRefused('sql: got no statement')
    const rows = answerRows(answer)
    const columns = rows[0] === undefined ? answer.columns.map(({ name }) => name) : Object.keys(rows[0])
    return { columns, rows, truncated: answer.cut }
  } catch (error) {
    if (limit.aborted && !signal.aborted)
      throw new QueryRefused(`the statement was ended after ${limits.ms} ms`, 'took too long')
    const problem = explainError(error, sql)
    throw problem === undefined ? error : new QueryRefused(problem)
  } finally {
    limit.removeEventListener('abort', cancel)
  }
}
