import type { ClientBase } from 'pg'
import { eachRow, type HashedRow } from './row-hash.ts'
import type { ToldFacts, ToldRows } from './told-rows.ts'

const TWO_32 = 2 ** 32

/** The rows of a table and day in two numbers that do not depend on their order. */
export interface DaySum {
  rows: number
  /** Of the hashes, modulo 2^64. */
  sum: bigint
}

/** Sums of a table by day: days since 2000-01-01. */
export type DaySums = ReadonlyMap<number, DaySum>

/** A table as both sides write its rows. */
export interface FactTable {
  readonly table: string
  readonly columns: readonly string[]
  /** Of the columns, as the database has them now. */
  readonly typeOids: readonly number[]
}

/** The fact tables with the types that their columns have. @throws when a table or column does not exist. */
export async function factTables(client: ClientBase, { tables }: ToldFacts): Promise<readonly FactTable[]> {
  const found: FactTable[] = []
  for (const [table, columns] of tables) {
    const { fields } = await client.query(`SELECT ${columnList(client, columns)} FROM ${quoted(client, table)} LIMIT 0`)
    found.push({ table, columns, typeOids: fields.map(({ dataTypeID }) => dataTypeID) })
  }
  return found
}

/** Adds up what the log tells, by table. Hot state. */
export interface ToldSums {
  add(rows: ToldRows): void
  of(table: string): DaySums
}

/** No rows yet. */
export function toldSums(tables: readonly FactTable[]): ToldSums {
  const told = new Map(tables.map(({ table, typeOids }) => [table, { typeOids, days: new Map<number, RunningSum>() }]))
  return {
    add({ table, data }) {
      const target = told.get(table)
      if (target === undefined) throw new Error(`the log tells rows of ${table}, which is not among the fact tables`)
      const { typeOids, days } = target
      eachRow(data, typeOids, ({ day, high, low }) => {
        let sum = days.get(day)
        if (sum === undefined) days.set(day, (sum = { rows: 0, high: 0, low: 0 }))
        addHash(sum, high, low)
      })
    },
    of: (table) => settled(told.get(table)?.days ?? new Map()),
  }
}

/** What a table holds. */
export async function foundSums(client: ClientBase, table: FactTable): Promise<DaySums> {
  const { rows } = await client.query<{ day: number; rows: number; sum: string }>(
    `SELECT event_date - DATE '2000-01-01' AS day, count(*)::float8 AS rows, sum(${hashOf(client, table)})::text AS sum
       FROM ${quoted(client, table.table)} GROUP BY 1`,
  )
  return new Map(rows.map(({ day, rows: count, sum }) => [day, { rows: count, sum: BigInt.asUintN(64, BigInt(sum)) }]))
}

/** Trace id and hash (32 and 16 hex digits) of the rows of a table and day. */
export async function foundRows(client: ClientBase, table: FactTable, day: number): Promise<readonly string[]> {
  const { rows } = await client.query<[string]>({
    text: `SELECT encode(uuid_send(trace_id), 'hex') || to_hex(hash >> 32 & 4294967295) || '-' || to_hex(hash & 4294967295)
       FROM (SELECT trace_id, ${hashOf(client, table)} AS hash FROM ${quoted(client, table.table)}
              WHERE event_date = DATE '2000-01-01' + $1::int) AS hashed`,
    values: [day],
    rowMode: 'array',
  })
  return rows.map(([row]) => row)
}

/** As `foundRows` writes it. */
export function rowText(row: HashedRow): string {
  return `${row.trace()}${row.high.toString(16)}-${row.low.toString(16)}`
}

interface RunningSum {
  rows: number
  high: number
  low: number
}

/** Adds 64 bits in halves: numbers of JavaScript are exact up to 53. */
function addHash(sum: RunningSum, high: number, low: number): void {
  const lows = sum.low + low
  const carry = lows >= TWO_32 ? 1 : 0
  sum.rows++
  sum.low = lows - carry * TWO_32
  sum.high = (sum.high + high + carry) % TWO_32
}

function settled(days: ReadonlyMap<number, RunningSum>): DaySums {
  return new Map(
    [...days].map(([day, { rows, high, low }]) => [day, { rows, sum: (BigInt(high) << 32n) | BigInt(low) }]),
  )
}

/** The hash of a row in its binary form, as a signed number: fast, and told apart from a changed row but for one time in 2^64. */
function hashOf(client: ClientBase, { columns }: FactTable): string {
  return `hashbyteaextended(record_send(ROW(${columnList(client, columns)})), 0)`
}

function columnList(client: ClientBase, columns: readonly string[]): string {
  return columns.map((column) => quoted(client, column)).join(', ')
}

function quoted(client: ClientBase, name: string): string {
  return client.escapeIdentifier(name)
}
