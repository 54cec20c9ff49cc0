import { setTimeout as delay } from 'node:timers/promises'
import type { SliceTimes, TypeCounts } from '../../api/engine.ts'
import type { Config } from '../../config/schema.ts'
import type { Database } from '../../database/connect.ts'
import type { RecordedSlice } from '../../event-store/bookkeeping.ts'
import { readSlices } from '../../event-store/reader.ts'
import type { Projector } from '../../projection/projector.ts'
import type { Publisher } from '../../publishing/publisher.ts'
import type { Sink } from '../../publishing/sink.ts'
import type { PublisherStatistics } from '../../publishing/statistics.ts'
import type { SliceFacts } from '../../run.ts'
import { createPace, type Pace, type PaceFigures, type Speed } from '../../time/pace.ts'
import type { SimTime } from '../../time/sim-time.ts'
import type { CommandContext } from '../command.ts'
import { firstIncompleteDay } from '../generate/target.ts'
import { durationSignal } from '../publish/duration-signal.ts'
import { placeBefore } from '../publish/log-point.ts'
import { makePublisher, openRecords, wantedTypes } from '../publish/publishing.ts'
import { checkTables, makePlan, noteBeginning, openTables, type Plan, type SimulatingParts } from '../simulate/plan.ts'
import { simulateOn } from '../simulate/simulate-on.ts'
import { wantsReports, writeReport } from '../report.ts'
import { eventsBehind, readSliceList } from '../status/log-status.ts'
import { MACHINE_CLOCK } from '../machine-clock.ts'
import { type ControlAnswer, KEYS_TEXT, listenForControls } from './controls.ts'
import { pacedSlices } from './paced-slices.ts'
import { showLive } from './show-live.ts'
import { NO_SLICES, withSlice } from './slice-times.ts'
import { type AskedRequest, takeRequest } from './take-request.ts'
import { addedCounts } from './type-counts.ts'

/** What `live` works with. */
export interface LiveParts extends SimulatingParts {
  readonly speed: Speed
  readonly config: Config
  /** Absent when nothing is published. */
  readonly sink: Sink | undefined
}

/** What a call has done. */
export interface Lived {
  /** Simulated instants: where the log ended before, and ends now. */
  readonly from: SimTime
  readonly to: SimTime
  readonly events: number
  readonly rows: number
  readonly seconds: number
  readonly pace: PaceFigures
  readonly published: {
    readonly sink: string
    readonly statistics: PublisherStatistics
    readonly behind: number
  } | null
  readonly interrupted: boolean
}

/** The publisher may take so long to send what is recorded when the simulation has ended. */
const DRAIN_LIMIT_MS = 10_000
const LOOK_MS = 10

/** Goes on with the simulation, paced against the wall clock, and publishes what happens. */
export async function live(parts: LiveParts): Promise<Lived> {
  const { context, log } = parts
  const plan = await makePlan(parts)
  const { company, recorder } = plan
  const database = await parts.openDatabase()
  await checkTables(parts, database)
  const logId = await noteBeginning(parts, plan, firstIncompleteDay(company, recorder.last?.to))
  await using projector = await openTables(parts, plan, { database, logId })
  await using stack = new AsyncDisposableStack()
  const slices = await readSliceList(log.store)
  const publisher = await openPublisher(parts, { database, logId, stack, slices })
  const recorded = { events: 0, to: plan.from, slice: recorder.last?.number ?? 0, times: NO_SLICES, types: {} }
  const behind = lagOf(publisher, slices, recorded)
  const pace = createPace(parts.speed, MACHINE_CLOCK)
  const began = performance.now()
  context.log.info(context.host.stdin.isTTY ? KEYS_TEXT : `live from ${new Date(plan.from).toISOString()}`)
  const controlled = { pace, request: (asked: AskedRequest) => takeRequest(plan, asked) }
  stack.use(listenForControls(context.host.stdin, controlled, (answer) => tellAnswer(context, answer)))
  stack.use(showLive(context, { pace, recorded, publisher, projector, behind }))
  await runLive(parts, { plan, projector, logId, pace, recorded, publisher, behind })
  return {
    from: plan.from,
    to: recorded.to,
    events: recorded.events,
    rows: projector.statistics.rows,
    seconds: Math.round((performance.now() - began) / 10) / 100,
    pace: pace.figures(),
    published: publisher === undefined ? null : publishedFigures(parts, publisher, behind()),
    interrupted: context.signal.aborted,
  }
}

