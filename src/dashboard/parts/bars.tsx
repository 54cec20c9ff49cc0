/** A bar with its label and its value in words. */
export interface BarRow {
  readonly label: string
  readonly value: number
  readonly text: string
}

/** Bars from a zero line, labelled directly. */
export function Bars({ rows }: { readonly rows: readonly BarRow[] }) {
  const most = Math.max(1, ...rows.map(({ value }) => value))
  if (rows.length === 0) return <p class="note">Nothing yet.</p>
  return (
    <ul class="bars">
      {rows.map(({ label, value, text }) => (
        <li key={label}>
          <span class="bar-label">{label}</span>
          <span class="bar" style={{ '--share': `${Math.max(0, (value / most) * 100)}%` }} />
          <span class="bar-value">{text}</span>
        </li>
      ))}
    </ul>
  )
}
