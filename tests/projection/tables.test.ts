import { afterAll, beforeAll, expect, test } from 'vitest'
import { projections } from '../../projections/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db[Symbol.asyncDispose]())

interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
}

const COLUMNS = `
  SELECT column_name AS name, ltrim(udt_name, '_') || CASE WHEN data_type = 'ARRAY' THEN '[]' ELSE '' END AS type,
    is_nullable = 'YES' AS nullable
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`

test.each(projections)('$table has the columns of its projection', async ({ table, columns }) => {
  const byName = (left: ColumnRow, right: ColumnRow) => (left.name < right.name ? -1 : 1)
  expect(await db.query<ColumnRow>(COLUMNS, [table]).then((rows) => rows.toSorted(byName))).toEqual(
    columns.toSorted(byName),
  )
})

test.each(projections)('$table has the primary key of its projection', async ({ table, key }) => {
  const rows = await db.query<{ name: string }>(
    `SELECT a.attname AS name FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
     WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY k.place`,
    [table],
  )
  expect(rows.map(({ name }) => name)).toEqual(key)
})

test('every fact table, and that of campaigns, has a projection', async () => {
  const rows = await db.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND (tablename LIKE 'fact%' OR tablename = 'dim_campaigns')
     ORDER BY tablename`,
  )
  expect(rows.map(({ name }) => name)).toEqual(projections.map(({ table }) => table).toSorted())
})

test('every fact table, amount and count says what it holds', async () => {
  const silent = await db.query(
    `SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum >= 0 AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND c.relname LIKE 'fact%' AND obj_description(c.oid) IS NULL
     UNION ALL
     SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE c.relkind = 'r' AND c.relname LIKE 'fact%' AND a.attname IN ('event_ts', 'event_date', 'trace_id')
       AND col_description(c.oid, a.attnum) IS NULL`,
  )
  expect(silent).toEqual([])
})

test('foreign keys are declared and not enforced', async () => {
  const [counts] = await db.query<{ declared: number; enforced: number }>(
    `SELECT count(*) AS declared, count(*) FILTER (WHERE conenforced) AS enforced FROM pg_constraint
     WHERE contype = 'f' AND conrelid::regclass::text LIKE 'fact%'`,
  )
  expect(counts?.declared).toBeGreaterThan(30)
  expect(counts?.enforced).toBe(0)
})
