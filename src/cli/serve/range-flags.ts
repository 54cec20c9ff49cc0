import type { GenerationRange } from '../../api/engine.ts'

/** How `generate` is told how far to go. */
export function rangeFlags({ end, days }: GenerationRange): readonly string[] {
  if (days !== undefined) return [`--days=${days}`]
  return end === undefined ? [] : [`--to=${end}`]
}
