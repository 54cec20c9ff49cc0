import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { DictionaryProblem } from './dictionary-error.ts'
import type { Row, Table } from './table.ts'

/** The good rows of a file, and everything wrong with the others. */
export interface ReadTable<Entry> {
  readonly file: string
  readonly rows: readonly Row<Entry>[]
  readonly problems: readonly DictionaryProblem[]
}

interface CsvRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** A column to read: where it is in the file's rows. */
interface Column {
  readonly name: string
  readonly index: number
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function similar(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a.toLowerCase(), b.toLowerCase()] : [b.toLowerCase(), a.toLowerCase()]
  if (long.length - short.length > 2 || short.length < 2) return false
  let head = 0
  while (head < short.length && short[head] === long[head]) head++
  let tail = 0
  while (tail < short.length - head && short.at(-1 - tail) === long.at(-1 - tail)) tail++
  return long.length - head - tail <= 2
}

function headerProblems(header: readonly string[], columns: readonly string[]): string[] {
  const missing = columns.filter((column) => !header.includes(column))
  const known = `expected the columns ${columns.join(',')}`
  const unknown = header.filter((column) => !columns.includes(column))
  const guesses = unknown.map((column) => missing.find((candidate) => similar(column, candidate)))
  const lost = missing.filter((column) => !guesses.includes(column))
  const twice = header.filter((column, index) => columns.includes(column) && header.indexOf(column) < index)
  return [
    ...unknown.map((column, index) => {
      const guess = guesses[index]
      return `unknown column "${column}"${guess === undefined ? '' : `, did you mean "${guess}"?`}: ${known}`
    }),
    ...lost.map((column) => `missing column "${column}": ${known}`),
    ...twice.map((column) => `column "${column}" is there twice: ${known}`),
  ]
}

function csvRecords(text: string): CsvRecord[] {
  const options = { info: true, relax_column_count: true, skip_empty_lines: true } as const
  return parse(text, options) as unknown as CsvRecord[]
}

/** The line where a record begins: csv-parse counts the line where it ends. */
function firstLine({ record, info }: CsvRecord): number {
  return info.lines - record.reduce((breaks, field) => breaks + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}

function unreadable(error: unknown): { line: number; text: string } {
  if (!(error instanceof CsvError)) throw error
  const line = typeof error['lines'] === 'number' ? error['lines'] : 0
  return {
    line,
    text: 'quotes do not pair: a value with a comma or a quote stands in quotes, a quote in it is doubled',
  }
}

function readRow<Entry>(table: Table<Entry>, columns: readonly Column[], record: readonly string[]): Entry | string[] {
  const values = Object.fromEntries(columns.map(({ name, index }) => [name, record[index] ?? '']))
  const result = table.row.safeParse(values)
  if (result.success) return result.data
  return result.error.issues.map((issue) => {
    const column = String(issue.path[0])
    return `${column} ${JSON.stringify(values[column])}: expected ${issue.message}`
  })
}

function readRows<Entry>(table: Table<Entry>, header: readonly string[], records: readonly CsvRecord[]) {
  const columns = table.columns.map((name) => ({ name, index: header.indexOf(name) }))
  const rows: Row<Entry>[] = []
  const problems: DictionaryProblem[] = []
  for (const csv of records) {
    const line = firstLine(csv)
    const complain = (text: string) => problems.push({ file: table.file, line, text })
    if (csv.record.length !== header.length) {
      complain(`${csv.record.length} values: expected ${header.length}, one for each of ${header.join(',')}`)
      continue
    }
    const entry = readRow(table, columns, csv.record)
    if (Array.isArray(entry)) entry.forEach(complain)
    else rows.push({ line, entry })
  }
  return { rows, problems }
}

/** Reads one dictionary file: a header and rows in UTF-8, with or without byte-order mark, with any line ends. */
export function readTable<Entry>(table: Table<Entry>, bytes: Uint8Array): ReadTable<Entry> {
  const { file } = table
  const failed = (line: number, texts: readonly string[]) => ({
    file,
    rows: [],
    problems: texts.map((text) => ({ file, line, text })),
  })
  const text = decode(bytes)
  if (text === undefined) return failed(0, ['not UTF-8: save the file in that encoding'])
  const expected = `a header ${table.columns.join(',')} and at least one row`
  try {
    const [first, ...records] = csvRecords(text)
    if (first === undefined) return failed(0, [`empty: expected ${expected}`])
    const problems = headerProblems(first.record, table.columns)
    if (problems.length > 0) return failed(1, problems)
    if (records.length === 0) return failed(0, [`no rows: expected ${expected}`])
    return { file, ...readRows(table, first.record, records) }
  } catch (error) {
    const { line, text } = unreadable(error)
    return failed(line, [text])
  }
}
