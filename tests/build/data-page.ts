import type { ClientBase } from 'pg'
import { unitOf } from './units.ts'

/** Rows of each table that are shown. */
const EXAMPLE_ROWS = 3

const INTRODUCTION = `# Tables

Generated from the comments of the database's catalogue; do not edit by hand. The example rows, as CSV, are from the middle of
each table of a small company after a few days. \`npx tillstream sql '\\d'\` and \`'\\d fact_receipts'\` print the same on the spot.

Dimension tables (\`dim_...\`, \`product_suppliers\`, \`..._snapshots\`) say what the company is before its first day. Fact tables
(\`fact_...\`) are made from [events](events.md), each by one file in \`projections/\`. Money is in whole cents, rates in basis
points (825 is 8.25 %), \`timestamptz\` columns are simulated time. \`parent_event_id\` is the \`trace_id\` of the event that caused
the one of the row, \`correlation_id\` that of the event that opened its story. Foreign keys are declared so that tools see them, and are not
enforced (PostgreSQL 18; an older external server goes without): \`tillstream verify\` proves them.

The schema \`csv_compat\` has views with the names, columns and decimal money of the older CSV form of this data. The
schema \`tillstream\` is the program's own.
`

const TABLES = `
  SELECT c.oid::int AS oid, c.relname AS name, obj_description(c.oid, 'pg_class') AS description
    FROM pg_class c
   WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
   ORDER BY c.relname COLLATE "C"`

const COLUMNS = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
         col_description(a.attrelid, a.attnum) AS description,
         array_position(i.indkey::int2[], a.attnum) + 1 AS key,
         (SELECT k.confrelid::regclass::text FROM pg_constraint k
           WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum] LIMIT 1) AS refers
    FROM pg_attribute a JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
   WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attnum`

const VIEWS = `
  SELECT c.relname AS name, string_agg(a.attname, ', ' ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
   WHERE c.relkind = 'v' AND c.relnamespace = 'csv_compat'::regnamespace AND a.attnum > 0
   GROUP BY c.relname ORDER BY c.relname COLLATE "C"`

interface Table {
  readonly oid: number
  readonly name: string
  readonly description: string | null
}

interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly description: string | null
  readonly key: number | null
  readonly refers: string | null
}

/** The reference of all tables as Markdown, with example rows of each: what `docs/data.md` must hold. */
export async function dataPage(client: Pick<ClientBase, 'query'>): Promise<string> {
  const { rows: tables } = await client.query<Table>(TABLES)
  const sections: string[] = []
  for (const table of tables) sections.push(await section(client, table))
  return [INTRODUCTION, contents(tables), ...sections, await viewsText(client)].join('\n')
}

function contents(tables: readonly Table[]): string {
  const rows = tables.map(({ name, description }) => `| [\`${name}\`](#${name}) | ${cell(description)} |`)
  return ['| table | holds |', '|---|---|', ...rows, ''].join('\n')
}

async function section(client: Pick<ClientBase, 'query'>, { oid, name, description }: Table): Promise<string> {
  if (description === null) throw new Error(`${name} has no comment that says what it holds`)
  const { rows: columns } = await client.query<Column>(COLUMNS, [oid])
  const keys = columns.filter(({ key }) => key !== null).toSorted((left, right) => (left.key ?? 0) - (right.key ?? 0))
  const key = keys.map((column) => column.name)
  const rows = await exampleRows(client, name, key)
  return [
    `## ${name}\n`,
    `${description} Key: ${key.map((each) => `\`${each}\``).join(', ')}.\n`,
    '| column | type | unit | null | meaning |',
    '|---|---|---|---|---|',
    ...columns.map((column) => columnRow(name, column)),
    '',
    '```csv',
    columns.map((column) => column.name).join(','),
    ...rows.map((row) => columns.map((column) => csvCell(row[column.name])).join(',')),
    '```',
    '',
  ].join('\n')
}

/** @throws when nothing says what the column means. */
function columnRow(table: string, { name, type, nullable, description, refers }: Column): string {
  if (description === null && refers === null)
    throw new Error(`${table}.${name} has no comment that says what it means`)
  const reference = refers === null ? '' : `→ [\`${refers}\`](#${refers})`
  const meaning = [cell(description), reference].filter((text) => text !== '').join(' ')
  const shortType = type.replace('timestamp with time zone', 'timestamptz')
  return `| \`${name}\` | ${shortType} | ${unitOf(name, type)} | ${nullable ? 'null' : ''} | ${meaning} |`
}

/** Simulating fills every table but this one. */
const FILLED_BY_PUBLISHING = 'truth_faults'

/** Rows from the middle of the table: the first ones are often special. */
async function exampleRows(
  client: Pick<ClientBase, 'query'>,
  table: string,
  key: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { rows } = await client.query<{ row: Record<string, unknown> }>(
    `SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY ${key.join(', ')}
      OFFSET (SELECT greatest(0, count(*) - ${EXAMPLE_ROWS}) / 2 FROM ${table}) LIMIT ${EXAMPLE_ROWS}`,
  )
  if (rows.length === 0 && table !== FILLED_BY_PUBLISHING) throw new Error(`${table} has no row to show`)
  return rows.map(({ row }) => row)
}

/** A value as CSV; nothing for null. */
function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = exampleText(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function exampleText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

async function viewsText(client: Pick<ClientBase, 'query'>): Promise<string> {
  const { rows } = await client.query<{ name: string; columns: string }>(VIEWS)
  const lines = rows.map(({ name, columns }) => `| \`csv_compat.${name}\` | ${columns} |`)
  return ['## Views in csv_compat\n', '| view | columns |', '|---|---|', ...lines, ''].join('\n')
}

function cell(text: string | null): string {
  // What looks like a tag would not be shown.
  return (text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
    .replaceAll(/<(?=\w)/g, '&lt;')
}
