import { bytesText } from '../status/disk-use.ts'
import type { Figures, Tour } from './tour.ts'

const FIGURE_WIDTH = 44

function heading(text: string): string {
  return `\n${text}\n${'─'.repeat(text.length)}`
}

function number(value: number): string {
  return value.toLocaleString('en')
}

function dollars(cents: number | null): string {
  if (cents === null) return '–'
  return `$${(cents / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`
}

function pair(label: string, value: string): string {
  return `  ${label.padEnd(24)}${value.padStart(FIGURE_WIDTH - 28)}`.padEnd(FIGURE_WIDTH)
}

/** Two columns, filled from top to bottom. */
function columns(cells: readonly string[]): readonly string[] {
  const half = Math.ceil(cells.length / 2)
  return cells.slice(0, half).map((cell, index) => `${cell}  ${cells[half + index] ?? ''}`.trimEnd())
}

function figureLines(figures: Figures): readonly string[] {
  return columns([
    pair('Net sales', dollars(figures.net_sales_cents)),
    pair('Receipts', number(figures.receipts)),
    pair('Average ticket', dollars(figures.average_ticket_cents)),
    pair('Stock-outs', number(figures.stockouts)),
    pair('Visits', number(figures.visits)),
    pair('Conversion', percent(figures.conversion)),
    pair('Receipts of known buyers', percent(figures.known_share)),
  ])
}

function tableLines(tables: Tour['tables']): readonly string[] {
  const names = Object.keys(tables)
  const width = Math.max(...names.map((name) => name.length))
  return columns(names.map((name) => `  ${name.padEnd(width)}${number(tables[name] ?? 0).padStart(14)}`))
}

/** What was made and how to look at it, for people. */
export function tourText(tour: Tour): string {
  const { company, from, to, figures, tables, data, log, database, queries } = tour
  const people = `${number(company.customers)} known customers, ${number(company.products)} products`
  const history = to === null ? `History begins on ${from}` : `History runs from ${from} to ${to}`
  return [
    heading(`A company with ${number(company.stores)} stores, ${number(company.dcs)} distribution centers, ${people}`),
    `${history}. All of it is invented, and the same seed makes it again.`,
    '',
    ...figureLines(figures),
    heading('Tables and rows'),
    ...tableLines(tables),
    heading('Where it is'),
    `  data directory  ${data}`,
    `  event log       ${log.place}${log.bytes === 0 ? '' : ` (${bytesText(log.bytes)})`}`,
    `  database        ${database.embedded ? `embedded PostgreSQL (${bytesText(database.bytes)})` : 'the server that DATABASE_URL names'}`,
    heading('Open it'),
    `  ${tour.prompt}    # a prompt`,
    `  ${tour.serve}     # keeps the database up, for psql and BI tools`,
    heading('Ask it'),
    ...queries.flatMap(({ asks, line }) => [`  ${asks}`, `  ${line}`, '']),
  ].join('\n')
}
