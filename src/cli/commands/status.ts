import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'

export const command: Subcommand = {
  name: 'status',
  summary: 'Tells how far history goes, what the tables hold and lack, and who writes',
  flags: [
    { name: 'exact', kind: { is: 'switch' }, description: 'Counts the rows of large tables instead of estimating' },
    { name: 'types', kind: { is: 'switch' }, description: 'Counts the events of each type, which reads the whole log' },
  ],
  examples: [
    ['tillstream status', 'history, log, readers, tables and disk use; also while another process writes'],
    ['tillstream status --json', 'the same for programs'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const [{ readStatus }, { statusText }] = await Promise.all([
    import('../status/status.ts'),
    import('../status/status-text.ts'),
  ])
  const status = await readStatus(context)
  context.result(status, statusText(status))
  return status.database !== null && 'problem' in status.database ? EXIT.unreachable : EXIT.done
}
