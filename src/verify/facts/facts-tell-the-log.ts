import type { ClientBase } from 'pg'
import type { RecordedEvent } from '../../event-store/port.ts'
import { dateText } from '../../time/business-date.ts'
import { type Finding, type LawTitle, MAX_OFFENDERS } from '../report.ts'
import {
  type DaySums,
  type FactTable,
  factTables,
  foundRows,
  foundSums,
  rowText,
  type ToldSums,
  toldSums,
} from './day-sums.ts'
import { eachRow } from './row-hash.ts'
import { allToldRows, type ToldFacts } from './told-rows.ts'

export const FACTS_TELL_THE_LOG: LawTitle = {
  law: 3,
  name: 'facts_tell_the_log',
  says: 'On every day, a fact table holds exactly the rows that the events of the log tell, value by value.',
}

/** A day of a table that is not what the log tells. */
interface Deviation {
  readonly table: FactTable
  /** Since 2000-01-01. */
  readonly day: number
}

/** The law on its way through the log. */
export interface FactsFold {
  add(events: readonly RecordedEvent[]): void
  /** What the law finds; `read` is when the whole log has been added, while the server adds up its side. */
  end(read: Promise<unknown>): Promise<Finding>
}

/**
 * Compares counts and sums of row hashes by table and day, in memory that does not grow with the rows. Only of days that
 * differ, the first few, the hashes themselves are read.
 */
export async function startFacts(client: ClientBase, facts: ToldFacts): Promise<FactsFold> {
  const tables = await factTables(client, facts)
  const teller = facts.teller()
  const sums = toldSums(tables)
  return {
    add(events) {
      for (const rows of teller.tell(events)) sums.add(rows)
    },
    async end(read) {
      const inTables = await sumsOfTables(client, tables)
      await read
      for (const rows of teller.rest()) sums.add(rows)
      return await compare(client, facts, { tables, sums, inTables })
    },
  }
}

/** The law in a reading of its own. */
export async function checkFacts(client: ClientBase, { facts }: { readonly facts: ToldFacts }): Promise<Finding> {
  const fold = await startFacts(client, facts)
  const read = async () => {
    for await (const events of facts.readLog()) fold.add(events)
  }
  return fold.end(read())
}

interface BothSides {
  readonly tables: readonly FactTable[]
  readonly sums: ToldSums
  readonly inTables: readonly DaySums[]
}

async function compare(client: ClientBase, facts: ToldFacts, { tables, sums, inTables }: BothSides): Promise<Finding> {
  let checked = 0
  const deviations: Deviation[] = []
  for (const [index, table] of tables.entries()) {
    const days = sums.of(table.table)
    const found: DaySums = inTables[index] ?? new Map()
    const all = new Set([...days.keys(), ...found.keys()])
    checked += all.size
    deviations.push(...deviatingDays(all, days, found).map((day) => ({ table, day })))
  }
  const offenders = deviations.length === 0 ? [] : await nameOffenders(client, facts, deviations)
  return { checked, violations: deviations.length, offenders }
}

async function sumsOfTables(client: ClientBase, tables: readonly FactTable[]): Promise<readonly DaySums[]> {
  const sums: DaySums[] = []
  for (const table of tables) sums.push(await foundSums(client, table))
  return sums
}

function deviatingDays(all: ReadonlySet<number>, told: DaySums, found: DaySums): readonly number[] {
  const differs = (day: number) =>
    told.get(day)?.rows !== found.get(day)?.rows || told.get(day)?.sum !== found.get(day)?.sum
  return [...all].filter(differs).toSorted((left, right) => left - right)
}

/** Reads the log once more for the rows of the first days that deviate. */
async function nameOffenders(
  client: ClientBase,
  facts: ToldFacts,
  deviations: readonly Deviation[],
): Promise<readonly string[]> {
  const quoted = deviations.slice(0, MAX_OFFENDERS)
  const told = await toldRows(facts, quoted)
  const offenders: string[] = []
  for (const [index, deviation] of quoted.entries()) {
    const found = await foundRows(client, deviation.table, deviation.day)
    // Every day that deviates gets its word, then the first of them say more.
    const room = MAX_OFFENDERS - offenders.length - (quoted.length - index - 1)
    offenders.push(...difference(deviation, told[index] ?? [], found).slice(0, room))
  }
  return offenders
}

async function toldRows(facts: ToldFacts, deviations: readonly Deviation[]): Promise<ReadonlyArray<readonly string[]>> {
  const rows = deviations.map((): string[] => [])
  for await (const { table, data } of allToldRows(facts)) {
    const wanted = new Map<number, string[]>()
    for (const [
      index,
      {
        table: { table: name },
        day,
      },
    ] of deviations.entries()) {
      if (name === table) wanted.set(day, rows[index] ?? [])
    }
    if (wanted.size === 0) continue
    const typeOids = deviations.find((deviation) => deviation.table.table === table)?.table.typeOids ?? []
    eachRow(data, typeOids, (row) => wanted.get(row.day)?.push(rowText(row)))
  }
  return rows
}

function difference(deviation: Deviation, told: readonly string[], found: readonly string[]): readonly string[] {
  const missing = tracesOf(without(told, found))
  const surplus = tracesOf(without(found, told))
  const where = `${deviation.table.table} on ${dateText(deviation.day + DAYS_TO_2000)}`
  const traces = [...new Set([...missing, ...surplus])].toSorted((left, right) => (left < right ? -1 : 1))
  if (traces.length === 0) return [`${where}: a row is there twice`]
  return traces.map((trace) => {
    const what = surplus.has(trace)
      ? missing.has(trace)
        ? 'is not what the log tells'
        : 'is not in the log'
      : 'is missing'
    return `${where}: the row of event ${uuidText(trace)} ${what}`
  })
}

const DAYS_TO_2000 = 10_957

function without(rows: readonly string[], others: readonly string[]): readonly string[] {
  const excluded = new Set(others)
  return rows.filter((row) => !excluded.has(row))
}

function tracesOf(rows: readonly string[]): ReadonlySet<string> {
  return new Set(rows.map((row) => row.slice(0, 32)))
}

function uuidText(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
