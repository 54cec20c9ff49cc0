import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'

export const command: Subcommand = {
  name: 'sql',
  summary: 'Answers SQL about the tables, once or at a prompt; it only reads',
  arguments: [
    { name: '[statement]', description: 'what to answer; without it a prompt, or statements that come through a pipe' },
  ],
  flags: [],
  examples: [
    ['tillstream sql "select count(*) from fact_receipts"', 'the answer as a table'],
    ['tillstream sql "select * from dim_stores" --json', 'the rows as JSON'],
    ['tillstream sql', 'a prompt with history, \\d and help; prints how psql and BI tools connect'],
    ['tillstream sql < report.sql', 'every statement of a file'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const { runSql } = await import('../sql/run-sql.ts')
  await runSql(context)
  return EXIT.done
}
