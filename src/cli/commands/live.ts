import type { Config } from '../../config/schema.ts'
import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { WORLD_FLAGS } from '../flags.ts'
import { REPORT_FLAG } from '../report.ts'
import { FAULT_FLAGS, SENDING_FLAGS, speedFlag, speedOf } from '../publish/publish-flags.ts'

export const command: Subcommand = {
  name: 'live',
  summary: 'Goes on with the simulation at a speed, and publishes what happens',
  flags: [speedFlag('1, which is real time'), ...SENDING_FLAGS, ...FAULT_FLAGS, ...WORLD_FLAGS, REPORT_FLAG],
  examples: [
    ['tillstream live --speed 60', 'a simulated minute a second, into log and tables, until Ctrl-C'],
    ['tillstream live --speed 3600 --sink eventhubs --duration 10', 'an hour a second for ten minutes, to Event Hubs'],
    ['tillstream live --speed max --sink file --to events', 'as fast as it goes, with NDJSON files'],
    ['echo "speed 600" | tillstream live', 'lines of standard input: pause, resume, step 2h, speed 600'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const speed = speedOf(context.flags, 1)
  const { sendingConfig } = await import('../publish/sending-config.ts')
  const resolved = await sendingConfig(context)
  const [data, { acquireWriter }, { openLog }, { openDatabase }, sinks, { live }, { livedText }] = await Promise.all([
    import('../data-directory.ts'),
    import('../writer-lock.ts'),
    import('../open-log.ts'),
    import('../open-tables.ts'),
    import('../publish/open-sink.ts'),
    import('../live/live.ts'),
    import('../live/lived-text.ts'),
  ])
  const config = sinks.withDestination(resolved.config, context.flags)
  await checkWanted(config)
  await using stack = new AsyncDisposableStack()
  const isPublished = sinks.chosenSink(config) !== null
  const sink = isPublished ? stack.use(await sinks.openSink(context, config)) : undefined
  if (sink === undefined && config.stream.sink !== 'none') context.log.info('there is no sink: nothing is published')
  data.openDataDirectory(config.paths.data)
  stack.use(acquireWriter(config.paths.data))
  const log = stack.use(await openLog(resolved, { readOnly: false, warn: context.log.warn, signal: context.signal }))
  const openTables = async () => stack.use(await openDatabase(config, context.log))
  const { version: programVersion, host } = context
  const lived = await live({
    context,
    log,
    openDatabase: openTables,
    programVersion,
    now: host.now,
    speed,
    config,
    sink,
  })
  if (sink?.name === 'console') context.log.info(livedText(lived))
  else context.result(lived, livedText(lived))
  return EXIT.done
}

/** Before anything is opened or made. */
async function checkWanted(config: Config): Promise<void> {
  const { wantedFaults, wantedTypes } = await import('../publish/publishing.ts')
  wantedTypes(config)
  wantedFaults(config)
}
