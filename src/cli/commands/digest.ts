import type { Digest } from '../../digest/digest.ts'
import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { SET_FLAG } from '../flags.ts'
import { REPORT_FLAG, reportEvery, wantsReports } from '../report.ts'

export const command: Subcommand = {
  name: 'digest',
  summary: 'Prints one SHA-256 for the log, one per table and one over all',
  flags: [SET_FLAG, REPORT_FLAG],
  examples: [
    ['tillstream digest', 'what identifies this history: equal for equal seeds, whatever the machine'],
    ['tillstream digest --json', 'the same for programs'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const [{ withHistory }, { interruptible }, { digestAll }] = await Promise.all([
    import('../history/with-history.ts'),
    import('../history/interruptible.ts'),
    import('../../digest/digest.ts'),
  ])
  return withHistory(context, async ({ log, database, assertStill }) => {
    const client = await interruptible(database, context.signal).connect()
    try {
      const digest = await reported(context, () => digestAll(log, client))
      await assertStill()
      if (!context.signal.aborted) context.result(digest, digestText(digest))
      return EXIT.done
    } finally {
      await client.end()
    }
  })
}

/** Reports how long the work takes: how much there is, nobody knows. */
async function reported<Result>(context: CommandContext, work: () => Promise<Result>): Promise<Result> {
  using stack = new DisposableStack()
  const began = performance.now()
  const facts = () => ({ seconds: Math.round((performance.now() - began) / 100) / 10 })
  if (wantsReports(context)) stack.use(reportEvery(context, 'digest', facts))
  return await work()
}

function digestText({ all, log, tables }: Digest): string {
  const rows = [
    ['log', log.events, log.sha256] as const,
    ...Object.entries(tables).map(([name, { rows, sha256 }]) => [name, rows, sha256] as const),
    ['all', '', all] as const,
  ]
  const [first, second] = [0, 1].map((column) => Math.max(...rows.map((row) => String(row[column]).length)))
  return rows
    .map(([name, count, sha256]) => `${name.padEnd(first ?? 0)}  ${String(count).padStart(second ?? 0)}  ${sha256}`)
    .join('\n')
}
