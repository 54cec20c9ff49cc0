/** A column of a grid. */
export interface Column<Row> {
  readonly title: string
  readonly text: (row: Row) => string | number
  /** Numbers stand right. */
  readonly isNumber?: boolean
  /** More of it, on hover. */
  readonly hint?: (row: Row) => string
}

/** Rows under titles; scrolls by itself where it is too wide. */
export function Grid<Row>({
  label,
  rows,
  columns,
  keyOf,
}: {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row, index: number) => string | number
}) {
  return (
    <div class="grid" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" class={isNumber === true ? 'number' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)}>
              {columns.map(({ title, text, isNumber, hint }) => (
                <td key={title} class={isNumber === true ? 'number' : ''} title={hint?.(row)}>
                  {text(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