function tellAnswer(context: CommandContext, answer: ControlAnswer): void {
  if (wantsReports(context)) writeReport(context, 'answer', answer)
  else context.log.info(answer.text)
}

/** What was recorded, and up to where. */
interface Recorded {
  events: number
  to: SimTime
  slice: number
  times: SliceTimes
  types: TypeCounts
}

/** How many events the publisher has not read. */
function lagOf(publisher: Publisher | undefined, slices: readonly RecordedSlice[], recorded: Recorded): () => number {
  if (publisher === undefined) return () => 0
  const { slice, eventsDone } = publisher.place
  const before = eventsBehind(slices, slice) - eventsDone
  return () => before + recorded.events - publisher.statistics.read
}

interface LiveRun {
  readonly plan: Plan
  readonly projector: Projector
  readonly logId: string
  readonly pace: Pace
  readonly recorded: Recorded
  readonly publisher: Publisher | undefined
  readonly behind: () => number
}

/** Simulates and publishes until one of them ends, or the user or the duration ends both. */
async function runLive(parts: LiveParts, run: LiveRun): Promise<void> {
  const { context, config } = parts
  const { plan, projector, logId, pace, recorded, publisher, behind } = run
  const onSlice = ({ eventCount, to, number }: RecordedSlice, { ms, types }: SliceFacts) => {
    recorded.events += eventCount
    recorded.to = to
    recorded.slice = number
    recorded.times = withSlice(recorded.times, ms)
    recorded.types = addedCounts(recorded.types, Object.fromEntries(types))
  }
  const following = followLog(parts, publisher)
  try {
    const pacing = pacedSlices(pace, { behind, mostBehind: config.realtime.max_lag_events, from: plan.from })
    const signal = AbortSignal.any([context.signal, durationSignal(config.realtime.duration_minutes), following.failed])
    await simulateOn(parts, plan, { until: Number.POSITIVE_INFINITY, projector, logId, onSlice, signal, pacing })
    await following.drain(() => behind() === 0 && publisher?.statistics.waiting === 0)
  } finally {
    await following.end()
  }
}

function publishedFigures({ sink }: LiveParts, { statistics }: Publisher, behind: number) {
  return { sink: sink?.name ?? '', statistics, behind: behind + statistics.waiting }
}

interface PublisherOpening {
  readonly database: Database
  readonly logId: string
  readonly stack: AsyncDisposableStack
  readonly slices: readonly RecordedSlice[]
}

/** The publisher stands where it left off; a new sink begins with what happens from now on. */
async function openPublisher(
  { context, config, sink }: LiveParts,
  { database, logId, stack, slices }: PublisherOpening,
): Promise<Publisher | undefined> {
  if (sink === undefined) return undefined
  const records = stack.use(await openRecords(context, { database, sink, logId }))
  const start = (await records.place()) ?? placeBefore({ at: 'end' }, slices)
  return await makePublisher(context, { config, types: wantedTypes(config), sink, records, start, isMeant: () => true })
}

interface Following {
  /** Aborted when the publisher has failed. */
  readonly failed: AbortSignal
  /** Waits, within a limit, until what is asked for holds. */
  drain(isDone: () => boolean): Promise<void>
  /** Ends the publisher. @throws what it failed with. */
  end(): Promise<void>
}

/** Publishes what is recorded, as it is recorded. */
function followLog({ log }: LiveParts, publisher: Publisher | undefined): Following {
  const failed = new AbortController()
  const ended = new AbortController()
  const running = publisher
    ?.run((signal) => readSlices(log.store, publisher.place.position, { signal, live: true }), ended.signal)
    .catch((error: unknown) => failed.abort(error))
  return {
    failed: failed.signal,
    async drain(isDone) {
      if (publisher === undefined) return
      const limit = performance.now() + DRAIN_LIMIT_MS
      while (!isDone() && !failed.signal.aborted && performance.now() < limit) {
        await delay(LOOK_MS)
      }
    },
    async end() {
      ended.abort()
      await running
      failed.signal.throwIfAborted()
    },
  }
}
