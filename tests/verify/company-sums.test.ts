import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verdictText } from '../../src/cli/verify/verdict-text.ts'
import type { Database } from '../../src/database/connect.ts'
import { checkSums } from '../../src/verify/company-sums.ts'
import { readLawFiles } from '../../src/verify/law-files.ts'
import { openTemporaryDatabase } from '../database/temporary-database.ts'

const [money, units] = readLawFiles('conservation')
let database: Database
let client: Client

beforeAll(async () => {
  database = await openTemporaryDatabase()
  client = await database.connect()
  await client.query(`
    CREATE TABLE fact_dc_inventory_txn (quantity_delta int, reason text);
    CREATE TABLE fact_truck_inventory (shipment_id text, quantity int, action text, location_type text);
    CREATE TABLE fact_receipts (total_cents bigint);
    CREATE TABLE fact_online_order_headers (total_cents bigint, fulfillment_status text);
    CREATE TABLE fact_payments (amount_cents bigint, status text)`)
})

afterAll(async () => {
  await client.end()
  await database[Symbol.asyncDispose]()
})

beforeEach(() => client.query('TRUNCATE fact_dc_inventory_txn, fact_truck_inventory, fact_receipts, fact_payments'))

type Step = readonly [shipment: string, quantity: number, action: string, place: string]

/** The amounts that the equation of units has when a DC booked `taken` and trucks did this. */
async function unitsAfter(taken: number, ...steps: readonly Step[]) {
  await client.query("INSERT INTO fact_dc_inventory_txn VALUES ($1, 'OUTBOUND_SHIPMENT'), (50, 'INBOUND_SHIPMENT')", [
    -taken,
  ])
  for (const step of steps) await client.query('INSERT INTO fact_truck_inventory VALUES ($1, $2, $3, $4)', [...step])
  const { violations, sums } = await checkSums(client, units)
  const amounts = [sums?.left, sums?.right].map((side) => side?.map(({ amount }) => amount))
  return { holds: violations === 0, amounts }
}

describe('units', () => {
  test('are on the road from loading to unloading, one shipment like another', async () => {
    const steps: Step[] = [
      ['D1S1', 3, 'LOAD', 'DC'],
      ['D1S1', 4, 'LOAD', 'DC'],
      ['D1S2', 5, 'LOAD', 'DC'],
      ['D1S1', 3, 'UNLOAD', 'STORE'],
      ['D1S1', 4, 'UNLOAD', 'STORE'],
    ]
    expect(await unitsAfter(12, ...steps)).toEqual({ holds: true, amounts: [[12], [7, 5, 0]] })
  })

  test('that are lost on the way are neither on the road nor unloaded', async () => {
    const steps: Step[] = [
      ['D1S1', 10, 'LOAD', 'DC'],
      ['D1S1', 2, 'LOST', 'ROAD'],
      ['D1S2', 10, 'LOAD', 'DC'],
      ['D1S2', 3, 'LOST', 'ROAD'],
      ['D1S2', 7, 'UNLOAD', 'STORE'],
    ]
    expect(await unitsAfter(20, ...steps)).toEqual({ holds: true, amounts: [[20], [7, 8, 5]] })
  })

  test('of suppliers never left a DC', async () => {
    const steps: Step[] = [
      ['P1D1', 10, 'LOAD', 'SUPPLIER'],
      ['P1D1', 10, 'UNLOAD', 'DC'],
      ['P2D1', 10, 'LOAD', 'SUPPLIER'],
    ]
    expect(await unitsAfter(0, ...steps)).toEqual({ holds: true, amounts: [[0], [0, 0, 0]] })
  })

  test('that vanish between two places are missed', async () => {
    const steps: Step[] = [
      ['D1S1', 10, 'LOAD', 'DC'],
      ['D1S1', 9, 'UNLOAD', 'STORE'],
    ]
    expect(await unitsAfter(10, ...steps)).toEqual({ holds: false, amounts: [[10], [9, 0, 0]] })
  })
})

describe('money', () => {
  test('on receipts is what approved payments bring, less what returns take back', async () => {
    await client.query(`
      INSERT INTO fact_receipts VALUES (123450), (-450);
      INSERT INTO fact_payments VALUES (123450, 'APPROVED'), (-450, 'APPROVED'), (99, 'DECLINED')`)
    const finding = await checkSums(client, money)
    expect(finding).toMatchObject({ checked: 1, violations: 0, offenders: [], sums: { unit: 'cents' } })
    expect(finding.sums?.left[0]).toEqual({ term: 'on receipts', amount: 123_000 })
    expect(finding.sums?.right).toEqual([{ term: 'in approved payments', amount: 123_000 }])
  })

  test('that nobody paid is missed, with how much it is', async () => {
    await client.query('INSERT INTO fact_receipts VALUES (100)')
    const { violations, offenders } = await checkSums(client, money)
    expect([violations, offenders]).toEqual([1, ['the company: the sides differ by 100 cents']])
  })
})

test('equations are printed below the table, money in dollars', () => {
  const sums = {
    unit: 'cents' as const,
    left: [
      { term: 'on receipts', amount: 123_050 },
      { term: 'on orders', amount: -1 },
    ],
    right: [{ term: 'in approved payments', amount: 123_049 }],
  }
  const law = { law: 5, name: 'x', says: 'X.', checked: 1, violations: 0, offenders: [] }
  expect(verdictText({ violations: 0, laws: [{ ...law, sums }] })).toContain(
    '\n\nOver the whole company:\n  money: $1,230.50 on receipts + -$0.01 on orders = $1,230.49 in approved payments\n\nAll 1 laws hold.',
  )
  expect(verdictText({ violations: 0, laws: [law] })).not.toContain('company')
})
