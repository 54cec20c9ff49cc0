import type { DictionaryProblem } from './dictionary-error.ts'
import type { ReadTable } from './read-table.ts'
import type { Row } from './table.ts'

/** Says what is wrong with an entry in the light of other rows, or nothing. */
export type Rule<Entry> = (entry: Entry) => string | undefined

/** Whether a file has no bad rows, so that a row that it lacks is not one of them. */
export function isSound(table: ReadTable<unknown>): boolean {
  return table.problems.length === 0
}

/** Runs `rule` over every row. */
export function eachRow<Entry>(table: ReadTable<Entry>, rule: Rule<Entry>): DictionaryProblem[] {
  return table.rows.flatMap(({ line, entry }) => {
    const text = rule(entry)
    return text === undefined ? [] : [{ file: table.file, line, text }]
  })
}

/** Every row whose key an earlier row has; `describe` names the key in the message. */
export function duplicates<Entry>(
  table: ReadTable<Entry>,
  key: (entry: Entry) => string,
  describe: (entry: Entry) => string,
): DictionaryProblem[] {
  const seen = new Map<string, number>()
  return table.rows.flatMap(({ line, entry }) => {
    const name = key(entry).toLowerCase()
    const before = seen.get(name)
    if (before === undefined) {
      seen.set(name, line)
      return []
    }
    return [{ file: table.file, line, text: `${describe(entry)}: already in line ${before}` }]
  })
}

/** Every row that gives its key another value than the first row with that key does. */
export function contradictions<Entry>(
  table: ReadTable<Entry>,
  key: (entry: Entry) => string,
  value: (entry: Entry) => string,
  describe: (entry: Entry, first: Row<Entry>) => string,
): DictionaryProblem[] {
  const firsts = new Map<string, Row<Entry>>()
  return table.rows.flatMap((row) => {
    const first = firsts.get(key(row.entry))
    if (first === undefined) firsts.set(key(row.entry), row)
    if (first === undefined || value(first.entry) === value(row.entry)) return []
    return [{ file: table.file, line: row.line, text: describe(row.entry, first) }]
  })
}

/** The distinct keys of a table's rows. */
export function keysOf<Entry>(table: ReadTable<Entry>, key: (entry: Entry) => string): ReadonlySet<string> {
  return new Set(table.rows.map(({ entry }) => key(entry)))
}
