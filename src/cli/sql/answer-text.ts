import { type Answer, MAX_ROWS } from './reader.ts'

/** int8, int2, int4, oid, float4, float8, money, numeric. */
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 26, 700, 701, 790, 1700])
const CONTROL = /[\n\r\t]/g
const SHOWN: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** How wide the screen is, and whether each row is shown as a block of lines whatever its width. */
export interface Screen {
  /** Characters; without end where output is not a terminal. */
  readonly columns: number
  readonly expanded: boolean
}

/** An answer as a table; rows that are wider than the screen become blocks of lines. */
export function answerText(answer: Answer, { columns: room, expanded }: Screen): string {
  const { columns, rows, command, cut } = answer
  if (columns.length === 0) return command
  const cells = rows.map((row) => row.map(cellText))
  const widths = columns.map(({ name }, place) =>
    cells.reduce((most, row) => Math.max(most, row[place].length), name.length),
  )
  const width = widths.reduce((sum, each) => sum + each + 3, -1)
  const body = expanded || width > room ? blocks(answer, cells) : grid(answer, cells, widths)
  return [...body, `(${countText(rows.length, cut)})`].join('\n')
}

function countText(rows: number, cut: boolean): string {
  if (cut) return `the first ${MAX_ROWS.toLocaleString('en')} rows; LIMIT or an aggregate shows what matters`
  return rows === 1 ? '1 row' : `${rows} rows`
}

function cellText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return value === null ? '' : text.replaceAll(CONTROL, (character) => SHOWN[character] ?? character)
}

function grid(
  { columns }: Answer,
  cells: readonly (readonly string[])[],
  widths: readonly number[],
): readonly string[] {
  const head = line(
    columns.map(({ name }) => name),
    (text, place) => text.padEnd(widths[place]),
  )
  const rule = widths.map((width) => '-'.repeat(width + 2)).join('+')
  const body = cells.map((row) =>
    line(row, (text, place) =>
      NUMBERS.has(columns[place].type) ? text.padStart(widths[place]) : text.padEnd(widths[place]),
    ),
  )
  return [head, rule, ...body]
}

function line(texts: readonly string[], pad: (text: string, place: number) => string): string {
  return ` ${texts.map(pad).join(' | ')}`.trimEnd()
}

function blocks({ columns }: Answer, cells: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(...columns.map(({ name }) => name.length))
  return cells.flatMap((row, index) => [
    `-[ row ${index + 1} ]-`.padEnd(width + 3, '-'),
    ...row.map((text, place) => `${columns[place].name.padEnd(width)} | ${text}`.trimEnd()),
  ])
}
