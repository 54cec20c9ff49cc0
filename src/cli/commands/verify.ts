import type { LawReport } from '../../verify/report.ts'
import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { SET_FLAG } from '../flags.ts'
import { REPORT_FLAG, reportEvery, wantsReports, writeReport } from '../report.ts'

export const command: Subcommand = {
  name: 'verify',
  summary: 'Holds the laws of the company against the log and the tables',
  arguments: [{ name: '[law...]', description: 'numbers of the laws to check; all when none is given' }],
  flags: [SET_FLAG, REPORT_FLAG],
  examples: [
    ['tillstream verify', 'every law: rows checked, violations, first offenders; exits 1 when one is broken'],
    ['tillstream verify 5 8', 'only the laws about receipts and about stock'],
    ['tillstream verify --json', 'the same for programs'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const [{ withHistory }, { gatherEvidence }, { collectReports, lawTitles, runLaws }, { verdictText }] =
    await Promise.all([
      import('../history/with-history.ts'),
      import('../verify/gather-evidence.ts'),
      import('../../verify/run-laws.ts'),
      import('../verify/verdict-text.ts'),
    ])
  const laws = await lawNumbers(context.args, new Set(lawTitles().map(({ law }) => law)))
  const total = lawTitles().filter(({ law }) => laws.length === 0 || laws.includes(law)).length
  return withHistory(context, async (history) => {
    const evidence = await gatherEvidence(history, context)
    const reports = runLaws(laws.length === 0 ? evidence : { ...evidence, laws })
    const verdict = await collectReports(counted(context, reports, total))
    if (context.signal.aborted) return EXIT.done
    context.result(verdict, verdictText(verdict))
    return verdict.violations === 0 ? EXIT.done : EXIT.checkFailed
  })
}

async function lawNumbers(args: readonly string[], known: ReadonlySet<number>): Promise<readonly number[]> {
  const wrong = args.filter((text) => !known.has(Number(text)))
  if (wrong.length === 0) return args.map(Number)
  const { UsageError } = await import('../usage-error.ts')
  const allowed = [...known].join(', ')
  throw new UsageError(wrong.map((text) => `verify: got ${JSON.stringify(text)}, allowed: a law's number (${allowed})`))
}

async function* counted(
  context: CommandContext,
  reports: AsyncIterable<LawReport>,
  total: number,
): AsyncGenerator<LawReport> {
  const { progress, signal } = context
  const display = progress({ label: 'verify', unit: 'laws' })
  const isAsked = wantsReports(context)
  let done = 0
  using stack = new DisposableStack()
  stack.defer(() => display.finish())
  if (isAsked) stack.use(reportEvery(context, 'verify', () => ({ done, total })))
  for await (const report of reports) {
    if (signal.aborted) return
    display.update({ share: ++done / total, count: done })
    if (isAsked) writeReport(context, 'law', report)
    yield report
  }
}
