import { escapeIdentifier } from 'pg'
import {
  NoSuchTable,
  type PreviewOptions,
  QueryRefused,
  type QueryLimits,
  type Rows,
  type TableKind,
  type Tables,
  type TableSummary,
} from '../../api/tables.ts'
import type { Database } from '../../database/connect.ts'
import { answerRows, FOR_JSON } from '../sql/answer-rows.ts'
import { explainError } from '../sql/explain-error.ts'
import { openReader } from '../sql/reader.ts'
import { countTables } from '../status/table-status.ts'

/** Beyond this size the range of a table is not looked for: it would be read as a whole. */
const RANGED_BYTES = 2e9

/** The tables of a database that may be away for a while; `database` is asked every time. */
export function postgresTables(database: () => Database): Tables {
  return {
    async ping() {
      const began = performance.now()
      await database().pool.query('SELECT 1')
      return Math.round(performance.now() - began)
    },
    names: (kind) => namesOf(database(), kind),
    async counts() {
      const counted = await countTables(database().pool, false)
      return Object.fromEntries(Object.entries(counted).map(([name, { rows }]) => [name, rows]))
    },
    preview: (table, options) => preview(database(), table, options),
    summary: (table) => summarize(database(), table),
    query: (sql, limits, signal) => query(database(), { sql, limits }, signal),
  }
}

const NAMES = `
  SELECT c.relname AS name FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND (c.relname LIKE 'fact\\_%') = $1 ORDER BY c.relname COLLATE "C"`

async function namesOf({ pool }: Database, kind: TableKind): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(NAMES, [kind === 'facts'])
  return rows.map(({ name }) => name)
}

const COLUMNS = `
  SELECT a.attname AS name FROM pg_attribute a
   WHERE a.attrelid = to_regclass('public.' || quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attnum`

async function columnsOf({ pool }: Database, table: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(COLUMNS, [table])
  if (rows.length === 0) throw new NoSuchTable(`there is no table ${table}`)
  return rows.map(({ name }) => name)
}

async function preview(database: Database, table: string, options: PreviewOptions): Promise<Rows> {
  const { limit, offset, newestFirst } = options
  const columns = await columnsOf(database, table)
  const order = columns.includes('event_ts') && newestFirst ? 'ORDER BY event_ts DESC' : ''
  const sql = `SELECT * FROM public.${escapeIdentifier(table)} ${order} LIMIT $1 OFFSET $2`
  const { rows } = await database.pool.query<Record<string, unknown>>({
    text: sql,
    values: [limit, offset],
    types: FOR_JSON,
  })
  return { columns, rows }
}

async function summarize(database: Database, table: string): Promise<TableSummary> {
  const { pool } = database
  const columns = await columnsOf(database, table)
  const { rows: sizes } = await pool.query<{ bytes: number }>(
    `SELECT coalesce(sum(pg_total_relation_size(relid)), 0)::float8 AS bytes FROM pg_partition_tree($1::regclass)`,
    [`public.${escapeIdentifier(table)}`],
  )
  const bytes = sizes[0]?.bytes ?? 0
  const counted = await countTables(pool, false)
  const range = columns.includes('event_ts') && bytes < RANGED_BYTES ? await rangeOf(database, table) : undefined
  const { rows, exact } = counted[table] ?? { rows: 0, exact: true }
  return { rows, exact, bytes, first: range?.first ?? null, last: range?.last ?? null }
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
