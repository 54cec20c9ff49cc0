import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Lasting, STRETCHES } from '../../../src/cli/serve/dashboard/disruption-figures.ts'
import { runningDisruptions } from '../../../src/cli/serve/running-disruptions.ts'
import { type TestDatabase, testDatabase } from '../../projection/database.ts'

const ID = 'X1-20240311-1'
const TRACE = '00000000-0000-4000-8000-000000000000'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await db.query(
    `INSERT INTO dim_geographies VALUES (1, 'Ashby', 'NY', '00001', 'East', 'East', 'America/New_York', 1)`,
  )
  await db.query(`INSERT INTO dim_distribution_centers VALUES (1, 'DC-1', '1 Road', 1)`)
})
afterAll(() => db[Symbol.asyncDispose]())
beforeEach(() => db.clear())

/** A disruption of region 1, which goes on. */
async function begin(startedAt: string): Promise<void> {
  await db.query(
    `INSERT INTO fact_disruptions VALUES ($1, '2024-03-11', $2, $2, NULL, $3, 'STARTED', 'truck_breakdown', 1, 'DC', 1, 0.5, '',
                                          'chance', $1, NULL)`,
    [startedAt, TRACE, ID],
  )
}

async function stretch(): Promise<Lasting | undefined> {
  return (await db.query<Lasting>(STRETCHES, [ID]))[0]
}

test.each([
  // Midnight in New York; summer time has begun meanwhile, and a week has 168 hours.
  ['2024-03-11T05:00:00Z', true],
  ['2024-03-11T04:59:59Z', false],
  ['2024-03-20T12:00:00Z', true],
])('a company of 2024-03-04 has a week before %s: %s', async (startedAt, hasBefore) => {
  await begin(startedAt)
  const now = '2024-03-21T00:00:00Z'
  await db.query(`INSERT INTO tillstream.checkpoints VALUES ('projection:fact_receipts', 1, 1, $1)`, [now])
  expect(await stretch()).toMatchObject({ hasBefore: false })
  for (const day of ['2024-03-04', '2024-03-05']) {
    await db.query(`INSERT INTO fact_dc_days VALUES ($1, $2, $3, 1, $2, 0, 0)`, [now, day, TRACE])
  }
  const from = startedAt.replace('Z', '.000Z')
  expect(await stretch()).toMatchObject({ from, to: '2024-03-21T00:00:00.000Z', hasBefore })
})

test('shipments that a running disruption delays are counted, and looked up', async () => {
  await begin('2024-03-11T12:00:00Z')
  await db.query(
    `INSERT INTO fact_truck_moves (event_ts, event_date, trace_id, correlation_id, shipment_id, dc_id, status, disruption_id)
     SELECT '2024-03-11T13:00:00Z', '2024-03-11', gen_random_uuid(), $1, number, 1, 'DELAYED',
            CASE WHEN number % 100 = 0 THEN $2 END FROM generate_series(1, 5000) AS number`,
    [TRACE, ID],
  )
  await db.query('ANALYZE fact_truck_moves')
  expect(await runningDisruptions(db.database)).toMatchObject([{ id: ID, delays: 50 }])
  const plan = await db.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT count(*) FROM fact_disruptions s
       LEFT JOIN LATERAL (SELECT FROM fact_truck_moves m WHERE m.disruption_id = s.disruption_id) m ON true`,
  )
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('fact_truck_moves_disruption_id_idx')
})
