import type { Draws } from '../random.ts'

/** Puts `items` in random order, in place (Fisher and Yates); one word per item but the last. */
export function shuffle(draws: Draws, items: unknown[]): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = draws.below(last + 1)
    const item = items[last]
    items[last] = items[other]
    items[other] = item
  }
}
