import type { ClientBase } from 'pg'
import type { Config } from '../../src/config/schema.ts'
import { DISTRIBUTIONS } from '../../src/verify/distributions/distribution-laws.ts'
import { readLawFiles } from '../../src/verify/law-files.ts'

/** Tells whether a law reads any of the tables that a statement names, itself or through a view. */
export type Reads = (lawName: string, statement: string) => boolean

/** What laws read, by their queries; a law that is no query is taken to read everything. */
export async function tablesOfLaws(client: ClientBase, config: Config): Promise<Reads> {
  const { rows } = await client.query<{ name: string; view: string | null }>(
    `SELECT tablename AS name, NULL AS view FROM pg_tables WHERE schemaname = 'public'
     UNION ALL
     SELECT table_name, view_name FROM information_schema.view_table_usage WHERE view_schema = 'public'`,
  )
  const names = new Set(rows.map(({ name }) => name))
  const throughView = (text: string) => rows.filter(({ view }) => view !== null && mentions(text, view))
  const tablesIn = (text: string) =>
    new Set([...[...names].filter((name) => mentions(text, name)), ...throughView(text).map(({ name }) => name)])
  const read = new Map<string, ReadonlySet<string>>()
  for (const { name, sql } of [...readLawFiles('laws'), ...readLawFiles('conservation')]) read.set(name, tablesIn(sql))
  for (const { name, sql } of DISTRIBUTIONS) read.set(name, tablesIn(typeof sql === 'string' ? sql : sql(config)))
  return (lawName, statement) => {
    const tables = read.get(lawName)
    return tables === undefined || [...tablesIn(statement)].some((table) => tables.has(table))
  }
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text)
}
