import { type ClientBase, escapeIdentifier as quoted } from 'pg'
import { type Finding, type LawTitle, MAX_OFFENDERS } from './report.ts'

export const REFERENCES: LawTitle = {
  law: 1,
  name: 'references_resolve',
  says: 'Every foreign key that a table declares names a row that exists.',
}

/** A declared foreign key. */
export interface Reference {
  readonly child: string
  readonly columns: readonly string[]
  readonly parent: string
  readonly parent_columns: readonly string[]
}

/** Read from the catalogue, so that a new key is checked as soon as a migration declares it. */
const DECLARED = `
  SELECT k.conrelid::regclass::text AS child, k.confrelid::regclass::text AS parent, columns, parent_columns
    FROM pg_constraint k
    CROSS JOIN LATERAL (
      SELECT array_agg(c.attname::text ORDER BY place) AS columns, array_agg(p.attname::text ORDER BY place) AS parent_columns
        FROM unnest(k.conkey, k.confkey) WITH ORDINALITY AS key (child_column, parent_column, place)
        JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = key.child_column
        JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = key.parent_column) AS names
   WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND k.conparentid = 0
   ORDER BY k.conrelid::regclass::text COLLATE "C", columns`

/** Follows all keys of a table in one pass over it, or those that are wanted. */
export async function checkReferences(
  client: ClientBase,
  isWanted: (reference: Reference) => boolean = () => true,
): Promise<Finding> {
  const { rows } = await client.query<Reference>(DECLARED)
  const byChild = Map.groupBy(rows.filter(isWanted), ({ child }) => child)
  let checked = 0
  let violations = 0
  const offenders: string[] = []
  for (const [child, references] of byChild) {
    const counts = await countDangling(client, child, references)
    for (const [index, reference] of references.entries()) {
      checked += counts[2 * index] ?? 0
      const dangling = counts[2 * index + 1] ?? 0
      violations += dangling
      const wanted = MAX_OFFENDERS - offenders.length
      if (dangling > 0 && wanted > 0) offenders.push(...(await quoteDangling(client, reference, wanted)))
    }
  }
  return { checked, violations, offenders }
}

async function countDangling(
  client: ClientBase,
  child: string,
  references: readonly Reference[],
): Promise<readonly number[]> {
  const counts = references.map(
    (reference, index) => `count(*) FILTER (WHERE ${isSet(reference)}),
      count(*) FILTER (WHERE ${isSet(reference)} AND ${parentIsMissing(reference, index)})`,
  )
  const joins = references.map(joinParent)
  const { rows } = await client.query<unknown[]>({
    text: `SELECT ${counts.join(', ')} FROM ${child} AS child ${joins.join(' ')}`,
    rowMode: 'array',
  })
  return (rows[0] ?? []).map(Number)
}

async function quoteDangling(client: ClientBase, reference: Reference, limit: number): Promise<readonly string[]> {
  const { child, columns, parent } = reference
  const value = columns.map((column) => `child.${quoted(column)}::text`).join(` || ', ' || `)
  const { rows } = await client.query<{ value: string; times: number }>(
    `SELECT ${value} AS value, count(*) AS times FROM ${child} AS child ${joinParent(reference, 0)}
      WHERE ${isSet(reference)} AND ${parentIsMissing(reference, 0)}
      GROUP BY 1 ORDER BY 1 LIMIT ${limit}`,
  )
  return rows.map((row) => `${child}.${columns.join(', ')} = ${row.value} is not in ${parent} (rows: ${row.times})`)
}

function joinParent({ columns, parent, parent_columns: targets }: Reference, index: number): string {
  const pairs = columns.map((column, place) => `p${index}.${quoted(targets[place] ?? '')} = child.${quoted(column)}`)
  return `LEFT JOIN ${parent} AS p${index} ON ${pairs.join(' AND ')}`
}

function isSet({ columns }: Reference): string {
  return columns.map((column) => `child.${quoted(column)} IS NOT NULL`).join(' AND ')
}

function parentIsMissing({ parent_columns: targets }: Reference, index: number): string {
  return `p${index}.${quoted(targets[0] ?? '')} IS NULL`
}
