import type { ResolvedConfig } from '../../config/resolve.ts'
import type { CommandContext, Subcommand } from '../command.ts'
import type { EventLogOptions } from '../event-log.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { GENERATE_FLAGS, type GenerateTarget, generateTarget } from '../flags.ts'
import type { CommandSource } from '../generate/commands-of.ts'
import type { Generated } from '../generate/generate.ts'

export const command: Subcommand = {
  name: 'generate',
  summary: 'Simulates history: events into the log, facts into Postgres',
  flags: GENERATE_FLAGS,
  examples: [
    ['tillstream generate --preset demo --days 14', 'two weeks of a small company; again: two more'],
    [
      'tillstream generate --from 2024-03-04 --days 7 --seed 7',
      'one week of the default company; again: nothing to do',
    ],
    [
      'tillstream generate --preset demo --days 7 --scenario black-friday --data friday',
      'a week in which something happens',
    ],
    ['tillstream generate', 'completes what was interrupted, or goes on to yesterday'],
    [
      'tillstream generate --from-commands data --data again',
      'the same history as in data, with everything that was asked of it while it ran',
    ],
    ['tillstream generate --preset large --days 30 --data large --dry-run', 'what that would make, without making it'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const target = generateTarget(context.flags)
  if (target.dryRun) return estimateOnly(context, target)
  const commandSource = await readCommandSource(context, target)
  const resolved = commandSource?.resolved ?? (await context.config())
  const { config } = resolved
  const [data, { acquireWriter }, { openLog }, { openDatabase }, { generate }, { checkNew }] = await Promise.all([
    import('../data-directory.ts'),
    import('../writer-lock.ts'),
    import('../open-log.ts'),
    import('../open-tables.ts'),
    import('../generate/generate.ts'),
    import('../generate/check-new.ts'),
  ])
  const { now } = context.host
  const options = { readOnly: false, warn: context.log.warn, signal: context.signal }
  const isNew = !data.isDataDirectory(config.paths.data) && !(await hasBegun(resolved, options))
  const founded = isNew ? await checkNew(config, { target, commandSource }, now()) : undefined
  data.openDataDirectory(config.paths.data)
  await using stack = new AsyncDisposableStack()
  stack.use(acquireWriter(config.paths.data))
  await using log = await openLog(resolved, options)
  const generated = await generate({
    context,
    log,
    openDatabase: async () => stack.use(await openDatabase(config, context.log)),
    target,
    commandSource,
    programVersion: context.version,
    now,
    founded,
  })
  await tell(context, generated, target)
  return EXIT.done
}

async function readCommandSource(
  context: CommandContext,
  { fromCommands }: GenerateTarget,
): Promise<CommandSource | undefined> {
  if (fromCommands === undefined) return undefined
  const { commandsOf } = await import('../generate/commands-of.ts')
  return await commandsOf(context, await context.config(), fromCommands)
}

/** Whether a server holds a log already; without one, what has no data directory has no log. */
async function hasBegun(resolved: ResolvedConfig, options: EventLogOptions): Promise<boolean> {
  if (resolved.config.event_store.url === null) return false
  const { openLog } = await import('../open-log.ts')
  await using log = await openLog(resolved, options)
  return log.history.started !== undefined
}

async function tell(context: CommandContext, generated: Generated, { tour: wantsTour }: GenerateTarget): Promise<void> {
  const { resultOf, resultText } = await import('../generate/result.ts')
  const result = resultOf(generated, context.signal.aborted)
  if (!wantsTour) return context.result(result, resultText(result))
  const [{ takeTour }, { tourText }] = await Promise.all([
    import('../generate/tour.ts'),
    import('../generate/tour-text.ts'),
  ])
  const tour = await takeTour(context, generated)
  context.result({ ...result, tour }, `${resultText(result)}\n${tourText(tour)}`)
}

async function estimateOnly(context: CommandContext, target: GenerateTarget): Promise<ExitCode> {
  const { dryRun, estimateText } = await import('../generate/dry-run.ts')
  const made = await dryRun(context, target)
  context.result(made, estimateText(made))
  return EXIT.done
}
