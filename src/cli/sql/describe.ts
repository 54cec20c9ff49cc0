const KINDS =
  "CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' ELSE 'materialized view' END"

function listOf(kinds: string): string {
  return `
  SELECT n.nspname AS schema, c.relname AS name, ${KINDS} AS kind, obj_description(c.oid, 'pg_class') AS description
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN (${kinds}) AND NOT c.relispartition AND n.nspname IN ('public', 'csv_compat')
   ORDER BY n.nspname DESC, c.relname`
}

function columnsOf(name: string): string {
  return `
  SELECT a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
         CASE WHEN a.attnotnull THEN '' ELSE 'null' END AS may_be,
         CASE WHEN k.place IS NULL THEN '' ELSE k.place::text END AS key,
         col_description(a.attrelid, a.attnum) AS description
    FROM pg_attribute a
    LEFT JOIN LATERAL (SELECT array_position(i.indkey::int2[], a.attnum) + 1 AS place FROM pg_index i
                        WHERE i.indrelid = a.attrelid AND i.indisprimary) AS k ON true
   WHERE a.attrelid = '${name.replaceAll("'", "''")}'::regclass AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attnum`
}

/** The SQL behind \`\\d\`, \`\\dt\`, \`\\dv\` and \`\\d NAME\`; undefined for anything else. */
export function describeSql(line: string): string | undefined {
  const [, command, name] = /^\\(d[tv]?)(?:\s+([\w."]+))?\s*;?$/.exec(line.trim()) ?? []
  if (command === undefined) return undefined
  if (name !== undefined) return columnsOf(name)
  return listOf({ d: "'r', 'p', 'v', 'm'", dt: "'r', 'p'", dv: "'v', 'm'" }[command] ?? '')
}
