import type { ClientBase } from 'pg'
import type { SqlLaw } from './law-files.ts'
import { type Finding, MAX_OFFENDERS } from './report.ts'

/** Holds the law against the tables: one pass that counts, and only when something is wrong another that quotes it. */
export async function checkSqlLaw(client: ClientBase, { sql }: Pick<SqlLaw, 'sql'>): Promise<Finding> {
  const law = `(\n${sql}\n) AS law`
  const { rows } = await client.query<[unknown, unknown]>({
    text: `SELECT count(*), count(*) FILTER (WHERE holds IS NOT TRUE) FROM ${law}`,
    rowMode: 'array',
  })
  const [checked = 0, violations = 0] = (rows[0] ?? []).map(Number)
  return { checked, violations, offenders: violations === 0 ? [] : await quoteOffenders(client, law) }
}

async function quoteOffenders(client: ClientBase, law: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ offender: string; detail: string | null }>(
    `SELECT offender, detail FROM ${law} WHERE holds IS NOT TRUE ORDER BY offender COLLATE "C", detail COLLATE "C" LIMIT ${MAX_OFFENDERS}`,
  )
  return rows.map(({ offender, detail }) => `${offender}: ${detail ?? 'unknown'}`)
}
