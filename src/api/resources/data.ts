import { z } from 'zod'
import { Problem } from '../problem.ts'
import { type ReadingRoute, readingRoutes, type Route, route } from '../route.ts'
import type { TableKind, Tables } from '../tables.ts'

const TAG = 'Data'
const KINDS = ['master', 'facts'] as const satisfies readonly TableKind[]
const WORDS: Readonly<Record<TableKind, string>> = { master: 'dimension tables', facts: 'fact tables' }
const limit = z.coerce.number().int().min(1).max(1000).default(100).meta({ description: 'Most rows' })
const cursor = z
  .string()
  .regex(/^\d{1,9}$/)
  .default('0')
  .meta({ description: '`next_cursor` of the page before' })
const table = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, 'not a name of a table')
const row = z.record(z.string(), z.unknown())

const preview = z.object({
  table_name: z.string(),
  columns: z.array(z.string()),
  row_count: z.int().meta({ description: 'Rows in the table' }),
  preview_rows: z.array(row),
  next_cursor: z.string().nullable(),
  most_recent_date: z.string().nullable(),
})

const summary = z.object({
  table_name: z.string(),
  row_count: z.int(),
  exact: z.boolean(),
  bytes: z.int(),
  first_event: z.string().nullable(),
  last_event: z.string().nullable(),
})

/** Rows of the tables, page by page. */
export function dataRoutes(tables: Tables): readonly Route[] {
  // What has a name of its own goes before what takes any.
  return [...readingRoutes(TAG, overviews(tables)), ...KINDS.flatMap((kind) => routesOf(kind, tables))]
}

function routesOf(kind: TableKind, tables: Tables): readonly Route[] {
  const own = [rows(kind, tables), sizes(kind, tables)]
  return kind === 'facts' ? [...own, recent(tables)] : own
}

function rows(kind: TableKind, tables: Tables): Route {
  return route({
    method: 'get',
    path: `/api/${kind}/{table}`,
    tag: TAG,
    summary: `Rows of one of the ${WORDS[kind]}`,
    request: { params: z.object({ table }), query: z.strictObject({ limit, cursor }) },
    answer: { schema: preview },
    problems: [404, 503],
    handle: ({ params, query }) =>
      page(tables, { kind, table: params.table, newestFirst: false, limit: query.limit, offset: Number(query.cursor) }),
  })
}

function sizes(kind: TableKind, tables: Tables): Route {
  return route({
    method: 'get',
    path: `/api/${kind}/{table}/summary`,
    tag: TAG,
    summary: `Size and range of one of the ${WORDS[kind]}`,
    request: { params: z.object({ table }) },
    answer: { schema: summary },
    problems: [404, 503],
    handle: ({ params }) => summaryOf(tables, kind, params.table),
  })
}

function recent(tables: Tables): Route {
  return route({
    method: 'get',
    path: '/api/facts/{table}/recent',
    tag: TAG,
    summary: 'The newest rows of a fact table, newest first',
    request: { params: z.object({ table }), query: z.strictObject({ limit }) },
    answer: { schema: preview },
    problems: [404, 503],
    handle: ({ params, query }) =>
      page(tables, { kind: 'facts', table: params.table, newestFirst: true, limit: query.limit, offset: 0 }),
  })
}

interface PageOptions {
  readonly kind: TableKind
  readonly table: string
  readonly newestFirst: boolean
  readonly limit: number
  readonly offset: number
}

async function page(tables: Tables, { kind, table: name, ...options }: PageOptions): Promise<z.output<typeof preview>> {
  await assertKind(tables, kind, name)
  const [{ columns, rows: found }, { rows: count, last }] = await Promise.all([
    tables.preview(name, options),
    tables.summary(name),
  ])
  return {
    table_name: name,
    columns: [...columns],
    row_count: count,
    preview_rows: [...found],
    next_cursor: found.length === options.limit ? String(options.offset + found.length) : null,
    most_recent_date: last,
  }
}

async function summaryOf(tables: Tables, kind: TableKind, name: string): Promise<z.output<typeof summary>> {
  await assertKind(tables, kind, name)
  const { rows, exact, bytes, first, last } = await tables.summary(name)
  return { table_name: name, row_count: rows, exact, bytes, first_event: first, last_event: last }
}

async function assertKind(tables: Tables, kind: TableKind, name: string): Promise<void> {
  const names = await tables.names(kind)
  if (names.includes(name)) return
  throw new Problem(404, `there is no table ${name} among /api/${kind}/tables`)
}

/** What has a name of its own. */
function overviews(tables: Tables): readonly ReadingRoute[] {
  return [
    ...KINDS.map((kind) => ({
      path: `/api/${kind}/tables`,
      summary: `Names of the ${WORDS[kind]}`,
      schema: z.object({ tables: z.array(z.string()), count: z.int() }),
      problems: [503],
      async tell() {
        const found = await tables.names(kind)
        return { tables: found, count: found.length }
      },
    })),
    {
      path: '/api/dashboard/counts',
      summary: 'Rows of every table',
      schema: z.object({ master: z.record(z.string(), z.int()), facts: z.record(z.string(), z.int()) }),
      problems: [503],
      tell: () => countsOf(tables),
    },
    {
      path: '/api/facts/date-range',
      summary: 'First and last event time in the fact tables',
      schema: z.object({ min_event_ts: z.string().nullable(), max_event_ts: z.string().nullable() }),
      problems: [503],
      async tell() {
        const { first, last } = await tables.summary('fact_store_ops')
        return { min_event_ts: first, max_event_ts: last }
      },
    },
  ]
}

async function countsOf(tables: Tables) {
  const [all, master, facts] = await Promise.all([tables.counts(), tables.names('master'), tables.names('facts')])
  const some = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, all[name] ?? 0]))
  return { master: some(master), facts: some(facts) }
}
