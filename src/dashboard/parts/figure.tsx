import { Sparkline } from './sparkline.tsx'

/** A figure with how it went. */
export interface FigureParts {
  readonly label: string
  readonly value: string
  /** Against the same hour a week ago, such as `+3.4 %`. */
  readonly change?: string | undefined
  /** What it is compared with, or said beside it. */
  readonly note?: string | undefined
  readonly course: readonly (number | null)[]
  /** Whether more is worse. */
  readonly isBad?: boolean
}

export function Figure({ label, value, change, note, course, isBad = false }: FigureParts) {
  const direction = change === undefined ? '' : change.startsWith('+') === isBad ? 'worse' : 'better'
  return (
    <section class="figure" aria-label={label}>
      <h3>{label}</h3>
      <p class="value">{value}</p>
      <p class="compared">
        {change !== undefined && <span class={direction}>{change}</span>} {note}
      </p>
      <Sparkline values={course} />
    </section>
  )
}
