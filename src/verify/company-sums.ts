import type { ClientBase } from 'pg'
import type { SqlLaw } from './law-files.ts'
import type { Finding, Sums } from './report.ts'

/** A row of an equation: the amount is in the column that is named after its unit, as decimal text. */
interface Row {
  readonly side: 'left' | 'right'
  readonly term: string
  readonly cents?: string
  readonly units?: string
}

/** Holds an equation over the whole company: one query, whose rows are its terms. */
export async function checkSums(client: ClientBase, { sql }: Pick<SqlLaw, 'sql'>): Promise<Finding> {
  const { rows } = await client.query<Row>(sql)
  const on = (wanted: Row['side']) =>
    rows
      .filter(({ side }) => side === wanted)
      .map(({ term, cents, units }) => ({ term, amount: Number(cents ?? units) }))
  const sums: Sums = { unit: rows[0]?.cents === undefined ? 'units' : 'cents', left: on('left'), right: on('right') }
  const difference = total(sums.left) - total(sums.right)
  const holds = difference === 0
  const offenders = holds ? [] : [`the company: the sides differ by ${Math.abs(difference)} ${sums.unit}`]
  return { checked: 1, violations: holds ? 0 : 1, offenders, sums }
}

function total(terms: Sums['left']): number {
  return terms.reduce((sum, { amount }) => sum + amount, 0)
}
