import { compact, duration, factor } from '../progress.ts'
import type { Lived } from './live.ts'

/** What a live run has done, for people. */
export function livedText({ from, to, events, rows, seconds, pace, published, interrupted }: Lived): string {
  const [began, ended] = [from, to].map((at) => new Date(at).toISOString().slice(0, 19))
  const overall = seconds > 0 ? (to - from) / (seconds * 1000) : 0
  return [
    `Lived from ${began} to ${ended} UTC in ${duration(seconds)}: ${compact(events)} events, ${compact(rows)} fact rows.`,
    `Speed ${factor(overall)} achieved, ${pace.speed} wanted; the clock was ${(pace.driftMs / 1000).toFixed(1)} simulated s behind at the end.`,
    published && publishedText(published),
    interrupted && 'Ended by Ctrl-C; the same command goes on.',
  ]
    .filter((line) => typeof line === 'string')
    .join('\n')
}

function publishedText({ sink, statistics, behind }: NonNullable<Lived['published']>): string {
  const waits =
    behind === 0 ? 'nothing waits' : `${behind.toLocaleString('en')} wait in the log: tillstream publish sends them`
  return `Sent ${statistics.sent.toLocaleString('en')} events to ${sink}; ${waits}.`
}
