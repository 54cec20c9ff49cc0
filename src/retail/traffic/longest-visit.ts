import type { Config } from '../../config/schema.ts'
import { MINUTE, SECOND } from '../../time/sim-time.ts'
import { LONGEST_RETURN } from '../returns/opening-span.ts'

/** Milliseconds that the way through the zones can be longer than planned: each is left a little after the one before. */
const MARGIN = SECOND

/** Milliseconds that no visit of a company lasts longer than, whatever brings it about. */
export function longestVisit({ visits, marketing }: Pick<Config, 'visits' | 'marketing'>): number {
  const planned = visits.duration_minutes.max * Math.max(1, marketing.visit_dwell) * MINUTE
  return Math.max(planned, LONGEST_RETURN) + MARGIN
}
