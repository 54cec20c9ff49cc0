import type { Dashboard } from '../../api/dashboard.ts'
import type { DeadLetters } from '../../api/dead-letters.ts'
import { EngineRefused } from '../../api/engine.ts'
import type { Tables } from '../../api/tables.ts'
import type { Config } from '../../config/schema.ts'
import type { FeedClock } from '../../live/protocol.ts'
import { lawTitles } from '../../verify/run-laws.ts'
import { clearData } from '../clear-data.ts'
import type { CommandContext } from '../command.ts'
import { mayHaveLog } from '../event-log.ts'
import { chosenSink } from '../publish/open-sink.ts'
import { UsageError } from '../usage-error.ts'
import { ChildChecks } from './child-checks.ts'
import { ChildEngine, type EngineParts } from './child-engine.ts'
import { ChildStream } from './child-stream.ts'
import { currentConfig } from './config-access.ts'
import { postgresDashboard } from './dashboard/postgres-dashboard.ts'
import { readBeginning } from './feed-beginning.ts'
import { FeedThread } from './feed-thread.ts'
import { type HeldDatabase, holdDatabase } from './held-database.ts'
import { readHistoryState } from './history-state.ts'
import { keptLetters, type LetterSources } from './kept-letters.ts'
import { LogIndex } from './log-index.ts'
import { longestVisitNow } from './longest-visit-of.ts'
import { readOutbox } from './outbox.ts'
import { asked, postgresTables } from './postgres-tables.ts'
import { AsideRuns } from './publish-aside.ts'
import { RememberedCourse } from './stream-course.ts'
import { ToldStories } from './stories/told-stories.ts'

/** What a server has open. */
export interface OpenParts {
  readonly held: HeldDatabase
  readonly index: LogIndex
  readonly engine: ChildEngine
  readonly streaming: ChildStream
  readonly letters: DeadLetters
  readonly course: RememberedCourse
  readonly checks: ChildChecks
  readonly feed: FeedThread
  readonly stories: ToldStories
  readonly tables: Tables
  readonly dashboard: Dashboard
}

/** Opens everything that answers are made from; `stack` closes it. */
export async function openParts(
  context: CommandContext,
  config: Config,
  stack: AsyncDisposableStack,
): Promise<OpenParts> {
  const held = stack.use(await holdDatabase(context, config))
  const index = new LogIndex(context)
  const sources = { held, index }
  const engine = stack.use(
    openEngine(context, sources, {
      isChecked: () => checks.isRunning(),
      clear: () => clear({ held, index, streaming, aside, checks, course, feed }, config),
    }),
  )
  const aside = stack.use(new AsideRuns(readerFlags(context), context.log.info))
  const sending = { runAside: aside.run, missing: () => missingSink(context) }
  const streaming: ChildStream = stack.use(openStream(context, engine, sources, sending))
  const letters = keptLetters({ index, database: held.database, ...sending })
  const course: RememberedCourse = stack.use(new RememberedCourse({ streaming, now: context.host.now }))
  const checks: ChildChecks = stack.use(openChecks(context, engine))
  const feed: FeedThread = stack.use(openFeed(context, config, { engine, held }))
  const stories = stack.use(new ToldStories({ config: context.config, hasLog: () => mayHaveLog(config) }))
  const tables = postgresTables(held.database)
  const dashboard = postgresDashboard({ database: held.database, longestVisit: () => longestVisitNow(config, index) })
  return { held, index, engine, streaming, letters, course, checks, feed, stories, tables, dashboard }
}

interface Sources {
  readonly held: HeldDatabase
  readonly index: LogIndex
}

function openEngine(
  context: CommandContext,
  { held, index }: Sources,
  others: Pick<EngineParts, 'isChecked' | 'clear'>,
): ChildEngine {
  return new ChildEngine({
    flags: writerFlags(context),
    history: () => readHistoryState(context, index, held.database()),
    ...others,
    now: context.host.now,
    log: context.log.info,
  })
}

function openStream(
  context: CommandContext,
  engine: ChildEngine,
  { held, index }: Sources,
  sending: Pick<LetterSources, 'runAside' | 'missing'>,
): ChildStream {
  return new ChildStream({
    flags: readerFlags(context),
    engine,
    ...sending,
    outbox: () => asked(() => readOutbox(index, chosenSink(currentConfig(context).config), held.database())),
    now: context.host.now,
    log: context.log.info,
  })
}

/** Why nothing can be sent, if so. */
function missingSink(context: CommandContext): string | undefined {
  return chosenSink(currentConfig(context).config) === null
    ? 'there is no sink: set AZURE_EVENTHUB_CONNECTION_STRING, or stream.sink'
    : undefined
}

function openChecks(context: CommandContext, engine: ChildEngine): ChildChecks {
  const { host, log } = context
  return new ChildChecks({ flags: readerFlags(context), engine, laws: lawTitles, now: host.now, log: log.info })
}

function openFeed(
  context: CommandContext,
  config: Config,
  { engine, held }: Pick<OpenParts, 'engine' | 'held'>,
): FeedThread {
  return new FeedThread({
    config,
    clock: () => clockOf(engine),
    canFollow: () => !engine.isGenerating() && mayHaveLog(config),
    beginning: () => readBeginning(held.database()),
    warn: context.log.warn,
  })
}

function clockOf(engine: ChildEngine): FeedClock {
  const { at, speed, achieved, lagMs, ...simulation } = engine.simulation()
  const status = engine.isGenerating() ? 'generating' : simulation.status
  const simulated_time = at === null ? null : new Date(at).toISOString()
  return { status, simulated_time, speed, achieved_speed: achieved, lag_ms: lagMs }
}

type Cleared = Pick<OpenParts, 'held' | 'index' | 'streaming' | 'checks' | 'course' | 'feed'> & {
  readonly aside: AsideRuns
}

/** @throws EngineRefused while something reads what would be deleted. */
async function clear(
  { held, index, streaming, aside, checks, course, feed }: Cleared,
  { paths }: Config,
): Promise<void> {
  if (streaming.isActive()) throw new EngineRefused('busy', 'events are being sent: stop that first')
  if (aside.isBusy()) throw new EngineRefused('busy', 'dead letters are being sent, or a sink is asked: wait for that')
  await held.without(() => deleteData(paths.data))
  index.clear()
  checks.clear()
  course.forget()
  feed.forget()
}

async function deleteData(folder: string): Promise<void> {
  try {
    await clearData(folder)
  } catch (error) {
    throw error instanceof UsageError ? new EngineRefused('busy', error.message) : error
  }
}

/** What gives a command that simulates the configuration of this one. */
function writerFlags(context: CommandContext): readonly string[] {
  const { preset } = context.flags
  return [...(preset === undefined ? [] : [`--preset=${String(preset)}`]), ...readerFlags(context)]
}

/** The same for one that reads a log, which says itself what its company is like. */
function readerFlags({ flags, settings }: CommandContext): readonly string[] {
  const { config: file } = flags
  return [
    ...(file === undefined ? [] : [`--config=${String(file)}`]),
    ...settings.map(({ path, value }) => `--set=${path}=${value}`),
  ]
}
