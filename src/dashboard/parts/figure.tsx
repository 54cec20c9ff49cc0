import { Sparkline } from './sparkline.tsx'

/** A figure with how it went. */
export interface FigureParts {
  readonly label: string
  readonly value: string
  /** Against the same instant a week ago, such as `+3.4 %`. */
  readonly change?: string | undefined
  /** What it is compared with, or said beside it. */
  readonly note?: string | undefined
  /** How it went, at instants. */
  readonly course: readonly (number | null)[]
  readonly instants: readonly number[]
  /** What more of it means. */
  readonly more?: 'better' | 'worse' | 'neither'
}

export function Figure({ label, value, change, note, course, instants, more = 'better' }: FigureParts) {
  const less = more === 'better' ? 'worse' : 'better'
  const direction = more === 'neither' ? '' : change?.startsWith('+') === true ? more : less
  return (
    <section class="figure" aria-label={label}>
      <h3>{label}</h3>
      <p class="value">{value}</p>
      <p class="compared">
        {change !== undefined && <span class={direction}>{change}</span>} {note}
      </p>
      <Sparkline values={course} at={instants} />
    </section>
  )
}
