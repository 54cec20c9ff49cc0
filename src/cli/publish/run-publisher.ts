import type { Config } from '../../config/schema.ts'
import type { Slice } from '../../event-store/reader.ts'
import type { Publisher } from '../../publishing/publisher.ts'
import type { PublisherStatistics } from '../../publishing/statistics.ts'
import type { Pace, PaceFigures } from '../../time/pace.ts'
import type { CommandContext } from '../command.ts'
import { factor } from '../progress.ts'
import { durationSignal } from './duration-signal.ts'
import { reportEvery, wantsReports, writeReport } from '../report.ts'
import { Gate, listenForPublishLines } from './publish-controls.ts'

/** What a publisher has done. */
export interface Published {
  readonly sink: string
  readonly seconds: number
  readonly statistics: PublisherStatistics
  /** How simulated time went along; null when nothing was paced. */
  readonly pace: PaceFigures | null
  readonly interrupted: boolean
}

/** A publisher and what it reads. */
export interface PublisherRun {
  readonly name: string
  readonly publisher: Publisher
  readonly pace: Pace | undefined
  readonly config: Config
  /** Events that there are to read; undefined when there is no end. */
  readonly total: number | undefined
  readonly slices: (signal: AbortSignal) => AsyncIterable<Slice>
}

/** Publishes to the end of what is read, or until the user or `duration_minutes` ends it, and shows how far it is. */
export async function runPublisher(context: CommandContext, run: PublisherRun): Promise<Published> {
  const { publisher, pace, config, slices } = run
  const signal = AbortSignal.any([context.signal, durationSignal(config.realtime.duration_minutes)])
  const began = performance.now()
  const gate = new Gate()
  await runShown(context, { ...run, gate, slices: (until) => gate.through(slices(until), until) }, signal)
  return {
    sink: run.name,
    seconds: Math.round((performance.now() - began) / 10) / 100,
    statistics: publisher.statistics,
    pace: pace?.figures() ?? null,
    interrupted: context.signal.aborted,
  }
}

interface ShownRun extends PublisherRun {
  readonly gate: Gate
}

async function runShown(context: CommandContext, run: ShownRun, signal: AbortSignal): Promise<void> {
  using stack = new DisposableStack()
  stack.use(showPublisher(context, run))
  if (wantsReports(context)) {
    stack.use(listenForPublishLines(context.host.stdin, run, (answer) => writeReport(context, 'answer', answer)))
  }
  await run.publisher.run(run.slices, signal)
}

const SHOW_MS = 200

/** What a report of `publish` says. */
export interface PublishFacts extends PublisherStatistics {
  readonly sink: string
  /** Events that there are to read; null when there is no end. */
  readonly total: number | null
  readonly paused: boolean
  readonly pace: PaceFigures | null
}

function showPublisher(context: CommandContext, { name, publisher, pace, total, gate }: ShownRun): Disposable {
  if (wantsReports(context)) {
    const facts = (): PublishFacts => ({
      sink: name,
      total: total ?? null,
      paused: gate.isClosed,
      ...publisher.statistics,
      pace: pace?.figures() ?? null,
    })
    return reportEvery(context, 'publish', facts)
  }
  const progress = context.progress({ label: 'publish', unit: 'events' })
  const timer = setInterval(() => {
    const { read, sent, waiting, breaker } = publisher.statistics
    const figures = pace?.figures()
    const also = [
      figures && `speed ${factor(figures.achievedLately)} of ${figures.speed}`,
      waiting > 0 ? `${waiting} waiting` : undefined,
      breaker === 'closed' ? undefined : `breaker ${breaker}`,
    ]
    progress.update({
      share: total === undefined || total === 0 ? undefined : Math.min(1, read / total),
      count: sent,
      also: also.filter((part) => part !== undefined).join('  '),
    })
  }, SHOW_MS)
  return {
    [Symbol.dispose]() {
      clearInterval(timer)
      progress.finish()
    },
  }
}
