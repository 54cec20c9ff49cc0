import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { Cell } from './cells.ts'
import type { DictionaryProblem } from './dictionary-error.ts'
import type { Row, Table } from './table.ts'

/** The good rows of a file, and everything wrong with the others. */
export interface ReadTable<Entry> {
  readonly file: string
  readonly rows: readonly Row<Entry>[]
  readonly problems: readonly DictionaryProblem[]
}

/** The values of a row, and the line where it begins. */
interface CsvRecord {
  readonly values: readonly string[]
  readonly line: number
}

/** The text with line feeds as the only line ends, without byte-order mark; undefined when it is not UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll(/\r\n?/g, '\n')
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
  if (header.length === 1 && columns.length > 1 && /[;\t|]/.test(header[0])) {
    return [`columns are separated by commas: expected ${columns.join(',')}`]
  }
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
  if (!text.includes('"')) return unquotedRecords(text)
  const options = { info: true, record_delimiter: '\n', relax_column_count: true, skip_empty_lines: true }
  const parsed = parse(text, options) as unknown as ReadonlyArray<{ record: string[]; info: { lines: number } }>
  // csv-parse counts the line where a record ends.
  return parsed.map(({ record, info }) => ({ values: record, line: info.lines - lineBreaks(record) }))
}

function lineBreaks(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + value.split('\n').length - 1, 0)
}

/** Where nothing is quoted each line is a record: to split them takes an eighth of what the parser takes. */
function unquotedRecords(text: string): CsvRecord[] {
  return text.split('\n').flatMap((line, index) => (line === '' ? [] : [{ values: line.split(','), line: index + 1 }]))
}

function unreadable(error: unknown): { line: number; text: string } {
  if (!(error instanceof CsvError)) throw error
  const line = typeof error['lines'] === 'number' ? error['lines'] : 0
  return {
    line,
    text: 'quotes do not pair up to here: a value with a comma or quote stands in quotes, and a quote in it is doubled',
  }
}

type Checked = { readonly value: unknown } | { readonly text: string }
type RowReader<Entry> = (values: readonly string[]) => { entry: Entry } | { texts: readonly string[] }

/** What checks the values of a column; most columns repeat theirs, so each value is checked once. */
function cellReader(column: string, cell: Cell): (value: string) => Checked {
  const known = new Map<string, Checked>()
  const check = (value: string): Checked => {
    const result = cell.safeParse(value)
    if (result.success) return { value: result.data }
    return { text: `${column} ${JSON.stringify(value)}: expected ${result.error.issues[0].message}` }
  }
  return (value) => {
    const checked = known.get(value) ?? check(value)
    known.set(value, checked)
    return checked
  }
}

/** What reads a row of a file whose columns stand in the order of `header`. */
function rowReader<Entry>(table: Table<Entry>, header: readonly string[]): RowReader<Entry> {
  const columns = Object.entries(table.cells).map(([name, cell]) => ({
    name,
    index: header.indexOf(name),
    read: cellReader(name, cell),
  }))
  return (values) => {
    if (values.length !== header.length) {
      const count = values.length === 1 ? '1 value' : `${values.length} values`
      return { texts: [`${count}: expected ${header.length}, one for each of ${header.join(',')}`] }
    }
    const row: Record<string, unknown> = {}
    const texts: string[] = []
    for (const { name, index, read } of columns) {
      const checked = read(values[index])
      if ('text' in checked) texts.push(checked.text)
      else row[name] = checked.value
    }
    return texts.length === 0 ? { entry: table.entry(row) } : { texts }
  }
}

function readRows<Entry>(table: Table<Entry>, header: readonly string[], records: readonly CsvRecord[]) {
  const { file } = table
  const read = rowReader(table, header)
  const rows: Row<Entry>[] = []
  const problems: DictionaryProblem[] = []
  for (const { values, line } of records) {
    const result = read(values)
    if ('entry' in result) rows.push({ line, entry: result.entry })
    else problems.push(...result.texts.map((text) => ({ file, line, text })))
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
    const problems = headerProblems(first.values, table.columns)
    if (problems.length > 0) return failed(1, problems)
    if (records.length === 0) return failed(0, [`no rows: expected ${expected}`])
    return { file, ...readRows(table, first.values, records) }
  } catch (error) {
    const { line, text } = unreadable(error)
    return failed(line, [text])
  }
}
