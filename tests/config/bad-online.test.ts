import { expect, test } from 'vitest'
import { problemsOf } from './resolving.ts'

const FILE = '(from tillstream.config.json)'

/** What the section `online` of a file holds, and the one line that refuses it. */
const SECTIONS: readonly (readonly [object, string])[] = [
  [{ mode_mix: { BOPIS: 0.2 } }, `online.mode_mix: got a sum of 1.1, allowed: shares that sum to 1 ${FILE}`],
  [{ tender_mix: { OTHER: 0 } }, `online.tender_mix: got a sum of 0.95, allowed: shares that sum to 1 ${FILE}`],
  [{ quantity_weights: [1, 1, 1] }, `online.quantity_weights: got a sum of 3, allowed: shares that sum to 1 ${FILE}`],
  [
    { line_weights: [1, 0, 0, 0, 0, 0, 0, 1] },
    `online.line_weights: got a sum of 2, allowed: shares that sum to 1 ${FILE}`,
  ],
  [
    { hour_weights: Array.from({ length: 24 }, () => 0) },
    `online.hour_weights: got nothing but 0, allowed: at least one number above 0 ${FILE}`,
  ],
  [
    { ship_hours: { likely: 50 } },
    `online.ship_hours.likely: got 50, allowed: at most online.ship_hours.max (48) ${FILE}`,
  ],
  [
    { ready_hours: { min: 25 } },
    `online.ready_hours.min: got 25, allowed: at most online.ready_hours.max (24) ${FILE}`,
  ],
  [
    { backorder: { check_hours: 0 } },
    `online.backorder.check_hours: got 0, allowed: whole number from 1 to 168 ${FILE}`,
  ],
  [{ cancel_rate: 2 }, `online.cancel_rate: got 2, allowed: number from 0 to 1 ${FILE}`],
]

test.each(SECTIONS)('a web shop with %j is refused', (online, line) => {
  expect(problemsOf({ file: { online } })).toEqual([line])
})
