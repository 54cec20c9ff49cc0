import { factor } from '../progress.ts'
import type { Published } from './run-publisher.ts'
import type { RetriedLetters } from './dead-letters.ts'

/** How a command that is given again begins. */
export type GoesOn = 'where it left off' | 'without --from' | 'anew'

const HOW_TO_GO_ON: Readonly<Record<GoesOn, string>> = {
  'where it left off': 'Interrupted: the same command goes on.',
  'without --from': 'Interrupted: the same command without --from goes on.',
  anew: 'Interrupted: the same command begins anew.',
}

/** What a publisher has done, for people. */
export function publishedText(published: Published & { readonly isNew?: boolean; readonly goesOn?: GoesOn }): string {
  const { sink, seconds, statistics, pace, interrupted, isNew, goesOn = 'where it left off' } = published
  const { sent, batches, bytes, rejected, failures, breakerTrips } = statistics
  const rate = seconds > 0 ? Math.round(sent / seconds) : sent
  const failed = Object.entries(failures).map(([kind, count]) => `${kind} ${count}`)
  return [
    `Sent ${counted(sent, 'event')} (${megabytes(bytes)}) in ${counted(batches, 'batch', 'batches')} to ${sink}: ${seconds} s, ${rate.toLocaleString('en')} a second.`,
    pace && `Speed ${pace.speed}: ${factor(pace.achieved)} achieved, the last event ${Math.round(pace.lagMs)} ms late.`,
    failed.length > 0 &&
      `Attempts that failed: ${failed.join(', ')}; the circuit breaker opened ${counted(breakerTrips, 'time')}.`,
    rejected > 0 && `${counted(rejected, 'event')} can never be sent: see the view dead_letters.`,
    isNew === true &&
      sent === 0 &&
      'A sink that is new starts at the end of the log: --from start publishes what is in it, and without --from it goes on from there.',
    interrupted && HOW_TO_GO_ON[goesOn],
  ]
    .filter((line) => typeof line === 'string')
    .join('\n')
}

/** What became of dead letters, for people. */
export function retriedText({ sink, sent, left, interrupted }: RetriedLetters): string {
  const done = `${counted(sent, 'dead letter')} sent to ${sink}, ${left.toLocaleString('en')} left.`
  return interrupted ? `${done}\nInterrupted: the same command goes on.` : done
}

/** What a sink says about itself, for people. */
export function checkedText({ sink, facts }: { readonly sink: string; readonly facts: object }): string {
  const lines = Object.entries(facts).map(([name, value]) => `  ${name.replaceAll('_', ' ')}: ${value}`)
  return [`${sink} is ready.`, ...lines].join('\n')
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
