import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { SET_FLAG } from '../flags.ts'
import { SENDING_FLAGS, speedFlag, speedOf } from '../publish/publish-flags.ts'

export const command: Subcommand = {
  name: 'replay',
  summary: 'Sends a part of the log again, at any speed; changes no table and no checkpoint',
  flags: [
    {
      name: 'from',
      kind: { is: 'text' },
      placeholder: 'POINT',
      description: 'start, a position, a date or an instant (start)',
    },
    {
      name: 'to',
      kind: { is: 'text' },
      placeholder: 'POINT',
      description: 'Where it ends, not included: end, a position, a date or an instant (end)',
    },
    speedFlag('as fast as the sink takes them'),
    {
      name: 'replay-id',
      kind: { is: 'text' },
      placeholder: 'ID',
      description: 'Stands before the correlation ids, which tells the repetition; ids of events stay as they are',
    },
    ...SENDING_FLAGS.filter(({ name }) => name !== 'to'),
    SET_FLAG,
  ],
  examples: [
    ['tillstream replay --from 2024-03-04 --to 2024-03-05', 'that day (UTC), as fast as the hub takes it'],
    [
      'tillstream replay --from 2024-03-04T18:00:00Z --speed 60 --replay-id drill-7',
      'from that hour on at a minute a second, told as a repetition',
    ],
    ['tillstream replay --sink file --set stream.directory=again', 'the whole log into files of the directory again'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const { flags } = context
  const [{ replay }, { publishedText }, { logPoint }, { checkedReplayId }] = await Promise.all([
    import('../publish/replay.ts'),
    import('../publish/published-text.ts'),
    import('../publish/log-point.ts'),
    import('../publish/replay-id.ts'),
  ])
  const replayed = await replay(context, {
    speed: speedOf(flags, 'max'),
    from: logPoint('--from', String(flags.from ?? 'start')),
    to: logPoint('--to', String(flags.to ?? 'end')),
    replayId: checkedReplayId(flags['replay-id']),
  })
  const text = publishedText({ ...replayed, goesOn: 'anew' })
  if (replayed.sink === 'console') context.log.info(text)
  else context.result(replayed, text)
  return EXIT.done
}
