import { dateText } from '../../time/business-date.ts'
import { compact, duration } from '../progress.ts'
import type { Generated } from './generate.ts'

/** The result of `generate --json`. */
export interface GenerateResult {
  /** First business day of history, and the last that is complete; null when none is. */
  readonly from: string
  readonly to: string | null
  /** Business days that this call completed. */
  readonly days: number
  readonly events: number
  readonly rows: number
  readonly seconds: number
  readonly interrupted: boolean
  /** CPU seconds of this process while it simulated, and the most memory that it held. */
  readonly cpu_seconds: number
  readonly peak_rss_bytes: number
  /** Rows that this call added, by fact table. */
  readonly tables: Readonly<Record<string, number>>
}

/** What a call did, for programs. */
export function resultOf(generated: Generated, interrupted: boolean): GenerateResult {
  const { company, endBefore, endAfter, events, seconds, cpuSeconds, projected } = generated
  return {
    from: dateText(company.startDay),
    to: endAfter > company.startDay ? dateText(endAfter - 1) : null,
    days: endAfter - endBefore,
    events,
    rows: projected.rows,
    seconds: Math.round(seconds * 100) / 100,
    interrupted,
    cpu_seconds: Math.round(cpuSeconds * 100) / 100,
    peak_rss_bytes: process.resourceUsage().maxRSS * 1024,
    tables: projected.rowsByTable,
  }
}

/** What a call did, for people. */
export function resultText({ from, to, events, rows, seconds, interrupted }: GenerateResult): string {
  const reach = to === null ? 'no business day is complete yet' : `history covers ${from} to ${to}`
  if (events === 0 && rows === 0) return `Nothing to do: ${reach}.`
  const rate = compact(Math.round(events / Math.max(seconds, 0.001)))
  const what = `${compact(events)} events and ${compact(rows)} fact rows in ${duration(seconds)} (${rate} events/s)`
  return interrupted
    ? `Interrupted after ${what}; ${reach}. Run the command again to continue.`
    : `Made ${what}; ${reach}.`
}
