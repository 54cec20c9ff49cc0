import type { ClientBase } from 'pg'
import { FACTS_TELL_THE_LOG } from '../../src/verify/facts/facts-tell-the-log.ts'
import type { LawTitle } from '../../src/verify/report.ts'
import { checkTables, type Expectations } from '../../src/verify/run-laws.ts'

/** Tells whether a law reads any of the tables that a statement names, itself or through a view. */
export type Reads = (lawName: string, statement: string) => boolean

/** What laws read, by the queries that they send: all but the one that compares every table with the log. */
export async function tablesOfLaws(client: ClientBase, expectations: Expectations): Promise<Reads> {
  const tablesIn = await findTables(client)
  let sent: string[] = []
  const listening = listenTo(client, (query) => sent.push(query))
  const read = new Map<string, ReadonlySet<string>>()
  for await (const { name } of checkTables(listening, expectations, isAboutSomeTables)) {
    read.set(name, tablesIn(sent.join('\n')))
    sent = []
  }
  return (lawName, statement) => [...tablesIn(statement)].some((table) => read.get(lawName)?.has(table))
}

function isAboutSomeTables({ name }: LawTitle): boolean {
  return name !== FACTS_TELL_THE_LOG.name
}

/** The tables that a text names, itself or by a view of them. */
async function findTables(client: ClientBase): Promise<(text: string) => ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string; view: string | null }>(
    `SELECT tablename AS name, NULL AS view FROM pg_tables WHERE schemaname = 'public'
     UNION ALL
     SELECT table_name, view_name FROM information_schema.view_table_usage WHERE view_schema = 'public'`,
  )
  const words = rows.map(({ name, view }) => ({ name, word: new RegExp(`\\b${view ?? name}\\b`) }))
  return (text) => new Set(words.filter(({ word }) => word.test(text)).map(({ name }) => name))
}

function listenTo(client: ClientBase, hear: (query: string) => void): ClientBase {
  const ask = client.query.bind(client) as (query: string | { readonly text: string }, values?: unknown) => unknown
  const query: typeof ask = (asked, values) => {
    hear(typeof asked === 'string' ? asked : asked.text)
    return ask(asked, values)
  }
  return new Proxy(client, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)) })
}
