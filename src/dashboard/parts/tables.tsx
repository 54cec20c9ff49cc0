import { useState } from 'preact/hooks'
import { usePoll } from '../api.ts'
import { bytes, whole } from '../format.ts'
import { refine, useQuery } from '../route.ts'
import { valueText } from './sql-box.tsx'
import { Awaited } from './state-notes.tsx'
import { Grid } from './table.tsx'

interface Counts {
  readonly master: Readonly<Record<string, number>>
  readonly facts: Readonly<Record<string, number>>
}

interface Preview {
  readonly columns: readonly string[]
  readonly row_count: number
  readonly preview_rows: readonly Readonly<Record<string, unknown>>[]
  readonly next_cursor: string | null
  readonly most_recent_date: string | null
}

interface Chosen {
  readonly kind: 'master' | 'facts'
  readonly name: string
}

const EVERY_MS = 5000
const PAGE = 25

/** Tables with their rows; one of them in pages. */
export function Tables() {
  const polled = usePoll<Counts>('api/dashboard/counts', EVERY_MS)
  const name = useQuery('table')
  const chosen = polled.data && chosenOf(polled.data, name)
  return (
    <section aria-labelledby="tables-title">
      <h2 id="tables-title">Tables</h2>
      <Awaited polled={polled} what="the tables">
        {({ master, facts }) => (
          <div class="tiles">
            {(['master', 'facts'] as const).flatMap((kind) =>
              Object.entries(kind === 'master' ? master : facts).map(([each, rows]) => (
                <button
                  key={each}
                  type="button"
                  class="tile"
                  aria-pressed={each === name}
                  onClick={() => refine({ table: each })}
                >
                  <span>{each}</span>
                  <strong>{whole(rows)}</strong>
                </button>
              )),
            )}
          </div>
        )}
      </Awaited>
      {chosen !== undefined && <PreviewOf key={chosen.name} chosen={chosen} />}
    </section>
  )
}

/** The table that the address names, if there is one. */
function chosenOf(counts: Counts, name = ''): Chosen | undefined {
  const kind = (['master', 'facts'] as const).find((each) => Object.hasOwn(counts[each], name))
  return kind && { kind, name }
}

interface Summary {
  readonly bytes: number
  readonly first_event: string | null
  readonly last_event: string | null
}

/** How much a table takes, and from when to when its rows are. */
function Size({ kind, name }: Chosen) {
  const { data } = usePoll<Summary>(`api/${kind}/${name}/summary`, 60_000)
  if (data === undefined) return null
  const { bytes: size, first_event: first, last_event: last } = data
  const range = first === null || last === null ? '' : `, from ${minuteOf(first)} to ${minuteOf(last)} UTC`
  return (
    <p class="note">
      {bytes(size)} without indexes{range}.
    </p>
  )
}

function minuteOf(at: string): string {
  return at.slice(0, 16).replace('T', ' ')
}

function PreviewOf({ chosen: { kind, name } }: { readonly chosen: Chosen }) {
  const [offset, setOffset] = useState(0)
  const cursor = offset === 0 ? '' : `&cursor=${offset}`
  const polled = usePoll<Preview>(`api/${kind}/${name}?limit=${PAGE}${cursor}`, 60_000)
  return (
    <section aria-label={`Rows of ${name}`}>
      <h3>{name}</h3>
      <Size kind={kind} name={name} />
      <Awaited
        polled={polled}
        what={`rows of ${name}`}
        empty={({ row_count: rows }) => (rows === 0 ? 'It is empty.' : undefined)}
      >
        {({ columns, preview_rows: rows, row_count: count, next_cursor: next }) => (
          <>
            <p class="note">
              Rows {whole(offset + 1)} to {whole(offset + rows.length)} of {whole(count)}.{' '}
              <button type="button" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
                Back
              </button>{' '}
              <button type="button" disabled={next === null} onClick={() => setOffset(offset + PAGE)}>
                Next
              </button>
            </p>
            <Grid
              label={`Rows of ${name}`}
              rows={rows}
              keyOf={(_row, index) => offset + index}
              columns={columns.map((column) => ({
                title: column,
                text: (row: Readonly<Record<string, unknown>>) => valueText(row[column]),
                isNumber: typeof rows[0]?.[column] === 'number',
              }))}
            />
          </>
        )}
      </Awaited>
    </section>
  )
}
