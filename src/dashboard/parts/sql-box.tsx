import { useState } from 'preact/hooks'
import { post } from '../api.ts'
import { whole } from '../format.ts'
import { useTyped } from '../route.ts'
import { tell } from '../toasts.ts'
import { Grid } from './table.tsx'

interface Answer {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly truncated: boolean
}

const EXAMPLES: readonly (readonly [string, string])[] = [
  [
    'Sales by department',
    'SELECT p.department, round(sum(l.extended_price_cents) / 100.0, 2) AS sales\n  FROM fact_receipt_lines l JOIN dim_products p USING (product_id)\n GROUP BY p.department ORDER BY sales DESC',
  ],
  [
    'Busiest hours',
    'SELECT extract(hour FROM entered_at)::int AS utc_hour, count(*) AS visits\n  FROM fact_customer_sessions GROUP BY 1 ORDER BY visits DESC LIMIT 10',
  ],
  [
    'Late shipments',
    "SELECT shipment_id, delay_reason, delay_minutes, disruption_id\n  FROM fact_truck_moves WHERE status = 'DELAYED' ORDER BY event_ts DESC LIMIT 50",
  ],
]

/** One statement, its answer, and ways out for it. */
export function SqlBox() {
  const [sql, setSql] = useTyped('sql', EXAMPLES[0]?.[1] ?? '')
  const { answer, problem, isAsking, run } = useAnswer()
  return (
    <section aria-labelledby="sql-title">
      <h2 id="sql-title">Ask in SQL</h2>
      <form class="form" onSubmit={(event) => (event.preventDefault(), void run(sql))}>
        <Examples choose={setSql} />
        <label>
          Statement (reads only, within 10 s and 1,000 rows)
          <textarea
            rows={5}
            spellcheck={false}
            value={sql}
            title="Ctrl+Enter runs it"
            onInput={(event) => setSql(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void run(sql)
            }}
          />
        </label>
        <button type="submit" class="primary" disabled={isAsking}>
          {isAsking ? 'Asking …' : 'Run'}
        </button>
      </form>
      {problem !== undefined && (
        <pre class="failed" role="alert">
          {problem}
        </pre>
      )}
      {answer !== undefined && problem === undefined && <AnswerGrid answer={answer} />}
    </section>
  )
}

function useAnswer() {
  const [answer, setAnswer] = useState<Answer | undefined>()
  const [problem, setProblem] = useState<string | undefined>()
  const [isAsking, setAsking] = useState(false)
  const run = async (sql: string) => {
    setAsking(true)
    try {
      setAnswer(await post<Answer>('api/query', { sql }))
      setProblem(undefined)
    } catch (error) {
      setProblem((error as Error).message)
    }
    setAsking(false)
  }
  return { answer, problem, isAsking, run }
}

function Examples({ choose }: { readonly choose: (sql: string) => void }) {
  return (
    <div class="chips" role="group" aria-label="Examples">
      {EXAMPLES.map(([name, text]) => (
        <button key={name} type="button" onClick={() => choose(text)}>
          {name}
        </button>
      ))}
    </div>
  )
}

function AnswerGrid({ answer }: { readonly answer: Answer }) {
  const { columns, rows, truncated } = answer
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(separated(answer, '\t'))
      tell('Copied.')
    } catch {
      tell('The browser does not let this page copy: take the CSV.', 'failed')
    }
  }
  return (
    <>
      <p class="note">
        {whole(rows.length)} rows{truncated ? ', and there are more' : ''}.{' '}
        <button type="button" onClick={() => void copy()}>
          Copy
        </button>{' '}
        <button type="button" onClick={() => save(separated(answer, ','))}>
          CSV
        </button>
      </p>
      <Grid
        label="Answer"
        rows={rows}
        keyOf={(_row, index) => index}
        columns={columns.map((name) => ({
          title: name,
          text: (row: Readonly<Record<string, unknown>>) => valueText(row[name]),
          isNumber: typeof rows[0]?.[name] === 'number',
        }))}
      />
    </>
  )
}

/** A value as a cell shows it. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function cell(text: string): string {
  return /["\n,\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function separated({ columns, rows }: Answer, separator: string): string {
  const lines = rows.map((row) => columns.map((name) => cell(valueText(row[name]))).join(separator))
  return [columns.map(cell).join(separator), ...lines].join('\n')
}

function save(text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  link.download = 'answer.csv'
  link.click()
  URL.revokeObjectURL(link.href)
}
