import type { CommandContext, Flag } from './command.ts'

/** For programs that run this one. */
export const REPORT_FLAG: Flag = {
  name: 'report',
  kind: { is: 'switch' },
  description: 'Tells how far it is as lines of JSON on standard output, 10 a second; ends when standard input does',
}

const EVERY_MS = 100

/** Whether a program wants reports. */
export function wantsReports({ flags }: Pick<CommandContext, 'flags'>): boolean {
  return flags.report === true
}

/** Writes a line `{"report": KIND, ...}`. The last line of a command is its result, which has no `report`. */
export function writeReport({ host }: Pick<CommandContext, 'host'>, kind: string, facts: object): void {
  host.stdout.write(`${JSON.stringify({ report: kind, ...facts })}\n`)
}

function stop(): void {
  process.kill(process.pid, 'SIGTERM')
}

/** Reports now, at intervals, and a last time when disposed of; ends the command when whoever reads it is gone. */
export function reportEvery(context: CommandContext, kind: string, facts: () => object): Disposable {
  const report = () => writeReport(context, kind, facts())
  const { stdin } = context.host
  const timer = setInterval(report, EVERY_MS)
  stdin.once('end', stop)
  stdin.resume()
  report()
  return {
    [Symbol.dispose]() {
      clearInterval(timer)
      stdin.off('end', stop)
      stdin.pause()
      report()
    },
  }
}
