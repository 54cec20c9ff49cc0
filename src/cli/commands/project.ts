import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'

export const command: Subcommand = {
  name: 'project',
  summary: 'Brings the tables to the end of the log, or makes them anew',
  arguments: [{ name: '[table...]', description: 'with --rebuild: fact tables to make anew; all when none is given' }],
  flags: [{ name: 'rebuild', kind: { is: 'switch' }, description: 'Empties the tables first' }],
  examples: [
    ['tillstream project', 'what the tables lack; nothing when they are at the end of the log'],
    ['tillstream project --rebuild', 'all tables anew, also when they came from another log'],
    ['tillstream project --rebuild fact_receipts fact_payments', 'these two anew'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const [{ project }, { projectedText }] = await Promise.all([
    import('../project/project.ts'),
    import('../project/projected-text.ts'),
  ])
  const projected = await project(context)
  context.result(projected, projectedText(projected))
  return EXIT.done
}
