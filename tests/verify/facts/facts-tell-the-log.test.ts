import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projections } from '../../../projections/index.ts'
import { checkFacts } from '../../../src/verify/facts/facts-tell-the-log.ts'
import type { Finding } from '../../../src/verify/report.ts'
import { type SmallRun, STORM, simulateSmallRun } from '../small-run.ts'

let run: SmallRun

beforeAll(async () => {
  // Few people, and shelves that run empty all the same, so that every table has rows.
  run = await simulateSmallRun({
    days: 2,
    seed: 6,
    scenario: STORM,
    volume: {
      stores: 2,
      dcs: 1,
      customers_per_day: 80,
      store_initial_inventory_min: 1,
      store_initial_inventory_max: 10,
      store_reorder_point_min: 1,
      store_reorder_point_max: 2,
    },
  })
}, 60_000)

afterAll(() => run[Symbol.asyncDispose]())

/** What the law finds in a transaction that is never committed. */
async function findingWith(sql: string): Promise<{ readonly changed: number | null; readonly finding: Finding }> {
  const { client } = run
  await client.query('BEGIN')
  try {
    const { rowCount } = await client.query(sql)
    return { changed: rowCount, finding: await checkFacts(client, run) }
  } finally {
    await client.query('ROLLBACK')
  }
}

/** A row in the middle of a table, and the id of its event. */
async function aRow(table: string): Promise<{ readonly ctid: string; readonly trace: string }> {
  const { rows } = await run.client.query<{ ctid: string; trace: string }>(
    `SELECT ctid::text, trace_id::text AS trace FROM ${table} ORDER BY trace_id
     OFFSET (SELECT count(*) / 2 FROM ${table}) LIMIT 1`,
  )
  const [row] = rows
  if (row === undefined) throw new Error(`${table} has no rows`)
  return row
}

/** An SQL expression of another value than the column's. */
const OTHER: Readonly<Record<string, (column: string) => string>> = {
  int4: (column) => `coalesce(${column}, 0) + 1`,
  int8: (column) => `coalesce(${column}, 0) + 1`,
  float8: (column) => `coalesce(${column}, 0) + 0.001`,
  bool: (column) => `${column} IS NOT TRUE`,
  text: (column) => `coalesce(${column}, '') || 'x'`,
  'text[]': (column) => `${column} || ARRAY['x']`,
  date: (column) => `coalesce(${column}, DATE '2024-01-01') + 1`,
  timestamptz: (column) => `coalesce(${column}, now()) + INTERVAL '1 millisecond'`,
}

describe.each(projections.map(({ table, columns }) => ({ table, columns })))('$table', ({ table, columns }) => {
  test('with one value changed is named with the event, whichever column it is', async () => {
    const { ctid, trace } = await aRow(table)
    const { name, type } = columns.findLast((column) => OTHER[column.type] !== undefined) ?? columns[0]
    const changes = [`${name} = ${OTHER[type]?.(name)}`, `event_ts = event_ts + INTERVAL '1 millisecond'`]
    for (const change of changes) {
      const { changed, finding } = await findingWith(`UPDATE ${table} SET ${change} WHERE ctid = '${ctid}'`)
      expect([changed, finding.violations], change).toEqual([1, 1])
      expect(finding.offenders).toEqual([
        expect.stringMatching(
          new RegExp(`^${table} on 2024-03-0\\d: the row of event ${trace} is not what the log tells$`),
        ),
      ])
    }
  })

  test('with one row deleted is named with its event', async () => {
    const { ctid, trace } = await aRow(table)
    const { changed, finding } = await findingWith(`DELETE FROM ${table} WHERE ctid = '${ctid}'`)
    expect([changed, finding.violations]).toEqual([1, 1])
    const [offender] = finding.offenders
    expect(offender).toMatch(new RegExp(`^${table} on 2024-03-0\\d: the row of event ${trace} is missing$`))
  })
})

describe('tables that hold what the log tells', () => {
  test('keep the law on every day of every table', async () => {
    const { rows } = await run.client.query<{ days: number }>(
      `SELECT (${projections.map(({ table }) => `(SELECT count(DISTINCT event_date)::int FROM ${table})`).join(' + ')}) AS days`,
    )
    expect(await checkFacts(run.client, run)).toEqual({ checked: rows[0]?.days, violations: 0, offenders: [] })
  })

  test('may hold them in any order and under any time zone', async () => {
    const { finding } = await findingWith(`SET LOCAL timezone = 'Asia/Tokyo'; SET LOCAL bytea_output = 'escape'`)
    expect(finding.violations).toBe(0)
  })
})

describe('many deviations', () => {
  test('are counted by day, and a row of each of the first days is quoted', async () => {
    const { finding } = await findingWith('UPDATE fact_receipts SET store_id = store_id + 1')
    expect(finding.violations).toBe(2)
    expect(finding.offenders).toHaveLength(5)
    expect(new Set(finding.offenders.map((offender) => offender.slice(0, 27))).size).toBe(2)
  })

  test('a row that is moved to another day is missing on its own and strange on the other', async () => {
    const { ctid, trace } = await aRow('fact_payments')
    const { finding } = await findingWith(
      `UPDATE fact_payments SET event_date = DATE '2024-02-01' WHERE ctid = '${ctid}'`,
    )
    expect(finding.violations).toBe(2)
    expect(finding.offenders).toContain(`fact_payments on 2024-02-01: the row of event ${trace} is not in the log`)
    expect(finding.offenders[1]).toMatch(new RegExp(`event ${trace} is missing$`))
  })
})
