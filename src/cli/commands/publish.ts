import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { SET_FLAG } from '../flags.ts'
import { REPORT_FLAG } from '../report.ts'
import { FAULT_FLAGS, SENDING_FLAGS, speedFlag } from '../publish/publish-flags.ts'
import { UsageError } from '../usage-error.ts'

export const command: Subcommand = {
  name: 'publish',
  summary: 'Sends events to Event Hubs, Fabric, a webhook or files, from where it left off',
  flags: [
    ...SENDING_FLAGS,
    SET_FLAG,
    REPORT_FLAG,
    ...FAULT_FLAGS,
    speedFlag('as fast as the sink takes them'),
    {
      name: 'from',
      kind: { is: 'text' },
      placeholder: 'POINT',
      description: 'start, end, a position, a date or an instant, in place of where it left off',
    },
    { name: 'follow', kind: { is: 'switch' }, description: 'Goes on with what is recorded later, until Ctrl-C' },
    { name: 'check', kind: { is: 'switch' }, description: 'Asks the sink whether it would take events; sends none' },
    {
      name: 'retry-dead-letters',
      kind: { is: 'switch' },
      description: 'Sends again what the sink did not take, and nothing else',
    },
  ],
  examples: [
    ['tillstream publish --check', 'who, where, how many partitions, how fast; or what is wrong'],
    ['tillstream publish --from start', 'all history, as fast as the hub takes it; without --from: what is new'],
    ['tillstream publish --from 2024-03-04T15:00:00Z --speed 60', 'from that hour on, a minute a second'],
    ['tillstream publish --sink file --to events --from start', 'NDJSON files in the directory events'],
    ['tillstream publish --late 0.02 --duplicate 0.01 --drop 0.001', 'with faults that truth_faults tells of'],
    ['tillstream publish --sink console --from start | head -3', 'what the events look like'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const { flags } = context
  if (flags.check === true) return check(context)
  if (flags['retry-dead-letters'] === true) return retry(context)
  const [{ publish }, { publishedText }, { logPoint }, { speedOf }] = await Promise.all([
    import('../publish/publish.ts'),
    import('../publish/published-text.ts'),
    import('../publish/log-point.ts'),
    import('../publish/publish-flags.ts'),
  ])
  const from = flags.from === undefined ? undefined : logPoint('--from', String(flags.from))
  const published = await publish(context, { speed: speedOf(flags, 'max'), from, follows: flags.follow === true })
  const goesOn = from === undefined ? 'where it left off' : 'without --from'
  tell(context, published, publishedText({ ...published, goesOn }))
  return EXIT.done
}

/** Standard output may be where the events went. */
function tell(context: CommandContext, result: { readonly sink: string }, text: string): void {
  if (result.sink === 'console') context.log.info(text)
  else context.result(result, text)
}

async function check(context: CommandContext): Promise<ExitCode> {
  if (context.flags['retry-dead-letters'] === true) {
    throw new UsageError(['--check: allowed without --retry-dead-letters only'])
  }
  const [{ openSink, withDestination }, { sendingConfig }, { checkedText }] = await Promise.all([
    import('../publish/open-sink.ts'),
    import('../publish/sending-config.ts'),
    import('../publish/published-text.ts'),
  ])
  const { config } = await sendingConfig(context)
  await using sink = await openSink(context, withDestination(config, context.flags))
  const checked = { sink: sink.name, facts: await sink.check(context.signal) }
  context.result(checked, checkedText(checked))
  return EXIT.done
}

async function retry(context: CommandContext): Promise<ExitCode> {
  const [{ retryDeadLetters }, { retriedText }] = await Promise.all([
    import('../publish/dead-letters.ts'),
    import('../publish/published-text.ts'),
  ])
  const retried = await retryDeadLetters(context)
  tell(context, retried, retriedText(retried))
  return retried.left === 0 || retried.interrupted ? EXIT.done : EXIT.checkFailed
}
